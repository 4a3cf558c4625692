"""What the picture itself refuses while it stands on public pages, and what it says before it goes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from sites.models import SitePage, StandardPage
from tests import factories
from tests.admin_forms import shown
from trail.images.licences import UNKNOWN
from trail.images.models import Picture
from trail.images.used_by import drafts_that_use, live_pages_using
from trail.people.models import Contribution, Person

pytestmark = pytest.mark.django_db


def edit_form(client: Client, picture: Picture) -> dict[str, Any]:
    """What the picture's form holds."""
    form = client.get(reverse("wagtailimages:edit", args=[picture.pk])).context["form"]
    values = {name: form[name].value() for name in form.fields if name != "file"}
    return {name: value if value is not None else "" for name, value in values.items()} | {"tags": ""}


def save(client: Client, picture: Picture, **changes: Any) -> Any:
    return client.post(
        reverse("wagtailimages:edit", args=[picture.pk]), edit_form(client, picture) | changes, follow=True
    )


def as_lead(page: Any, picture: Picture) -> None:
    page = type(page).objects.get(pk=page.pk)
    page.lead_image, page.lead_image_alt = picture, "A gate"
    page.save_revision().publish()


def in_gallery(page: Any, picture: Picture) -> None:
    page = type(page).objects.get(pk=page.pk)
    items = [{"picture": picture.pk, "alt": "A gate", "decorative": False, "caption": ""}] * 2
    listed = [{"type": "item", "id": str(number), "value": item} for number, item in enumerate(items)]
    page.body = page._meta.get_field("body").to_python([{"type": "gallery", "value": {"pictures": listed}}])
    page.save_revision().publish()


def in_rich_text(page: Any, picture: Picture) -> None:
    page = type(page).objects.get(pk=page.pk)
    text = f'<p><embed embedtype="image" format="left" id="{picture.pk}" alt="A gate"/></p>'
    page.body = page._meta.get_field("body").to_python([{"type": "paragraph", "value": {"text": text, "sources": []}}])
    page.save_revision().publish()


def as_portrait(page: Any, picture: Picture) -> None:
    person = Person.objects.create(name="Anna Rossi", portrait=picture, locale=page.locale)
    Contribution.objects.create(page_id=page.pk, person=person)


def as_dark_version(page: Any, picture: Picture) -> None:
    as_lead(page, factories.make_picture("By day", dark_version=picture))


def as_dark_version_of_a_portrait(page: Any, picture: Picture) -> None:
    as_portrait(page, factories.make_picture("By day", dark_version=picture))


WAYS: list[Callable[[Any, Picture], None]] = [
    as_lead,
    in_gallery,
    in_rich_text,
    as_portrait,
    as_dark_version,
    as_dark_version_of_a_portrait,
]
LOSSES = {
    "credit": ({"creator": "", "credit_line": ""}, "needs a creator or a credit line"),
    "licence": ({"licence": UNKNOWN}, "needs a licence"),
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("use", WAYS)
def test_nothing_is_taken_from_a_picture_in_live_use(use: Any, loss: str, trail: factories.Trail, sign_in: Any) -> None:
    picture = factories.make_picture("Gate")
    use(trail.site, picture)
    values, words = LOSSES[loss]
    for name, value in values.items():
        setattr(picture, name, value)
    with pytest.raises(ValidationError, match=words):
        picture.full_clean()
    assert [page.pk for page in live_pages_using(picture)] == [trail.site.pk]


@pytest.mark.parametrize("loss", LOSSES)
def test_the_form_names_the_pages_with_links(loss: str, trail: factories.Trail, sign_in: Any) -> None:
    picture = factories.make_picture("Gate")
    as_lead(trail.site, picture)
    values, words = LOSSES[loss]
    said = shown(save(sign_in("editor"), picture, **values))
    assert words in said
    assert f'<a href="{reverse("wagtailadmin_pages:edit", args=[trail.site.pk])}">The museum [en]</a>' in said
    stored = Picture.objects.get(pk=picture.pk)
    assert (stored.creator, stored.licence) == (picture.creator, picture.licence)


def test_many_pages_are_counted(trail: factories.Trail) -> None:
    picture = factories.make_picture("Gate", credit_line="An archive")
    for number in range(7):
        factories.make_page(StandardPage, trail.home, f"Page {number}", lead_image=picture, lead_image_alt="A gate")
    picture.creator = picture.credit_line = ""
    with pytest.raises(ValidationError) as refused:
        picture.full_clean()
    words = refused.value.message_dict["credit_line"][0]
    assert words.count("<a href") == 5 and "and 2 more" in words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"creator": "B. Maker"}),
        ({"credit_line": "An archive"}, {"credit_line": ""}),
        ({"creator": "", "licence": UNKNOWN}, {"title": "Another name"}),
        ({"creator": ""}, {"rights_note": "Nobody knows."}),
        ({}, {"licence": "permission"}),
    ],
)
def test_other_changes_go_through(before: Any, after: Any, trail: factories.Trail, sign_in: Any) -> None:
    picture = factories.make_picture("Gate")
    as_lead(trail.site, picture)
    Picture.objects.filter(pk=picture.pk).update(**before)
    picture.refresh_from_db()
    save(sign_in("editor"), picture, **after)
    picture.refresh_from_db()
    assert all(getattr(picture, name) == value for name, value in after.items())


@pytest.mark.parametrize("kind", ["unused", "draft", "taken down"])
def test_a_picture_that_no_visitor_sees_is_free(kind: str, trail: factories.Trail) -> None:
    picture = factories.make_picture("Gate")
    if kind == "draft":
        factories.draft_of(trail.site, lead_image=picture)
    elif kind == "taken down":
        as_lead(trail.site, picture)
        SitePage.objects.get(pk=trail.site.pk).unpublish()
    picture.creator, picture.licence = "", UNKNOWN
    picture.full_clean()


def test_a_permission_may_end_in_the_past_with_a_warning(trail: factories.Trail, sign_in: Any) -> None:
    picture = factories.make_picture("Gate")
    as_lead(trail.site, picture)
    said = shown(save(sign_in("editor"), picture, licence="permission", permission_until="2020-05-08"))
    assert "Visitors do not see it any more on these pages" in said and "The museum [en]</a>" in said
    assert Picture.objects.get(pk=picture.pk).licence == "permission"


class TestDeletion:
    def ask(self, client: Client, picture: Picture) -> str:
        return shown(client.get(reverse("wagtailimages:delete", args=[picture.pk])))

    def delete(self, client: Client, picture: Picture) -> Any:
        return client.post(reverse("wagtailimages:delete", args=[picture.pk]), follow=True)

    @pytest.mark.parametrize("use", WAYS)
    def test_a_picture_on_public_pages_stays(self, use: Any, trail: factories.Trail, sign_in: Any) -> None:
        picture = factories.make_picture("Gate")
        use(trail.site, picture)
        client = sign_in("administrator")
        asked = self.ask(client, picture)
        assert "“Gate” is on public pages and cannot be deleted" in asked and "The museum [en]</a>" in asked
        assert "Yes, delete" not in asked
        assert "cannot be deleted" in shown(self.delete(client, picture))
        assert Picture.objects.filter(pk=picture.pk).exists()

    def test_drafts_that_lose_it_are_named(self, trail: factories.Trail, sign_in: Any) -> None:
        picture = factories.make_picture("Gate")
        factories.draft_of(trail.site, lead_image=picture)
        assert [page.pk for page in drafts_that_use(picture)] == [trail.site.pk]
        client = sign_in("administrator")
        asked = self.ask(client, picture)
        assert "These drafts lose the picture “Gate”" in asked and "The museum [en]</a>" in asked
        assert "Yes, delete" in asked
        self.delete(client, picture)
        assert not Picture.objects.filter(pk=picture.pk).exists()

    def test_an_unused_picture_goes_without_a_word(self, trail: factories.Trail, sign_in: Any) -> None:
        picture = factories.make_picture("Gate")
        asked = self.ask(sign_in("administrator"), picture)
        assert "public pages" not in asked and "drafts lose" not in asked

    def test_many_at_once(self, trail: factories.Trail, sign_in: Any) -> None:
        used, unused = factories.make_picture("Gate"), factories.make_picture("Wall")
        as_lead(trail.site, used)
        address = reverse("wagtail_bulk_action", args=["images", "picture", "delete"])
        client = sign_in("administrator")
        said = shown(client.post(f"{address}?id={used.pk}&id={unused.pk}&next=/admin/images/", follow=True))
        assert "“Gate” is on public pages" in said and "None of the chosen pictures was deleted." in said
        assert Picture.objects.count() == 2
        client.post(f"{address}?id={unused.pk}&next=/admin/images/", follow=True)
        assert Picture.objects.get() == used

    def test_whoever_may_not_delete_is_told_nothing(self, trail: factories.Trail, sign_in: Any) -> None:
        picture = factories.make_picture("Gate")
        as_lead(trail.site, picture)
        response = sign_in("visitor").get(reverse("wagtailimages:delete", args=[picture.pk]), follow=True)
        assert "is on public pages" not in shown(response)
