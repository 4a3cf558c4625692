"""Adding a language: all that a translator needs to begin, made at once. Doing it again changes nothing.

There is a locale, the home page as a draft to be translated, a group of translators with rights on that tree alone, a
collection for their pictures, and a review of their pages. Visitors are offered nothing until the home page is live.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.permissions import policy_registry

from trail.accounts.roles import (
    ADMINISTRATOR,
    PUBLISHER,
    ensure_roles,
    give,
    give_in_collections,
    give_pages,
    model_permissions,
    translator_role,
)
from trail.languages.available import forget_languages, live_languages
from trail.languages.cldr import known_tags, name_in
from trail.languages.models import TrailLanguage
from trail.languages.naming import UnknownLanguage

from ..adoption import translation_in
from ..beginning import make_draft

OWN_FILES = ("add", "change", "choose")
SHARED_FILES = ("choose",)


class CannotAdd(Exception):
    """A language cannot be added so; the text says why and what to do."""


@dataclass
class Added:
    """A language with what belongs to it, and what was made just now, in words; nothing where all was there."""

    language: TrailLanguage
    home: Any
    group: Group
    done: list[str] = field(default_factory=list)


@transaction.atomic
def add_language(tag: str, source: str = "", *, may_publish: bool = False, user: Any = None) -> Added:
    """Add a language by its tag, to be translated from another (the trail's first one, unless named).

    Gives and never takes away: run again without `may_publish` it leaves the translators that right. Raises
    `CannotAdd`, or `UnknownLanguage` for a tag that CLDR has no name for.
    """
    tag = tag.strip().lower().replace("_", "-")
    if tag not in known_tags():
        raise UnknownLanguage(tag, [])
    source_home = home_to_translate(tag, source)
    done: list[str] = []
    locale, is_new = Locale.all_objects.get_or_create(language_code=tag)
    if is_new:
        log(locale, "wagtail.create", user=user)
        done.append(_("added %(language)s (%(tag)s)") % {"language": _named(tag), "tag": tag})
    home = _home(source_home, locale, user, done)
    language, is_new = TrailLanguage.objects.get_or_create(locale=locale)
    # A language that was loaded, and then withdrawn, is known but has nothing yet.
    is_new = is_new or not Group.objects.filter(name=translator_role(tag)).exists()
    group = _group(tag, home, may_publish, done)
    if is_new:
        language.collection = language.collection or _collection(tag, group, done)
        language.workflow = language.workflow or _workflow(tag, home, done)
        language.save()
    if may_publish:
        _review_among_themselves(language.workflow, group)
    transaction.on_commit(forget_languages)
    return Added(language, home, group, done)


def home_to_translate(tag: str, source: str = "") -> Any:
    """The home page from which a language is translated. Raises `CannotAdd` where it cannot be."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page__locale").first()
    first = site and site.root_page
    if first is None or first.depth != 2 or first.specific_class is Page:
        raise CannotAdd(_("The trail has no home page yet. Begin the trail first (manage.py start_trail)."))
    if tag == first.locale.language_code:
        raise CannotAdd(
            _("%(language)s is the trail's first language: it is there already.") % {"language": _named(tag)}
        )
    source = source.strip().lower().replace("_", "-") or first.locale.language_code
    if source == tag:
        raise CannotAdd(_("A language cannot be translated from itself. Choose another to translate from."))
    locale = Locale.objects.filter(language_code=source).first()
    home = locale and translation_in(first, locale)
    if home is None or not (home.live or home.pk == first.pk):
        raise CannotAdd(
            _("The trail has no public home page in “%(language)s”, from which to translate. Choose from: %(all)s.")
            % {"language": source, "all": ", ".join(possible_sources())}
        )
    return home


def possible_sources() -> list[str]:
    """The tags of the languages from which one can translate, the trail's first one first."""
    first = Site.objects.filter(is_default_site=True).values_list("root_page__locale__language_code", flat=True)
    return list(dict.fromkeys([*first, *live_languages()]))


def _named(tag: str) -> str:
    return name_in(tag, get_language() or "en")


def _home(source_home: Any, locale: Locale, user: Any, done: list[str]) -> Any:
    """The home page in the language: the one that stands there, or a draft with the words of its source."""
    standing = translation_in(source_home, locale)
    if standing is None:
        other = Page.objects.filter(depth=2, locale=locale, alias_of__isnull=True).first()
        standing = other.specific if other else None
    if standing is not None:
        return standing
    home = make_draft(source_home, locale, user)
    source_language = _named(source_home.locale.language_code)
    done.append(_("made the home page, a draft to be translated from %(language)s") % {"language": source_language})
    return home


def _group(tag: str, home: Any, may_publish: bool, done: list[str]) -> Group:
    """The translators of a language: they sign in, and write in its tree; they take pictures from everywhere."""
    group, is_new = Group.objects.get_or_create(name=translator_role(tag))
    given: list[str] = []
    give(
        group, Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin"), given.append
    )
    give_pages(group, home, ("add", "change"), given.append)
    for permissions in _file_permissions(SHARED_FILES):
        give_in_collections(group, Collection.get_first_root_node(), permissions, given.append)
    if is_new:
        done.append(_("made the group “%(group)s”, which works in this language alone") % {"group": group.name})
    elif given:
        done.append(_("gave the group “%(group)s” the rights that it lacked") % {"group": group.name})
    if may_publish and not translators_may_publish(group, home):
        give_pages(group, home, ("publish",), given.append)
        done.append(_("allowed the group “%(group)s” to publish in this language") % {"group": group.name})
    return group


def translators_may_publish(group: Group, home: Any) -> bool:
    """Whether the translators of a language publish without waiting for a publisher."""
    return GroupPagePermission.objects.filter(group=group, page=home, permission__codename="publish_page").exists()


def _file_permissions(actions: tuple[str, ...]) -> list[list[Permission]]:
    models = (get_image_model(), get_document_model())
    return [model_permissions(policy_registry.get_by_type(model).auth_model, actions) for model in models]


def _collection(tag: str, group: Group, done: list[str]) -> Collection:
    """Where the translators put pictures and documents that only their language needs."""
    name = _("Pictures and documents (%(language)s)") % {"language": _named(tag)}
    collection = Collection.get_first_root_node().add_child(name=name)
    for permissions in _file_permissions(OWN_FILES):
        give_in_collections(group, collection, permissions, lambda _line: None)
    done.append(_("made the collection “%(name)s”") % {"name": name})
    return collection


def _workflow(tag: str, home: Any, done: list[str]) -> Workflow | None:
    """A review of its own, so that an administrator can put somebody who reads the language in its way."""
    if WorkflowPage.objects.filter(page=home).exists():
        return None
    reviewers = Group.objects.filter(name__in=(PUBLISHER, ADMINISTRATOR))
    if not reviewers:
        ensure_roles()
    name = _("Review before publishing (%(language)s)") % {"language": _named(tag)}
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.set(reviewers.all())
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=home, workflow=workflow)
    done.append(_("made the workflow “%(name)s”: publishers and administrators review") % {"name": name})
    return workflow


def _review_among_themselves(workflow: Workflow | None, group: Group) -> None:
    """Who may publish may also review: one translator then reads what another has written."""
    if workflow is not None:
        for task in GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow).exclude(groups=group):
            task.groups.add(group)
