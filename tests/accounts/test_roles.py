"""Who may do what: each action of the admin is allowed to some roles and denied to the others."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupPagePermission, Page, Workflow, WorkflowPage

from sites.models import CampaignPage, CemeteryPage, HomePage, RegionPage, SitePage, StandardPage
from tests import factories
from tests.admin_forms import edit_address, form_of, send_edit
from trail.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER, REVIEW, ensure_roles, translator_role
from trail.references.models import Source

pytestmark = pytest.mark.django_db

ROLES = ("visitor", "editor", "publisher", "administrator")
EVERYBODY = {"editor", "publisher", "administrator"}
PUBLISHERS = {"publisher", "administrator"}
ADMINISTRATORS = {"administrator"}


def page_action(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def opens(address: Callable[[factories.Trail], str]) -> Callable[[Client, factories.Trail], bool]:
    """The action is done if the address answers."""
    return lambda client, trail: client.get(address(trail)).status_code == 200


def creates(client: Client, trail: factories.Trail) -> bool:
    address = page_action("add", "heritage", "standardpage", trail.home.pk)
    if client.get(address).status_code != 200:
        return False
    client.post(address, form_of(client, address) | {"title": "New", "slug": "new"})
    return StandardPage.objects.filter(slug="new", live=False).exists()


def edits(client: Client, trail: factories.Trail) -> bool:
    if client.get(edit_address(trail.site)).status_code != 200:
        return False
    send_edit(client, trail.site, title="Edited")
    return SitePage.objects.get(pk=trail.site.pk).get_latest_revision_as_object().title == "Edited"


def submits(client: Client, trail: factories.Trail) -> bool:
    draft = factories.make_page(CemeteryPage, trail.region, live=False)
    if client.get(edit_address(draft)).status_code != 200:
        return False
    send_edit(client, draft, "submit")
    return CemeteryPage.objects.get(pk=draft.pk).current_workflow_state is not None


def approves(client: Client, trail: factories.Trail) -> bool:
    draft = factories.make_page(CemeteryPage, trail.region, live=False)
    draft.save_revision()
    draft.get_workflow().start(draft, factories.persona("editor"))
    state = draft.current_workflow_task_state
    client.post(page_action("workflow_action", draft.pk, "approve", state.pk))
    return CemeteryPage.objects.get(pk=draft.pk).live


def publishes(client: Client, trail: factories.Trail) -> bool:
    draft = factories.make_page(CemeteryPage, trail.region, live=False)
    if client.get(edit_address(draft)).status_code != 200:
        return False
    send_edit(client, draft, "publish")
    return CemeteryPage.objects.get(pk=draft.pk).live


def publishes_many(client: Client, trail: factories.Trail) -> bool:
    draft = factories.make_page(CemeteryPage, trail.region, live=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={draft.pk}&next=/admin/")
    return CemeteryPage.objects.get(pk=draft.pk).live


def unpublishes(client: Client, trail: factories.Trail) -> bool:
    client.post(page_action("unpublish", trail.site.pk))
    return not SitePage.objects.get(pk=trail.site.pk).live


def deletes_a_public_page(client: Client, trail: factories.Trail) -> bool:
    client.post(page_action("delete", trail.site.pk))
    return not SitePage.objects.filter(pk=trail.site.pk).exists()


def deletes_a_branch(client: Client, trail: factories.Trail) -> bool:
    client.post(page_action("delete", trail.region.pk))
    return not RegionPage.objects.filter(pk=trail.region.pk).exists()


def deletes_a_draft(client: Client, trail: factories.Trail) -> bool:
    draft = factories.make_page(SitePage, trail.region, live=False)
    client.post(page_action("delete", draft.pk))
    return not SitePage.objects.filter(pk=draft.pk).exists()


def moves_a_public_page(client: Client, trail: factories.Trail) -> bool:
    other = factories.make_page(RegionPage, trail.campaign, "Sicily")
    client.post(page_action("move_confirm", trail.site.pk, other.pk))
    return SitePage.objects.get(pk=trail.site.pk).get_parent().pk == other.pk


def copies(client: Client, trail: factories.Trail) -> bool:
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": trail.region.pk}
    client.post(page_action("copy", trail.site.pk), data)
    return SitePage.objects.filter(slug="copy", live=False).exists()


def copies_live(client: Client, trail: factories.Trail) -> bool:
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": trail.region.pk, "publish_copies": "on"}
    client.post(page_action("copy", trail.site.pk), data)
    return SitePage.objects.filter(slug="copy", live=True).exists()


def locks(client: Client, trail: factories.Trail) -> bool:
    client.post(page_action("lock", trail.site.pk))
    return SitePage.objects.get(pk=trail.site.pk).locked


def unlocks(client: Client, trail: factories.Trail) -> bool:
    SitePage.objects.filter(pk=trail.site.pk).update(locked=True, locked_by=factories.persona("administrator"))
    client.post(page_action("unlock", trail.site.pk))
    return not SitePage.objects.get(pk=trail.site.pk).locked


def creates_a_source(client: Client, trail: factories.Trail) -> bool:
    client.post(reverse("wagtailsnippets_references_source:add"), {"title": "Register"})
    return Source.objects.filter(title="Register").exists()


def edits_a_source(client: Client, trail: factories.Trail) -> bool:
    source = factories.make_source("Register")
    client.post(reverse("wagtailsnippets_references_source:edit", args=[source.pk]), {"title": "Other", "key": "o"})
    return Source.objects.filter(title="Other").exists()


def deletes_a_source(client: Client, trail: factories.Trail) -> bool:
    source = factories.make_source("Register")
    client.post(reverse("wagtailsnippets_references_source:delete", args=[source.pk]))
    return not Source.objects.filter(pk=source.pk).exists()


def adds_a_picture(client: Client, trail: factories.Trail) -> bool:
    return client.get(reverse("wagtailimages:add")).status_code == 200


def edits_the_picture_of_another(client: Client, trail: factories.Trail) -> bool:
    return client.get(reverse("wagtailimages:edit", args=[factories.make_picture().pk])).status_code == 200


def deletes_the_picture_of_another(client: Client, trail: factories.Trail) -> bool:
    picture = factories.make_picture()
    client.post(reverse("wagtailimages:delete", args=[picture.pk]))
    return not type(picture).objects.filter(pk=picture.pk).exists()


ACTIONS: dict[str, tuple[Callable[[Client, factories.Trail], bool], set[str]]] = {
    "enter the admin": (opens(lambda trail: reverse("wagtailadmin_home")), EVERYBODY),
    "see the tree": (opens(lambda trail: reverse("wagtailadmin_explore", args=[trail.region.pk])), EVERYBODY),
    "create a page": (creates, EVERYBODY),
    "edit a page of another": (edits, EVERYBODY),
    "submit": (submits, EVERYBODY),
    "approve": (approves, PUBLISHERS),
    "publish": (publishes, PUBLISHERS),
    "publish many": (publishes_many, PUBLISHERS),
    "unpublish": (unpublishes, PUBLISHERS),
    "delete a draft": (deletes_a_draft, EVERYBODY),
    "delete a public page": (deletes_a_public_page, PUBLISHERS),
    "delete a branch": (deletes_a_branch, PUBLISHERS),
    "move a public page": (moves_a_public_page, PUBLISHERS),
    "copy as draft": (copies, EVERYBODY),
    "copy live": (copies_live, PUBLISHERS),
    "lock": (locks, PUBLISHERS),
    "unlock what another locked": (unlocks, PUBLISHERS),
    "see history": (opens(lambda trail: page_action("history", trail.site.pk)), EVERYBODY),
    "see the content checks": (opens(lambda trail: reverse("content_checks_report")), EVERYBODY),
    "see the site history": (opens(lambda trail: reverse("wagtailadmin_reports:site_history")), EVERYBODY),
    "see locked pages": (opens(lambda trail: reverse("wagtailadmin_reports:locked_pages")), PUBLISHERS),
    "create a source": (creates_a_source, EVERYBODY),
    "edit a source": (edits_a_source, EVERYBODY),
    "delete a source": (deletes_a_source, PUBLISHERS),
    "add a picture": (adds_a_picture, EVERYBODY),
    "edit the picture of another": (edits_the_picture_of_another, EVERYBODY),
    "delete the picture of another": (deletes_the_picture_of_another, EVERYBODY),
    "see redirects": (opens(lambda trail: reverse("wagtailredirects:index")), ADMINISTRATORS),
    "make a redirect": (opens(lambda trail: reverse("wagtailredirects:add")), ADMINISTRATORS),
    "see users": (opens(lambda trail: reverse("wagtailusers_users:index")), ADMINISTRATORS),
    "add a user": (opens(lambda trail: reverse("wagtailusers_users:add")), ADMINISTRATORS),
    "change roles": (opens(lambda trail: reverse("wagtailusers_groups:index")), ADMINISTRATORS),
    "change the site": (opens(lambda trail: reverse("wagtailsites:index")), ADMINISTRATORS),
    "change collections": (opens(lambda trail: reverse("wagtailadmin_collections:index")), ADMINISTRATORS),
    "change workflows": (opens(lambda trail: reverse("wagtailadmin_workflows:index")), ADMINISTRATORS),
    "change languages": (opens(lambda trail: reverse("trail_languages")), ADMINISTRATORS),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ACTIONS)
def test_who_may(action: str, role: str, trail: factories.Trail, sign_in: Any) -> None:
    do, allowed = ACTIONS[action]
    assert do(sign_in(role), trail) is (role in allowed)


def test_roles_are_made_once(db: Any) -> None:
    assert ensure_roles()
    assert ensure_roles() == []


def test_the_command_says_what_it_did(db: Any, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ensure_roles")
    assert f"made the role {EDITOR}" in capsys.readouterr().out
    call_command("ensure_roles")
    assert capsys.readouterr().out == ""


def test_what_was_taken_away_is_given_back_and_what_was_added_stays(db: Any) -> None:
    ensure_roles()
    editors = Group.objects.get(name=EDITOR)
    editors.permissions.clear()
    publish = GroupPagePermission.objects.filter(group__name=PUBLISHER).values_list("permission", flat=True).last()
    GroupPagePermission.objects.create(group=editors, page=Page.get_first_root_node(), permission_id=publish)
    ensure_roles()
    assert editors.permissions.filter(codename="access_admin").exists()
    assert GroupPagePermission.objects.filter(group=editors, permission=publish).exists()


def test_wagtails_groups_go_only_while_nobody_is_in_them(db: Any, admin_user: Any) -> None:
    admin_user.groups.add(Group.objects.get(name="Editors"))
    ensure_roles()
    assert Group.objects.filter(name="Editors").exists()
    assert not Group.objects.filter(name="Moderators").exists()


def test_a_home_page_that_comes_later_is_covered(trail: factories.Trail) -> None:
    another = factories.make_page(HomePage, trail.root, "Autre", slug="autre", live=False)
    campaign = factories.make_page(CampaignPage, another, live=False)
    assert campaign.permissions_for_user(factories.persona("editor")).can_edit()
    assert not campaign.permissions_for_user(factories.persona("editor")).can_publish()
    assert campaign.get_workflow().name == REVIEW


def test_a_workflow_that_was_switched_off_stays_off(db: Any) -> None:
    ensure_roles()
    Workflow.objects.get(name=REVIEW).deactivate()
    assert ensure_roles() == []
    assert not WorkflowPage.objects.exists()


def test_a_workflow_of_ones_own_is_not_replaced(db: Any) -> None:
    root = Page.get_first_root_node()
    own = Workflow.objects.create(name="Four eyes")
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": own})
    ensure_roles()
    assert WorkflowPage.objects.get(page=root).workflow == own


def test_an_administrator_needs_no_superuser(trail: factories.Trail) -> None:
    person = factories.persona("administrator")
    assert not person.is_superuser
    assert person.has_perm("accounts.add_user")
    assert Collection.get_first_root_node().group_permissions.filter(group__name=ADMINISTRATOR).exists()


def test_a_translators_role_names_its_language() -> None:
    assert translator_role("pt-br") == "Translator (pt-br)"
