"""What safety keeps in the database: tries that went wrong, and which roles sign in with a second factor."""

from django.contrib.auth.models import Group
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class Try(models.Model):
    """One try at a password, a code or a mail. Kept for days only (`manage.py tidy`).

    In the database and not in a cache: each process has a cache of its own, and a restart would forget.
    """

    purpose = models.CharField(max_length=40)
    # A keyed hash: what was typed as a name may have been a password. Addresses stand as they are, to be lifted by hand.
    key = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["purpose", "key", "at"], name="safety_try_lookup")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key} {self.at:%Y-%m-%d %H:%M}"


@register_setting(icon="lock", order=650)
class SignInRules(BaseGenericSetting):
    """Who signs in with a password alone, and who with a code from their phone besides."""

    two_factor_roles = models.ManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name=_("roles"),
        help_text=_("Whoever has one of these roles is led to the set-up before anything else, and cannot do without."),
    )
    two_factor_superusers = models.BooleanField(
        _("superusers"),
        default=False,
        help_text=_("Those who may do everything, whatever their role."),
    )

    panels = [
        HelpPanel(
            content=_(
                "<p>Two-factor sign-in: after the password one types a code that an app on one's phone shows. "
                "Everybody can set it up for themselves, in the menu of their account. Here you say who must.</p>"
            )
        ),
        FieldPanel("two_factor_roles", widget=CheckboxSelectMultiple),
        FieldPanel("two_factor_superusers"),
    ]

    class Meta:
        verbose_name = _("sign-in rules")
        verbose_name_plural = _("sign-in rules")
