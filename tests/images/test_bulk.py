"""Credit and licence are set for many pictures at once: only where the person may, only what was filled in, and logged."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, ModelLogEntry

from tests.admin_forms import shown
from tests.factories import Trail, make_picture, persona
from trail.images.bulk import LOG_ACTION
from trail.images.licences import PERMISSION, UNKNOWN, Licence
from trail.images.models import Picture

pytestmark = pytest.mark.django_db
BY = Licence.CC_BY_4.value


def address(pictures: list[Picture]) -> str:
    """The bulk action for some pictures."""
    base = reverse("wagtail_bulk_action", args=["images", "picture", "set_credit"])
    ids = "&".join(f"id={picture.pk}" for picture in pictures)
    return f"{base}?{ids}&next=/admin/images/"


def set_credit(client: Client, pictures: list[Picture], **values: str) -> Any:
    """Fill in the form and send it."""
    return client.post(address(pictures), {"how": "empty"} | values, follow=True)


def bare(*titles: str) -> list[Picture]:
    """Pictures of which nothing is known."""
    return [make_picture(title, creator="", licence=UNKNOWN) for title in titles]


def test_the_action_stands_in_the_list(sign_in: Any) -> None:
    bare("One")
    response = sign_in("editor").get(reverse("wagtailimages:index"))
    assert "Set credit and licence" in shown(response)
    page = sign_in("editor").get(address(list(Picture.objects.all())))
    assert "One" in shown(page)
    assert "Leave as it is" in shown(page)
    assert f'value="{UNKNOWN}"' not in shown(page)


def test_three_pictures_get_credit_and_licence_and_their_history_says_so(sign_in: Any) -> None:
    pictures = bare("One", "Two", "Three")
    response = set_credit(sign_in("editor"), pictures, creator="Anna Rossi", licence=BY)
    assert "Credit and licence of 3 pictures were set." in shown(response)
    for picture in pictures:
        picture.refresh_from_db()
        assert (picture.creator, picture.licence, picture.credit_line) == ("Anna Rossi", BY, "")
    entries = ModelLogEntry.objects.filter(action=LOG_ACTION)
    assert entries.count() == 3
    assert {entry.user.username for entry in entries} == {"editor"}
    assert entries[0].message == "Set: creator, licence"


def test_what_is_there_is_kept_unless_it_is_to_be_replaced(sign_in: Any) -> None:
    full, empty = make_picture("Full", creator="Maker", licence=Licence.CC0.value), bare("Empty")[0]
    set_credit(sign_in("editor"), [full, empty], creator="Anna Rossi", licence=BY, copyright_notice="© Anna")
    full.refresh_from_db()
    assert (full.creator, full.licence, full.copyright_notice) == ("Maker", Licence.CC0.value, "© Anna")
    set_credit(sign_in("editor"), [full, empty], how="replace", licence=BY)
    full.refresh_from_db()
    assert (full.creator, full.licence) == ("Maker", BY)


def test_a_permission_comes_with_its_last_day(sign_in: Any) -> None:
    (picture,) = bare("One")
    set_credit(sign_in("editor"), [picture], licence=PERMISSION, permission_until="2030-12-31", credit_line="A. Museum")
    picture.refresh_from_db()
    assert (picture.licence, str(picture.permission_until)) == (PERMISSION, "2030-12-31")


@pytest.mark.parametrize("values", [{}, {"licence": "no such licence"}, {"permission_until": "soon"}, {"creator": "x" * 300},
                                    {"creator": "X", "how": "whatever"}])  # fmt: skip
def test_what_makes_no_sense_changes_nothing(values: dict[str, str], sign_in: Any) -> None:
    (picture,) = bare("One")
    response = set_credit(sign_in("editor"), [picture], **values)
    assert response.status_code == 200
    assert b"error" in response.content
    picture.refresh_from_db()
    assert (picture.creator, picture.licence) == ("", UNKNOWN)


def test_nothing_to_change_is_said(sign_in: Any) -> None:
    response = set_credit(sign_in("editor"), [make_picture("Full")], creator="Anna Rossi")
    assert "Nothing was changed" in shown(response)
    assert not ModelLogEntry.objects.filter(action=LOG_ACTION).exists()


def test_a_picture_that_may_not_be_changed_so_is_named_and_the_others_are_changed(sign_in: Any, trail: Trail) -> None:
    # The picture's own form would refuse this too.
    bad, good = bare("Bad", "Good")
    Picture.objects.filter(pk=bad.pk).update(date_taken="no date")
    response = set_credit(sign_in("editor"), [bad, good], creator="Anna Rossi")
    assert "“Bad” was not changed." in shown(response)
    assert "Credit and licence of 1 picture were set." in shown(response)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.creator, good.creator) == ("", "Anna Rossi")


def test_pictures_of_other_peoples_collections_are_named_and_stay(sign_in: Any) -> None:
    ours = Collection.get_first_root_node().add_child(name="Ours")
    group = Group.objects.create(name="Volunteers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_image", content_type__app_label="wagtailimages")
    GroupCollectionPermission.objects.create(group=group, collection=ours, permission=change)
    persona("visitor").groups.add(group)
    mine, other = bare("Mine", "Other")
    Picture.objects.filter(pk=mine.pk).update(collection=ours)
    client = sign_in("visitor")
    page = shown(client.get(address([mine, other])))
    assert "You may not change these pictures" in page
    assert "Other" in page
    set_credit(client, [mine, other], creator="Anna Rossi")
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.creator, other.creator) == ("Anna Rossi", "")


def test_a_visitor_with_an_account_is_turned_away(sign_in: Any) -> None:
    (picture,) = bare("One")
    assert sign_in("visitor").post(address([picture]), {"creator": "X", "how": "replace"}).status_code in {302, 403}
    picture.refresh_from_db()
    assert picture.creator == ""
