"""Who may change a glossary: whoever may change the pages of its language."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import Locale, Page
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import page_permission_policy

from ..models import GlossaryTerm


def languages_of(user: Any) -> QuerySet[Locale]:
    """The languages whose pages somebody may change."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change").filter(depth__gt=1)
    return Locale.objects.filter(pk__in=pages.values("locale_id")).order_by("language_code")


class GlossaryPolicy(BasePermissionPolicy):
    """A glossary belongs to the translators of its language; editors and publishers may change those of all pages."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether there is any language whose glossary somebody may work on."""
        return user.is_active and languages_of(user).exists()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: GlossaryTerm) -> bool:
        return user.is_active and languages_of(user).filter(pk=instance.locale_id).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: list[str]) -> QuerySet[GlossaryTerm]:
        return GlossaryTerm.objects.filter(locale__in=languages_of(user))

    def users_with_any_permission(self, actions: list[str]) -> QuerySet[Any]:
        people = page_permission_policy.users_with_permission("change")
        return get_user_model().objects.filter(pk__in=people.values("pk"), is_active=True)

    def users_with_any_permission_for_instance(self, actions: list[str], instance: GlossaryTerm) -> QuerySet[Any]:
        home = Page.objects.filter(locale_id=instance.locale_id, depth=2).first()
        people = page_permission_policy.users_with_permission_for_instance("change", home) if home else None
        return people if people is not None else get_user_model().objects.filter(is_superuser=True, is_active=True)
