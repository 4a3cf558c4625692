"""What was made for a language, and what was taken down when it was withdrawn."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Locale, Page, Revision, Workflow


class TrailLanguage(models.Model):
    """A language that the trail is translated into: what came with it, and whether it is withdrawn.

    What came with it may be renamed, exchanged or deleted by an administrator; this remembers which it was. The group of
    translators is known by its name (`translator_role`).
    """

    locale = models.OneToOneField(Locale, on_delete=models.CASCADE, related_name="trail_language")
    collection = models.ForeignKey(Collection, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    workflow = models.ForeignKey(Workflow, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("language of the trail")
        verbose_name_plural = _("languages of the trail")

    def __str__(self) -> str:
        return self.locale.language_code


class TakenDown(models.Model):
    """A page that was live when its language was withdrawn, and the version that visitors read."""

    language = models.ForeignKey(TrailLanguage, on_delete=models.CASCADE, related_name="taken_down")
    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("page taken down with its language")
        verbose_name_plural = _("pages taken down with their language")

    def __str__(self) -> str:
        return str(self.page_id)
