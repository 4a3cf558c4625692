"""The roles on a trail, and the review that a page passes before it goes live.

`ensure_roles()` makes what is missing and can be repeated. It gives, and never takes away: who wants less for somebody
makes a group of their own. What the roles apply to is asked of Wagtail's registries, so that a page type, a snippet or
a setting that comes later is covered by the next run.

A translator's role belongs to one language; `translator_role()` says how it is called, so that all parts agree.
"""

from collections.abc import Callable, Iterable
from importlib import import_module

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail import hooks
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

EDITOR = "Editor"
PUBLISHER = "Publisher"
ADMINISTRATOR = "Administrator"
REVIEW = "Review before publishing"

PAGE_PERMISSIONS = {
    EDITOR: ("add", "change"),
    PUBLISHER: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    ADMINISTRATOR: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
SNIPPET_PERMISSIONS = {EDITOR: ("add", "change"), PUBLISHER: ("add", "change", "delete")}
FILE_PERMISSIONS = ("add", "change", "choose")
# What Wagtail makes for every new site; ours take their place while nobody has been put into them.
WAGTAIL_GROUPS = ("Editors", "Moderators")
WAGTAIL_WORKFLOW = "Moderators approval"

Report = Callable[[str], None]


def translator_role(language: str) -> str:
    """The name of the group that translates into a language, by its tag."""
    return f"Translator ({language})"


@transaction.atomic
def ensure_roles() -> list[str]:
    """Make the roles, their permissions and the review where they are missing; return what was done, in words."""
    done: list[str] = []
    groups = {name: _group(name, done.append) for name in (EDITOR, PUBLISHER, ADMINISTRATOR)}
    root = Page.get_first_root_node()
    for name, group in groups.items():
        give(group, _permissions_of(name), done.append)
        give_pages(group, root, PAGE_PERMISSIONS[name], done.append)
        _give_files(group, done.append)
    _give_collections(groups[ADMINISTRATOR], done.append)
    _ensure_review(root, [groups[PUBLISHER], groups[ADMINISTRATOR]], done.append)
    _remove_unused_groups(done.append)
    return done


def _group(name: str, report: Report) -> Group:
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        report(f"made the role {name}")
    return group


def _permissions_of(name: str) -> Iterable[Permission]:
    """The permissions that hold everywhere: to sign in, snippets, promoted results; for administrators all there are."""
    if name == ADMINISTRATOR:
        # Loading the admin's addresses registers its viewsets, and with them their permissions.
        import_module("wagtail.admin.urls")
        return [permission for hook in hooks.get_hooks("register_permissions") for permission in hook()]
    permissions = list(Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin"))
    for model in [*get_snippet_models(), SearchPromotion]:
        permissions += model_permissions(model, SNIPPET_PERMISSIONS[name])
    return permissions


def model_permissions(model: type, actions: Iterable[str]) -> list[Permission]:
    """The permissions for some actions on a model, as Django or Wagtail names them."""
    content_type = ContentType.objects.get_for_model(model)
    codenames = [f"{action}_{content_type.model}" for action in actions]
    return list(Permission.objects.filter(content_type=content_type, codename__in=codenames))


def give(group: Group, permissions: Iterable[Permission], report: Report) -> None:
    """Give a group permissions that hold everywhere."""
    held = set(group.permissions.values_list("pk", flat=True))
    missing = {permission.pk: permission for permission in permissions if permission.pk not in held}
    if missing:
        group.permissions.add(*missing.values())
        report(f"gave {group.name}: {', '.join(sorted(permission.codename for permission in missing.values()))}")


def give_pages(group: Group, root: Page, actions: Iterable[str], report: Report) -> None:
    """Give a group rights over a page and all below it; at the root of the tree they hold for a later home page too."""
    for permission in model_permissions(Page, actions):
        _held, is_new = GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        if is_new:
            report(f"gave {group.name}: {permission.codename}")


def _give_files(group: Group, report: Report) -> None:
    for model in (get_image_model(), get_document_model()):
        asked_of = policy_registry.get_by_type(model).auth_model
        give_in_collections(
            group, Collection.get_first_root_node(), model_permissions(asked_of, FILE_PERMISSIONS), report
        )


def _give_collections(group: Group, report: Report) -> None:
    permissions = model_permissions(Collection, ("add", "change", "delete"))
    give_in_collections(group, Collection.get_first_root_node(), permissions, report)


def give_in_collections(
    group: Group, collection: Collection, permissions: Iterable[Permission], report: Report
) -> None:
    """Give a group permissions over what lies in a collection and in those below it."""
    for permission in permissions:
        _held, is_new = GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
        if is_new:
            report(f"gave {group.name}: {permission.codename}")


def _ensure_review(root: Page, reviewers: list[Group], report: Report) -> None:
    """One step, done by a publisher, for every page that has no workflow of its own.

    Made once only: an administrator who renames nothing but switches it off, or gives the root another workflow, is
    not overruled.
    """
    assigned = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if Workflow.objects.filter(name=REVIEW).exists() or (assigned and assigned.workflow.name != WAGTAIL_WORKFLOW):
        return
    task = GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.set(reviewers)
    workflow = Workflow.objects.create(name=REVIEW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    report(f"made the workflow “{REVIEW}” for all pages")
    if assigned and not assigned.workflow.workflow_states.exists():
        _remove_workflow(assigned.workflow)
        report(f"removed Wagtail's workflow “{WAGTAIL_WORKFLOW}”, which nobody had used")


def _remove_workflow(workflow: Workflow) -> None:
    tasks = [step.task for step in workflow.workflow_tasks.all()]
    workflow.delete()
    for task in tasks:
        if not task.task_states.exists() and not task.workflow_tasks.exists():
            task.delete()


def _remove_unused_groups(report: Report) -> None:
    """Wagtail's own groups go while nobody is in them and no other workflow asks for them."""
    for group in Group.objects.filter(name__in=WAGTAIL_GROUPS, user__isnull=True):
        if GroupApprovalTask.objects.filter(groups=group).exists():
            continue
        group.delete()
        report(f"removed Wagtail's group {group.name}, which nobody was in")
