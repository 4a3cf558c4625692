"""What the site's history knows besides Wagtail's own entries: who came in, who was kept out, who may do what.

Entries are Wagtail's log entries, on the person or the role concerned, or on the site. Who reads them: those who may change
such records (*Reports → Site history*). What was typed as a name or a password is never written down.
"""

import logging
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, get_active_log_context, log
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Site

from .visitor import client_address

logger = logging.getLogger(__name__)

SIGN_INS = ("trail.sign_in", "trail.sign_out", "trail.sign_in_failed", "trail.unknown_sign_in", "trail.code_refused")
PLAIN = {
    "trail.sign_out": (gettext_lazy("Sign out"), gettext_lazy("Signed out")),
    "trail.code_refused": (gettext_lazy("Refuse a code"), gettext_lazy("Right password, wrong two-factor code")),
    "trail.two_factor_on": (gettext_lazy("Set up two-factor sign-in"), gettext_lazy("Two-factor sign-in set up")),
    "trail.two_factor_off": (
        gettext_lazy("Turn off two-factor sign-in"),
        gettext_lazy("Two-factor sign-in turned off"),
    ),
    "trail.recovery_codes": (gettext_lazy("Make recovery codes"), gettext_lazy("New recovery codes made")),
    "trail.let_in_again": (gettext_lazy("Let in again"), gettext_lazy("Let in again after too many tries")),
    "trail.password": (gettext_lazy("Change password"), gettext_lazy("Password changed")),
}
WITH_ADDRESS = {
    "trail.sign_in": (gettext_lazy("Sign in"), gettext_lazy("Signed in from %(address)s")),
    "trail.sign_in_failed": (gettext_lazy("Fail to sign in"), gettext_lazy("Wrong password, from %(address)s")),
    "trail.unknown_sign_in": (
        gettext_lazy("Fail to sign in, nobody we know"),
        gettext_lazy("Sign-in tried with a name that nobody has, from %(address)s"),
    ),
}


def register_actions(actions: LogActionRegistry) -> None:
    """Give each action its words."""
    for action, (label, message) in PLAIN.items():
        actions.register_action(action, label, message)
    for action, (label, message) in WITH_ADDRESS.items():
        actions.register_action(action)(_formatter(label, message))
    actions.register_action("trail.recovery_code_used")(RecoveryCodeUsed)
    actions.register_action("trail.rights")(RightsChanged)
    actions.register_action("trail.kept")(Kept)


def _formatter(label: Any, message: Any) -> type[LogFormatter]:
    def format_message(self: LogFormatter, entry: Any) -> str:
        return message % {"address": entry.data.get("address") or _("this machine")}

    return type("_WithAddress", (LogFormatter,), {"label": label, "format_message": format_message})


class RecoveryCodeUsed(LogFormatter):
    """A recovery code let somebody in."""

    label = gettext_lazy("Use a recovery code")

    def format_message(self, entry: Any) -> str:
        return _("Recovery code used, %(left)s left") % {"left": entry.data.get("left", "?")}


class RightsChanged(LogFormatter):
    """Roles of a person, rights of a role."""

    label = gettext_lazy("Change roles and rights")

    def format_message(self, entry: Any) -> str:
        given, taken = entry.data.get("given", []), entry.data.get("taken", [])
        parts = [_("Given: %(names)s") % {"names": ", ".join(given)}] if given else []
        parts += [_("Taken: %(names)s") % {"names": ", ".join(taken)}] if taken else []
        return "; ".join(parts)


class Kept(LogFormatter):
    """A backup was made or brought back, or what is old was removed."""

    label = gettext_lazy("Back up, restore, tidy")

    def format_message(self, entry: Any) -> str:
        return str(entry.data.get("what", ""))


def note_on_site(what: str) -> None:
    """Write what was done to the whole installation; nothing where there is no site yet."""
    site = Site.objects.filter(is_default_site=True).first()
    if site:
        log(site, "trail.kept", data={"what": what})


def watch() -> None:
    """Listen."""
    user_model = get_user_model()
    user_logged_in.connect(signed_in, dispatch_uid="trail.safety.audit")
    user_logged_out.connect(signed_out, dispatch_uid="trail.safety.audit")
    user_login_failed.connect(not_signed_in, dispatch_uid="trail.safety.audit")
    pre_save.connect(person_changing, sender=user_model, dispatch_uid="trail.safety.audit")
    m2m_changed.connect(roles_changed, sender=user_model.groups.through, dispatch_uid="trail.safety.audit")
    m2m_changed.connect(roles_changed, sender=user_model.user_permissions.through, dispatch_uid="trail.safety.audit")
    m2m_changed.connect(roles_changed, sender=Group.permissions.through, dispatch_uid="trail.safety.audit")
    for model in (GroupPagePermission, GroupCollectionPermission):
        post_save.connect(right_given, sender=model, dispatch_uid="trail.safety.audit")
        post_delete.connect(right_taken, sender=model, dispatch_uid="trail.safety.audit")


def _address(request: HttpRequest | None) -> str:
    return client_address(request) if request is not None else ""


def signed_in(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    log(user, "trail.sign_in", user=user, data={"address": _address(request)})


def signed_out(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    if user is not None:
        log(user, "trail.sign_out", user=user)


def not_signed_in(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Write a failure on the person, or on the site where there is none: as much work either way."""
    if getattr(request, "sign_in_wait", None) is not None:
        logger.warning("Somebody who had to wait tried to sign in again.")
        return
    users = get_user_model()
    user = users.objects.filter(**{users.USERNAME_FIELD: credentials.get("username")}).first()
    data = {"address": _address(request)}
    if user is not None:
        log(user, "trail.sign_in_failed", data=data)
    elif site := Site.objects.filter(is_default_site=True).first():
        log(site, "trail.unknown_sign_in", data=data)


def person_changing(sender: Any, instance: Any, raw: bool, update_fields: Any = None, **kwargs: Any) -> None:
    """Write a new password, and what makes somebody a superuser or active, or no longer."""
    # Django alone writes nothing but a password (made stronger at a sign-in) or the time of one.
    if raw or instance.pk is None or (update_fields and set(update_fields) <= {"password", "last_login"}):
        return
    before = sender.objects.filter(pk=instance.pk).values("password", "is_superuser", "is_active").first()
    if before is None:
        return
    if before["password"] != instance.password:
        log(instance, "trail.password")
    words = {"is_superuser": _("superuser"), "is_active": _("active")}
    changed = [name for name in words if before[name] != getattr(instance, name)]
    given = [str(words[name]) for name in changed if getattr(instance, name)]
    taken = [str(words[name]) for name in changed if not getattr(instance, name)]
    if changed:
        log(instance, "trail.rights", data={"given": given, "taken": taken})


def _is_somebodys_doing() -> bool:
    """Whether somebody in the admin is at work.

    Commands that make roles, and fixtures that are loaded (which Django does not tell from work at this place, and
    before there are types to write of), are not written.
    """
    return get_active_log_context().user is not None


def roles_changed(sender: Any, instance: Any, action: str, model: Any, pk_set: Any, reverse: bool, **kw: Any) -> None:
    """Write which roles a person got or lost, or which rights a role did; from either end."""
    if not _is_somebodys_doing():
        return
    # What a role loses all at once is known only before it is gone.
    if action == "pre_clear":
        _write_clearing(sender, instance, reverse)
    if action not in {"post_add", "post_remove"} or not pk_set:
        return
    others = model.objects.filter(pk__in=pk_set)
    side = "given" if action == "post_add" else "taken"
    if reverse:
        for other in others:
            log(other, "trail.rights", data={side: [_name(instance)]})
    else:
        log(instance, "trail.rights", data={side: sorted(_name(other) for other in others)})


def _write_clearing(through: Any, instance: Any, reverse: bool) -> None:
    own = [field for field in through._meta.fields if field.related_model is type(instance)]
    other = [field for field in through._meta.fields if field.related_model not in (None, type(instance))]
    rows = [getattr(row, other[0].name) for row in through.objects.filter(**{own[0].name: instance})]
    if reverse:
        for row in rows:
            log(row, "trail.rights", data={"taken": [_name(instance)]})
    elif rows:
        log(instance, "trail.rights", data={"taken": sorted(_name(row) for row in rows)})


def _name(thing: Any) -> str:
    return getattr(thing, "codename", None) or str(thing)


def _right(held: Any) -> str:
    return f"{held.permission.codename} ({getattr(held, 'page', None) or held.collection})"


def right_given(sender: Any, instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    if created and not raw and _is_somebodys_doing():
        log(instance.group, "trail.rights", data={"given": [_right(instance)]})


def right_taken(sender: Any, instance: Any, origin: Any = None, **kwargs: Any) -> None:
    # With a role or a page its rights go too; that it went is written by whoever deleted it.
    is_this_right = origin is instance or getattr(origin, "model", None) is sender
    if is_this_right and _is_somebodys_doing():
        log(instance.group, "trail.rights", data={"taken": [_right(instance)]})
