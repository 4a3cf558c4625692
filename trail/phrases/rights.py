"""Who may translate phrases: the translators of a language theirs; publishers and administrators those of all."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from trail.accounts.roles import ADMINISTRATOR, PUBLISHER, translator_role
from trail.languages.available import trail_languages

ALL_LANGUAGES = {PUBLISHER, ADMINISTRATOR}


def languages_of(user: AbstractBaseUser | AnonymousUser) -> list[str]:
    """The languages of the trail whose phrases somebody may translate, in the order of the trail."""
    if not user.is_active:
        return []
    if getattr(user, "is_superuser", False):
        return trail_languages()
    groups = set(user.groups.values_list("name", flat=True))  # type: ignore[union-attr]
    if groups & ALL_LANGUAGES:
        return trail_languages()
    return [tag for tag in trail_languages() if translator_role(tag) in groups]
