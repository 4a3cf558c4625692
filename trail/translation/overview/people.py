"""Whose languages are whose: who sees which columns, who translates into them, who gives out the work."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import GroupPagePermission, Locale

from trail.accounts.roles import translator_role


def languages_of(user: Any) -> list[Locale]:
    """The languages whose translations somebody sees.

    All of them for those with rights over the whole tree (administrators, publishers, editors); for others the languages
    whose translators they are, or in which they have rights over a page.
    """
    locales = list(Locale.objects.order_by("language_code"))
    if not user.is_active or looks_after_all(user):
        return locales if user.is_active else []
    groups = set(user.groups.values_list("name", flat=True))
    theirs = set(_rights(user).values_list("page__locale_id", flat=True))
    return [locale for locale in locales if locale.pk in theirs or translator_role(locale.language_code) in groups]


def looks_after_all(user: Any) -> bool:
    """Whether somebody has rights over the whole tree."""
    return bool(user.is_superuser) or _rights(user).filter(page__depth=1).exists()


def may_assign(user: Any) -> bool:
    """Whether somebody gives out the work: those who may publish any page."""
    if not user.is_active:
        return False
    return bool(user.is_superuser) or (
        _rights(user).filter(page__depth=1, permission__codename="publish_page").exists()
    )


def languages_published_by(user: Any) -> set[int]:
    """The ids of the languages in which somebody may publish, by rights over the whole tree or over a page in them."""
    held = list(_rights(user).filter(permission__codename="publish_page").values_list("page__depth", "page__locale_id"))
    if any(depth == 1 for depth, _locale in held):
        return set(Locale.objects.values_list("pk", flat=True))
    return {locale for _depth, locale in held}


def languages_translated_by(user: Any) -> list[Locale]:
    """The languages whose translators somebody is one of, by the name of the group; not those that are withdrawn."""
    groups = set(user.groups.values_list("name", flat=True))
    offered = Locale.objects.exclude(trail_language__withdrawn_at__isnull=False).order_by("language_code")
    return [one for one in offered if translator_role(one.language_code) in groups]


def _rights(user: Any) -> QuerySet[GroupPagePermission]:
    return GroupPagePermission.objects.filter(group__user=user)


def translators_of(language: str) -> QuerySet[Any]:
    """Those who translate into a language, by its tag."""
    return (
        get_user_model()
        .objects.filter(is_active=True, groups__name=translator_role(language))
        .order_by("last_name", "first_name", "pk")
    )


def all_translators() -> dict[str, list[Any]]:
    """The translators by the tag of their language, in one query."""
    tags = {translator_role(tag): tag for tag in Locale.objects.values_list("language_code", flat=True)}
    users = (
        get_user_model()
        .objects.filter(is_active=True, groups__name__in=list(tags))
        .order_by("last_name", "first_name", "pk")
        .prefetch_related("groups")
    )
    found: dict[str, list[Any]] = {}
    for user in users.distinct():
        for group in user.groups.all():
            if group.name in tags:
                found.setdefault(tags[group.name], []).append(user)
    return found


def admin_language_of(user: Any) -> str:
    """The language in which somebody reads the admin, and its mails."""
    profile = getattr(user, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile else settings.LANGUAGE_CODE


def name_of(user: Any) -> str:
    """How a person is called in lists."""
    return user.get_full_name() or user.get_username()
