"""The lists in other languages: read with the trail, remembered, and left alone once a translator has touched them."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from sites.loading.apply import load_folder
from sites.loading.faults import LoadRefused
from sites.models import Force, HomePage
from trail.people.models import Organisation, Person

from .test_languages import HOME

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_italian(folder: Path) -> Path:
    """The small trail with its home page and its lists in Italian."""
    home = HOME.format(title="Un itinerario").replace("summary:", "partners: [keeper]\nauthors: [editors]\nsummary:")
    (folder / "index.it.md").write_text(home, encoding="utf-8")
    for name, text in {
        "organisations": "keeper: {name: Il custode}\n",
        "forces": "first-army: {name: 1ª Armata}\n",
        "people": 'editors: {name: La redazione, biography: "Chi *scrive*."}\n',
    }.items():
        (folder / f"{name}.it.yaml").write_text(text, encoding="utf-8")
    return folder


def italian(model: Any) -> Any:
    return model.objects.get(locale__language_code="it")


def test_entries_and_pages_are_in_their_language(in_italian: Path) -> None:
    load_folder(in_italian)
    keeper = italian(Organisation)
    assert (keeper.name, keeper.short_name, keeper.url) == ("Il custode", "K", "https://example.org/")
    assert keeper.translation_key == Organisation.objects.get(locale__language_code="en").translation_key
    editors = italian(Person)
    assert (editors.name, editors.role, editors.portrait is not None) == ("La redazione", "Trail", True)
    assert "<i>scrive</i>" in editors.biography
    assert italian(Force).nation == "US"
    home = italian(HomePage)
    assert [block.value for block in home.partners] == [keeper]
    assert [each.person for each in home.contributions.all()] == [editors]


def test_the_words_are_in_the_translators_memory(in_italian: Path) -> None:
    load_folder(in_italian)
    said = StringTranslation.objects.filter(locale__language_code="it").values_list("data", flat=True)
    assert {"Il custode", "K", "1ª Armata", "La redazione"} <= set(said)
    force = Force.objects.get(locale__language_code="en")
    translation = Translation.objects.get(source__object_id=force.translation_key)
    assert translation.get_progress() == (1, 1)


def test_loaded_again_nothing_changes(in_italian: Path) -> None:
    load_folder(in_italian)
    report = load_folder(in_italian)
    assert report.pages.is_still and report.entries.is_still
    report = load_folder(in_italian, languages=[])
    assert report.entries.left == []


def test_a_list_that_comes_later_reaches_pages_that_stand(in_italian: Path) -> None:
    path = in_italian / "organisations.it.yaml"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    load_folder(in_italian)
    assert [block.value.name for block in italian(HomePage).partners] == ["The keeper"]
    path.write_text(text, encoding="utf-8")
    report = load_folder(in_italian)
    assert [block.value.name for block in italian(HomePage).partners] == ["Il custode"]
    assert report.pages.left == []


def test_what_a_translator_has_changed_is_left_alone(in_italian: Path) -> None:
    load_folder(in_italian)
    keeper = italian(Organisation)
    keeper.name = "Chi custodisce"
    keeper.save()
    (in_italian / "organisations.it.yaml").write_text("keeper: {name: Custode}\n", encoding="utf-8")
    report = load_folder(in_italian)
    assert report.entries.left == [("organisation keeper.it", "changed in the admin")]
    assert italian(Organisation).name == "Chi custodisce"
    load_folder(in_italian, overwrite=True)
    assert italian(Organisation).name == "Custode"


def test_facts_of_the_source_are_nobody_s_change(in_italian: Path) -> None:
    load_folder(in_italian)
    path = in_italian / "organisations.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("example.org/", "example.org/new/"), encoding="utf-8")
    assert load_folder(in_italian).entries.left == []
    assert italian(Organisation).url == "https://example.org/new/"
    report = load_folder(in_italian)
    assert report.entries.is_still


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("organisations.it.yaml", "keper: {name: Il custode}\n", "There is no organisation “keper” in organisations.yaml"),
        ("organisations.it.yaml", "keeper: {name: X, url: 'https://example.org/'}\n", "The key “url” is not known"),
        ("organisations.it.yaml", f"keeper: {{short_name: {'x' * 61}}}\n", "Short name: Ensure this value has at most 60"),
        ("forces.mi.yaml", "first-army: {name: X}\n", "No page is in the language “mi”"),
        ("forces.en.yaml", "first-army: {name: X}\n", "The trail is written in this language first"),
        ("people.it.yaml", "- editors\n", "The file holds no keys"),
    ],
)  # fmt: skip
def test_faults_are_named_with_their_place(in_italian: Path, name: str, text: str, message: str) -> None:
    (in_italian / name).write_text(text, encoding="utf-8")
    with pytest.raises(LoadRefused) as refused:
        load_folder(in_italian)
    found = [fault for fault in refused.value.faults if fault.message.startswith(message)]
    assert found and found[0].file.endswith(name) and found[0].remedy
    assert not Locale.objects.filter(language_code="it").exists()
