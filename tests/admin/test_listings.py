"""The flat lists of regions, places and stories."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from sites.models import CemeteryPage, RegionPage, SitePage, StoryPage
from tests import factories
from tests.admin_forms import shown

pytestmark = pytest.mark.django_db
LISTS = [
    ("regions", RegionPage),
    ("sites_of_the_trail", SitePage),
    ("cemeteries", CemeteryPage),
    ("stories", StoryPage),
]


def titles(response: Any) -> list[str]:
    return sorted(page.title for page in response.context["pages"])


@pytest.mark.parametrize(("name", "model"), LISTS)
def test_it_shows_the_columns_that_matter(name: str, model: Any, trail: factories.Trail, sign_in: Any) -> None:
    page = model.objects.get()
    type(page).objects.filter(pk=page.pk).update(reviewed_on=date(2025, 3, 14))
    factories.cite(page)
    ReferenceIndex.create_or_update_for_object(page)
    said = shown(sign_in("editor").get(reverse(f"{name}:index")))
    assert page.title in said
    assert "14 March 2025" in said
    for column in ("Reviewed on", "Sources", "Updated", "State"):
        assert column in said


def test_the_kind_and_the_region_of_a_site(trail: factories.Trail, sign_in: Any) -> None:
    said = shown(sign_in("editor").get(reverse("sites_of_the_trail:index")))
    assert "Museum" in said and "Rome" in said


def test_sources_are_counted_once_wherever_they_are_named(trail: factories.Trail, sign_in: Any) -> None:
    register, book = factories.make_source(), factories.make_source()
    factories.add_figure(trail.cemetery, 10, source=register)
    factories.cite(trail.cemetery, register, book)
    ReferenceIndex.create_or_update_for_object(CemeteryPage.objects.get())
    response = sign_in("editor").get(reverse("cemeteries:index"))
    assert [page.source_count for page in response.context["pages"]] == [2]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=memorial", ["Stone"]),
        ("sources=yes", ["Stone", "The museum"]),
        ("review=yes", ["Cited", "Stone", "The museum"]),
        ("state=yes", ["Stone"]),
        ("q=Stone", ["Stone"]),
        ("q=Stone&sources=yes&review=yes&ordering=-reviewed_on", ["Stone"]),
        ("q=Stone&kind=museum", []),
        ("ordering=source_count", ["Cited", "Reviewed", "Stone", "The museum"]),
        ("ordering=-earliest", ["Cited", "Reviewed", "Stone", "The museum"]),
    ],
)
def test_filters_and_search(query: str, expected: list[str], trail: factories.Trail, sign_in: Any) -> None:
    today = timezone.localdate()
    factories.make_page(SitePage, trail.region, "Stone", kind="memorial", live=False)
    cited = factories.make_page(SitePage, trail.region, "Cited", reviewed_on=today - timedelta(days=400))
    reviewed = factories.make_page(SitePage, trail.region, "Reviewed", reviewed_on=today - timedelta(days=300))
    for page in (cited, reviewed):
        factories.cite(page)
        ReferenceIndex.create_or_update_for_object(page)
    response = sign_in("editor").get(reverse("sites_of_the_trail:index") + "?" + query)
    assert titles(response) == expected


def test_the_region_filter(trail: factories.Trail, sign_in: Any) -> None:
    other = factories.make_page(RegionPage, trail.campaign, "Sicily")
    factories.make_page(CemeteryPage, other, "Far away")
    client = sign_in("editor")
    address = reverse("cemeteries:index")
    assert titles(client.get(f"{address}?region={other.pk}")) == ["Far away"]
    assert titles(client.get(f"{address}?region={trail.region.pk}")) == ["The cemetery"]


@pytest.mark.parametrize(("name", "model"), LISTS)
def test_the_number_of_queries_does_not_grow(name: str, model: Any, trail: factories.Trail, sign_in: Any) -> None:
    # For those who may not publish, Wagtail asks of each row whether they may delete it.
    client = sign_in("publisher")
    address = reverse(f"{name}:index")
    parent = model.objects.get().get_parent()
    counts = []
    client.get(address)
    for more in (0, 19):
        for _number in range(more):
            page = factories.make_page(model, parent)
            page.save_revision()
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(address).context["pages"]) == 1 + more
        counts.append(len(queries))
    assert counts[0] == counts[1], counts


def test_export(trail: factories.Trail, sign_in: Any) -> None:
    response = sign_in("editor").get(reverse("sites_of_the_trail:index") + "?export=csv")
    rows = b"".join(response.streaming_content).decode().splitlines()
    assert len(rows) == 2 and "The museum" in rows[1]


@pytest.mark.parametrize(("name", "model"), LISTS)
@pytest.mark.parametrize(("persona", "may"), [("visitor", False), ("editor", True), ("administrator", True)])
def test_who_may_see_it(name: str, model: Any, persona: str, may: bool, trail: factories.Trail, sign_in: Any) -> None:
    response = sign_in(persona).get(reverse(f"{name}:index"))
    assert (response.status_code == 200) is may
