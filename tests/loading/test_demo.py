"""The demo that ships with the project: it has no faults, and it loads."""

from pathlib import Path

import pytest
from django.conf import settings
from wagtail.models import Page

from sites.loading.apply import load_folder
from sites.loading.editorial import check_folder
from sites.models import CemeteryPage, LoadedPage

DEMO = Path(settings.BASE_DIR) / "demo"


def test_the_demo_has_no_faults() -> None:
    assert [str(fault) for fault in check_folder(DEMO).faults] == []


@pytest.mark.django_db
def test_the_demo_loads_and_loads_again_unchanged() -> None:
    files = sum(1 for path in DEMO.rglob("*.md") if not path.name.startswith(("_", ".")))
    report = load_folder(DEMO)
    assert len(report.pages.new) == files
    assert Page.objects.filter(depth__gt=1, live=True).count() == files == LoadedPage.objects.count()
    assert Page.find_problems() == ([], [], [], [], [])
    cemetery = CemeteryPage.objects.get(slug="rome-war-cemetery")
    assert cemetery.url_path == "/home/italian-campaign/rome/rome-war-cemetery/"
    assert next(figure.value for figure in cemetery.figures.all() if figure.counts_all and figure.is_current) == 426
    again = load_folder(DEMO)
    assert (again.pages.is_still, again.entries.is_still, again.pages.left, again.entries.left) == (True, True, [], [])
