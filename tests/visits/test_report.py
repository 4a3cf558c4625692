"""The report “Visits” in the admin."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.factories import Trail, persona
from trail.visits.models import VisitCount

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/reports/visits/"


@pytest.fixture
def counts(trail: Trail) -> None:
    for day, path, times in [(3, "/en/", 5), (4, "/en/", 40), (4, "/en/campaign/", 2), (4, "/it/", 7)]:
        VisitCount.objects.create(day=date(2026, 6, day), language=path[1:3], path=path, count=times)
    VisitCount.objects.create(day=date(2026, 5, 31), language="en", path="/en/", count=1)


def exported(client: Client, query: str) -> list[list[str]]:
    response = client.get(f"{ADDRESS}?export=csv&{query}")
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (
            "",
            [
                ["Day", "Language", "Times read"],
                ["2026-06-04", "en", "42"],
                ["2026-06-04", "it", "7"],
                ["2026-06-03", "en", "5"],
                ["2026-05-31", "en", "1"],
            ],
        ),
        ("by=language", [["Language", "Times read"], ["en", "48"], ["it", "7"]]),
        ("by=page&day_from=2026-06-04", [["Page", "Language", "Times read"], ["/en/", "en", "40"], ["/it/", "it", "7"], ["/en/campaign/", "en", "2"]]),
        ("by=month&language=en", [["Month", "Language", "Times read"], ["2026-06-01", "en", "47"], ["2026-05-01", "en", "1"]]),
        ("language=en&day_to=2026-06-01", [["Day", "Language", "Times read"], ["2026-05-31", "en", "1"]]),
    ],
)  # fmt: skip
def test_it_is_exported_as_it_is_shown(
    sign_in: Callable[[str], Client], counts: None, query: str, rows: list[list[str]]
) -> None:
    assert sorted(exported(sign_in("administrator"), query)) == sorted(rows)


@pytest.mark.parametrize(
    "query",
    ["", "by=month", "by=language", "by=page", "ordering=times", "by=page&ordering=-path", "p=2", "by=nonsense"],
)
def test_it_is_shown(sign_in: Callable[[str], Client], counts: None, query: str) -> None:
    response = sign_in("administrator").get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert "55 pages read" in response.content.decode()


def test_days_and_months_are_named(sign_in: Callable[[str], Client], counts: None) -> None:
    client = sign_in("administrator")
    assert "4 June 2026" in client.get(ADDRESS).content.decode()
    assert "June 2026" in client.get(f"{ADDRESS}?by=month").content.decode()


def test_an_empty_one_says_so(sign_in: Callable[[str], Client]) -> None:
    assert sign_in("administrator").get(ADDRESS).status_code == 200


@pytest.mark.parametrize("name", ["editor", "publisher", "visitor"])
def test_it_is_for_those_who_were_given_it(sign_in: Callable[[str], Client], counts: None, name: str) -> None:
    client = sign_in(name)
    assert client.get(ADDRESS).status_code == 302
    assert client.get(f"{ADDRESS}?export=csv").status_code == 302
    if name == "visitor":
        return
    assert ADDRESS not in client.get("/admin/").content.decode()
    persona(name).user_permissions.add(Permission.objects.get(codename="view_visitcount"))
    assert client.get(ADDRESS).status_code == 200
    assert ADDRESS in client.get("/admin/").content.decode()


def test_it_asks_the_same_however_many_there_are(
    sign_in: Callable[[str], Client], counts: None, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = sign_in("administrator")
    VisitCount.objects.bulk_create(
        VisitCount(day=date(2026, 6, 5), language="en", path=f"/en/{number}/", count=1) for number in range(40)
    )
    client.get(ADDRESS)
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        client.get(f"{ADDRESS}?by=page")
