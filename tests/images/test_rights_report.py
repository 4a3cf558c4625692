"""The report “Picture rights”: what it finds, for whom, and its exports."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Collection, GroupCollectionPermission

from sites.models import SitePage, StandardPage
from tests import factories
from tests.admin_forms import shown
from trail.images.models import Picture

pytestmark = pytest.mark.django_db


def report(client: Any, **asked: str) -> Any:
    return client.get(reverse("picture_rights_report"), asked)


def titles(client: Any, **asked: str) -> set[str]:
    return {picture.title for picture in report(client, **asked).context["object_list"]}


@pytest.fixture
def pictures(trail: factories.Trail) -> dict[str, Picture]:
    """One picture for each thing that can be said."""
    today = timezone.localdate()
    until = {"missing": {}, "in order": {}, "no credit": {"creator": ""}, "no licence": {"licence": "unknown"}}
    until["expiring"] = {"licence": "permission", "permission_until": today + timedelta(days=60)}
    until["last day"] = {"licence": "permission", "permission_until": today}
    until["later"] = {"licence": "permission", "permission_until": today + timedelta(days=61)}
    until["expired"] = {"licence": "permission", "permission_until": today - timedelta(days=1)}
    until["bare"] = {"description": ""}
    until["unused"] = until["in a draft"] = {}
    made = {}
    for name, values in until.items():
        if name == "missing":
            continue
        made[name] = factories.make_picture(name, **({"description": "A gate"} | values))
        if name not in {"unused", "in a draft"}:
            page = factories.make_page(StandardPage, trail.home, f"Page of {name}", live=False)
            StandardPage.objects.filter(pk=page.pk).update(
                live=True, lead_image=made[name], lead_image_alt="A gate", has_unpublished_changes=False
            )
            StandardPage.objects.get(pk=page.pk).save()
    factories.draft_of(trail.site, lead_image=made["in a draft"])
    return made


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("missing", {"no credit", "no licence"}),
        ("expiring", {"expiring", "last day"}),
        ("expired", {"expired"}),
        ("unused", {"unused"}),
        ("no-alt", {"bare"}),
        ("in-order", {"in order", "later", "in a draft"}),
    ],
)
def test_status(status: str, found: set[str], pictures: Any, sign_in: Any) -> None:
    client = sign_in("editor")
    response = report(client, status=status)
    assert {picture.title for picture in response.context["object_list"]} == found
    for picture in response.context["object_list"]:
        assert status in [code for code, _label in picture.statuses]


def test_all_are_listed_with_what_is_to_be_said(pictures: Any, sign_in: Any) -> None:
    response = report(sign_in("editor"))
    assert {picture.title for picture in response.context["object_list"]} == set(pictures)
    said = shown(response)
    assert "Page of expired [en]" in said
    assert f'href="{reverse("wagtailimages:edit", args=[pictures["expired"].pk])}"' in said


def test_a_public_use_without_alternative_text_is_named(trail: factories.Trail, sign_in: Any) -> None:
    picture = factories.make_picture("Gate", description="A gate")

    def use(**values: Any) -> None:
        page = SitePage.objects.get()
        value = {"picture": picture.pk, "alt": "", "decorative": False, "caption": ""} | values
        page.body = page._meta.get_field("body").to_python([{"type": "picture", "value": value}])
        page.save()

    use()
    client = sign_in("editor")
    assert titles(client, status="no-alt") == {"Gate"}
    assert "The museum: picture in “text”" in shown(report(client))
    use(decorative=True)
    assert titles(client, status="no-alt") == set()


def test_filters(trail: factories.Trail, pictures: Any, sign_in: Any) -> None:
    client = sign_in("administrator")
    other = Collection.get_first_root_node().add_child(name="Letters")
    Picture.objects.filter(title="in order").update(
        collection=other, licence="http://creativecommons.org/licenses/by-sa/3.0/"
    )
    assert titles(client, licence="http://creativecommons.org/licenses/by-sa/3.0/") == {"in order"}
    assert titles(client, licence="permission") == {"expiring", "last day", "later", "expired"}
    assert titles(client, collection=str(other.pk)) == {"in order"}
    assert titles(client, used_on="page of exp") == {"expiring", "expired"}
    assert titles(client, used_on="museum") == {"in a draft"}
    assert titles(client, used_on="page of exp", status="expired") == {"expired"}
    for odd in ({"status": "x"}, {"licence": "x"}, {"collection": "x"}, {"p": "99"}):
        assert report(client, **odd).status_code in {200, 404}


class TestExports:
    def rows(self, response: Any) -> list[dict[str, Any]]:
        text = b"".join(response.streaming_content).decode()
        return list(csv.DictReader(StringIO(text)))

    def test_csv(self, pictures: Any, sign_in: Any) -> None:
        Picture.objects.filter(title="expired").update(title="=1+1", credit_line="„Über“, & co")
        rows = self.rows(report(sign_in("editor"), export="csv", status="expired"))
        assert len(rows) == 1
        assert rows[0]["Credit line"] == "„Über“, & co"
        assert rows[0]["Licence"] == "Permission granted to us" and rows[0]["Licence (URI)"] == "permission"
        assert rows[0]["Status"] == "Permission is over" and rows[0]["Used on"] == "Page of expired [en]"

    def test_all_rows_whatever_the_page(self, pictures: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("trail.images.report.PictureRightsView.paginate_by", 2)
        client = sign_in("editor")
        assert len(report(client).context["object_list"]) == 2
        rows = self.rows(report(client, export="csv"))
        assert {row["Title"] for row in rows} == set(pictures)
        assert {row["Licence (SPDX)"] for row in rows if row["Title"] == "in order"} == {"CC-BY-4.0"}

    def test_xlsx(self, pictures: Any, sign_in: Any) -> None:
        response = report(sign_in("editor"), export="xlsx", status="expired")
        sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
        head, row = list(sheet.iter_rows(values_only=True))
        found = dict(zip(head, row, strict=True))
        assert found["Title"] == "expired"
        assert found["Permission until"] == timezone.localdate() - timedelta(days=1)


class TestPermissions:
    @pytest.mark.parametrize("name", ["editor", "publisher", "administrator"])
    def test_those_who_may_change_pictures(self, name: str, pictures: Any, sign_in: Any) -> None:
        client = sign_in(name)
        assert report(client).status_code == 200
        assert reverse("picture_rights_report") in shown(client.get(reverse("wagtailadmin_home")))

    @pytest.mark.parametrize("export", ["", "csv", "xlsx"])
    def test_others_do_not_see_it(self, export: str, pictures: Any, sign_in: Any) -> None:
        assert report(sign_in("visitor"), export=export).status_code == 302

    def test_whoever_is_in_the_admin_for_something_else(self, pictures: Any, sign_in: Any) -> None:
        person = factories.persona("visitor")
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client = sign_in("visitor")
        assert report(client).status_code == 302
        assert reverse("picture_rights_report") not in shown(client.get(reverse("wagtailadmin_home")))

    def test_each_sees_the_pictures_of_their_collections(self, pictures: Any, sign_in: Any) -> None:
        letters = Collection.get_first_root_node().add_child(name="Letters")
        Picture.objects.filter(title="in order").update(collection=letters)
        group = Group.objects.create(name="Letters only")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        GroupCollectionPermission.objects.create(
            group=group, collection=letters, permission=Permission.objects.get(codename="change_image")
        )
        factories.persona("visitor").groups.add(group)
        assert titles(sign_in("visitor")) == {"in order"}


def test_the_number_of_queries_does_not_grow(trail: factories.Trail, sign_in: Any) -> None:
    client = sign_in("editor")
    counts = []
    for more in (1, 30):
        for number in range(more):
            picture = factories.make_picture()
            factories.make_page(
                StandardPage, trail.home, f"Page {more} {number}", lead_image=picture, lead_image_alt="A gate"
            )
        report(client)
        with CaptureQueriesContext(connection) as queries:
            assert report(client).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
