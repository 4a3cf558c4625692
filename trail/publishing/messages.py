"""How a refusal is told to whoever works in the admin."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages

from .problems import PublicationRefused


def refusal_words(refused: PublicationRefused) -> list[str]:
    """Which page was refused and why, as one sentence of markup."""
    sentence = _("“%(page)s” was not published.") % {"page": refused.page.get_admin_display_title()}
    reasons = format_html_join(" ", "{}", ((problem.html,) for problem in refused.problems))
    return [format_html("{} {}", sentence, reasons)]


def refusal_message(request: HttpRequest, refused: PublicationRefused) -> None:
    """Say which page was refused and why, with a button that leads to it."""
    page = refused.page
    buttons = [messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Edit"))] if page.pk else []
    messages.error(request, *refusal_words(refused), buttons=buttons)
