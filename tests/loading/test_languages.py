"""Pages in other languages become translations of the page beside them."""

from pathlib import Path

import pytest
from wagtail.models import Locale, Page

from sites.loading.apply import load_folder
from sites.models import CemeteryPage, HomePage, SitePage

from .conftest import FILES, write_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def bilingual(folder: Path) -> Path:
    """The small trail, most of it in Italian too."""
    for name in ("index", "war/index", "war/rome/index", "war/rome/cemetery"):
        text = FILES[f"{name}.en.md"].replace("They lie here", "Giacciono qui").replace("        order: 1\n", "", 1)
        write_files(folder, {f"{name}.it.md": text.replace("title: The cemetery", "title: Il cimitero")})
    return folder


def test_translations_share_keys_with_their_source(bilingual: Path) -> None:
    load_folder(bilingual)
    italian = Locale.objects.get(language_code="it")
    english, translated = CemeteryPage.objects.order_by("locale__language_code")
    assert (translated.title, translated.locale) == ("Il cimitero", italian)
    assert translated.translation_key == english.translation_key
    assert translated.url_path == "/home-it/war/rome/cemetery/"
    parent = translated.get_parent()
    assert parent.translation_key == english.get_parent().translation_key
    keys = [[figure.translation_key for figure in page.figures.all()] for page in (english, translated)]
    assert keys[0] == keys[1]
    assert {figure.locale_id for figure in translated.figures.all()} == {italian.pk}
    assert [block.id for block in translated.body] == [block.id for block in english.body]


def test_links_lead_to_the_own_language_or_else_to_the_source(bilingual: Path) -> None:
    load_folder(bilingual)
    home = HomePage.objects.get(locale__language_code="it")
    campaign = home.get_children().get(slug="war").specific
    assert f'id="{campaign.pk}"' in home.body[0].value["text"].source
    region = campaign.get_children().get()
    gate = SitePage.objects.get()
    text = campaign.body[0].value["text"].source
    assert f'id="{region.pk}"' in text
    assert f'id="{gate.pk}"' in text


def test_loading_two_languages_twice_changes_nothing(bilingual: Path) -> None:
    load_folder(bilingual)
    assert load_folder(bilingual).pages.is_still
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_translated_in_the_admin_is_left_alone(bilingual: Path) -> None:
    load_folder(bilingual)
    italian = Locale.objects.get(language_code="it")
    SitePage.objects.get().copy_for_translation(italian)
    write_files(bilingual, {"war/rome/gate.it.md": FILES["war/rome/gate.en.md"]})
    assert load_folder(bilingual).pages.left == [("demo/war/rome/gate.it.md", "made in the admin")]
