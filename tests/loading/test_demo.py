"""The demo that ships with the project: it has no faults, and it loads."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from wagtail.models import Page
from wagtail_localize.models import Translation

from sites.loading.apply import load_folder
from sites.loading.editorial import check_folder
from sites.models import CemeteryPage, LoadedPage
from trail.translation.freshness import untranslated_in
from trail.translation.models import StaleString

DEMO = Path(settings.BASE_DIR) / "demo"


def test_the_demo_has_no_faults() -> None:
    assert [str(fault) for fault in check_folder(DEMO).faults] == []


def assert_translations_are_whole() -> None:
    """Each language has the pages that a trail promises in it, each with all its words, marked as not yet reviewed."""
    live: dict[str, list[Page]] = {}
    for page in Page.objects.filter(depth__gt=1).select_related("locale").specific():
        live.setdefault(page.locale.language_code, []).append(page)
        if page.locale.language_code == "en":
            continue
        assert (page.translated_from, page.translation_reviewed) == ("en", False), page
        assert untranslated_in(page) == [], page
    assert set(live) == {"en", "it", "fr", "de", "pl", "ar"}
    kinds = {tag: Counter(page.specific_class.__name__ for page in pages) for tag, pages in live.items()}
    for tag in ("it", "fr", "de", "pl"):
        assert (kinds[tag]["HomePage"], kinds[tag]["CampaignPage"], kinds[tag]["RegionPage"]) == (1, 1, 8), tag
        assert kinds[tag]["CemeteryPage"] >= 1, tag
    for kind in ("SitePage", "CemeteryPage"):
        assert kinds["it"][kind] == kinds["en"][kind]
    assert kinds["it"]["StoryPage"] >= 10
    assert (kinds["ar"]["CemeteryPage"], kinds["ar"]["RegionPage"], kinds["ar"]["SitePage"]) == (2, 2, 0)
    assert not StaleString.objects.exists()
    for translation in Translation.objects.select_related("source", "target_locale"):
        total, done = translation.get_progress()
        least = 3 if isinstance(translation.get_target_instance(), Page) else 1
        assert total == done >= least, f"{translation.get_target_instance()}: {done} of {total} texts are remembered"


@pytest.mark.django_db
def test_the_demo_loads_and_loads_again_unchanged() -> None:
    files = sum(1 for path in DEMO.rglob("*.md") if not path.name.startswith(("_", ".")))
    report = load_folder(DEMO)
    assert len(report.pages.new) == files
    assert Page.objects.filter(depth__gt=1, live=True).count() == files == LoadedPage.objects.count()
    assert Page.find_problems() == ([], [], [], [], [])
    cemetery = CemeteryPage.objects.get(slug="rome-war-cemetery", locale__language_code="en")
    assert cemetery.url_path == "/home/italian-campaign/rome/rome-war-cemetery/"
    assert next(figure.value for figure in cemetery.figures.all() if figure.counts_all and figure.is_current) == 426
    assert_translations_are_whole()
    again = load_folder(DEMO)
    assert (again.pages.is_still, again.entries.is_still, again.pages.left, again.entries.left) == (True, True, [], [])
