"""Sources, people, organisations and forces: their lists, where they are used, and that what is used stays."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sites.models import CemeteryPage, Force, ForceInvolved
from tests import factories
from tests.admin_forms import shown
from trail.people.models import Contribution, Organisation, Person
from trail.references.models import Source

pytestmark = pytest.mark.django_db


def address(model: Any, view: str = "list", *args: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def use(model: Any, trail: factories.Trail) -> Any:
    """A record of the kind that the cemetery uses."""
    locale = trail.cemetery.locale
    if model is Source:
        record = factories.make_source("Register")
        factories.cite(trail.cemetery, record)
    elif model is Person:
        record = Person.objects.create(name="A. Historian", locale=locale)
        Contribution.objects.create(page=trail.cemetery, person=record)
    elif model is Organisation:
        record = Organisation.objects.create(name="Commission", locale=locale)
        page = CemeteryPage.objects.get()
        page.managing_body = record
        page.save()
    else:
        record = Force.objects.create(name="Fifth Army", nation="US", locale=locale)
        ForceInvolved.objects.create(page=trail.story, force=record)
    return record


every_kind = pytest.mark.parametrize("model", [Source, Person, Organisation, Force])


@every_kind
def test_the_list_says_how_often_a_record_is_used(model: Any, trail: factories.Trail, sign_in: Any) -> None:
    record = use(model, trail)
    said = shown(sign_in("editor").get(address(model)))
    assert str(record) in said or record.title in said
    assert "Used 1 time" in said


@every_kind
def test_where_it_is_used(model: Any, trail: factories.Trail, sign_in: Any) -> None:
    record = use(model, trail)
    said = shown(sign_in("editor").get(address(model, "usage", record.pk)))
    assert ("The fourth of June" if model is Force else "The cemetery") in said


@every_kind
def test_what_is_used_is_not_deleted_and_the_reason_is_said(model: Any, trail: factories.Trail, sign_in: Any) -> None:
    record = use(model, trail)
    client = sign_in("publisher")
    said = shown(client.get(address(model, "delete", record.pk)))
    assert "is referenced 1 time" in said and "prevent it from being deleted" in said
    assert client.post(address(model, "delete", record.pk), follow=True).status_code == 200
    assert model.objects.filter(pk=record.pk).exists()


@every_kind
def test_nor_by_the_bulk_action(model: Any, trail: factories.Trail, sign_in: Any) -> None:
    record = use(model, trail)
    client = sign_in("publisher")
    bulk = reverse("wagtail_bulk_action", args=[model._meta.app_label, model._meta.model_name, "delete"])
    assert client.post(f"{bulk}?id={record.pk}&next=/admin/", follow=True).status_code == 200
    assert model.objects.filter(pk=record.pk).exists()


@every_kind
def test_what_nobody_uses_is_found_and_deleted(model: Any, trail: factories.Trail, sign_in: Any) -> None:
    used = use(model, trail)
    values = {"title": "Unused"} if model is Source else {"name": "Unused", "locale": trail.home.locale}
    unused = model.objects.create(**values)
    client = sign_in("publisher")
    found = list(client.get(f"{address(model)}?used=no").context["object_list"])
    assert found == [unused] and used not in found
    client.post(address(model, "delete", unused.pk))
    assert not model.objects.filter(pk=unused.pk).exists()


@every_kind
def test_it_is_exported(model: Any, trail: factories.Trail, sign_in: Any) -> None:
    record = use(model, trail)
    response = sign_in("editor").get(f"{address(model)}?export=csv")
    rows = b"".join(response.streaming_content).decode().splitlines()
    assert rows[0].lower().startswith("key") and record.key in rows[1]


@every_kind
def test_the_number_of_queries_does_not_grow(model: Any, trail: factories.Trail, sign_in: Any) -> None:
    use(model, trail)
    client = sign_in("editor")
    client.get(address(model))
    counts = []
    for more in (0, 19):
        for number in range(more):
            values = {"title": f"S{number}"} if model is Source else {"name": f"N{number}", "locale": trail.home.locale}
            model.objects.create(**values)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(model)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A diary", "The war in Italy"]),
        ("q=war", ["The war in Italy"]),
        ("q=IARY", ["A diary"]),
        ("q=Mueller", ["A diary"]),
        ("kind=local", ["A diary"]),
        ("ordering=-title", ["The war in Italy", "A diary"]),
        ("q=i&ordering=-usage_count", ["A diary", "The war in Italy"]),
        ("used=yes", ["The war in Italy"]),
    ],
)
def test_search_filters_and_order(query: str, expected: list[str], trail: factories.Trail, sign_in: Any) -> None:
    factories.make_source("A diary", author="H. Mueller", kind="local")
    factories.cite(trail.site, factories.make_source("The war in Italy", kind="scholarly"))
    found = [source.title for source in sign_in("editor").get(f"{address(Source)}?{query}").context["object_list"]]
    assert (found if "ordering=-title" in query else sorted(found)) == expected


def test_the_menu_is_for_those_who_work_here(trail: factories.Trail, sign_in: Any) -> None:
    said = shown(sign_in("editor").get(reverse("wagtailadmin_home")))
    for model in (Source, Person, Organisation, Force):
        assert address(model) in said
