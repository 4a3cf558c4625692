"""Loading a trail in some of its languages."""

from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page

from sites.loading.apply import load_folder
from sites.loading.faults import LoadRefused

pytestmark = pytest.mark.django_db
HOME = "---\ntype: home\ntitle: {title}\ntrail_name: {title}\nstrapline: {title}\nsummary: {title}.\n---\n{title}.\n"


@pytest.fixture
def in_three(folder: Path) -> Path:
    """The small trail with its home page in Italian and French."""
    for tag, title in (("it", "Un itinerario"), ("fr", "Un itinéraire")):
        (folder / f"index.{tag}.md").write_text(HOME.format(title=title), encoding="utf-8")
    return folder


def languages() -> set[str]:
    return set(Page.objects.filter(depth=2).values_list("locale__language_code", flat=True))


def test_all_languages_are_loaded_unless_some_are_named(in_three: Path) -> None:
    load_folder(in_three)
    assert languages() == {"en", "it", "fr"}


def test_only_those_named_and_the_source(in_three: Path) -> None:
    call_command("load_trail", in_three, "--language=it", "--quiet")
    assert languages() == {"en", "it"}
    assert not Locale.objects.filter(language_code="fr").exists()


def test_what_was_loaded_before_is_not_reported_as_gone(in_three: Path) -> None:
    load_folder(in_three)
    report = load_folder(in_three, languages=["it"])
    assert (report.pages.left, report.pages.is_still) == ([], True)
    assert languages() == {"en", "it", "fr"}


def test_a_language_without_a_page_is_refused(in_three: Path) -> None:
    with pytest.raises(LoadRefused) as refused:
        load_folder(in_three, languages=["mi"])
    assert [(fault.message, fault.remedy) for fault in refused.value.faults] == [
        ("No page is in the language “mi”", "name one of en, fr, it")
    ]
    assert languages() <= {"en"}


def test_a_translation_has_an_address_in_its_language_and_keeps_it(in_three: Path) -> None:
    index = in_three / "about.it.md"
    text = "---\ntype: standard\ntitle: {}\nsummary: Che cos’è.\n---\nParole.\n"
    index.write_text(text.format("L’itinerario in breve"), encoding="utf-8")
    load_folder(in_three)
    page = Page.objects.get(slug="l-itinerario-in-breve")
    assert page.get_translations().get().slug == "about"
    index.write_text(text.format("Altro titolo"), encoding="utf-8")
    report = load_folder(in_three)
    page.refresh_from_db()
    assert (page.title, page.slug, report.pages.left) == ("Altro titolo", "l-itinerario-in-breve", [])
