"""At the picture: its credit and licence are not taken away, nor is it deleted, while it stands on public pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages

from trail.core.linked_text import LinkedText, linked_text

from .models import Picture
from .rights import has_credit, has_licence
from .used_by import drafts_that_use, live_pages_using, named_pages


def refuse_loss_of_rights(picture: Picture) -> None:
    """Raise `ValidationError` where saving would take the credit or the licence away from a picture in live use.

    Asked by `Picture.clean`, so that it holds in every form. What was missing before is no reason to refuse.
    """
    if picture.pk is None or (has_credit(picture) and has_licence(picture)):
        return
    stored = Picture.objects.filter(pk=picture.pk).first()
    if stored is None:
        return
    loses_credit = has_credit(stored) and not has_credit(picture)
    loses_licence = has_licence(stored) and not has_licence(picture)
    if not (loses_credit or loses_licence):
        return
    pages = live_pages_using(picture)
    names = named_pages(pages)
    if not names:
        return
    faults: dict[str, LinkedText] = {}
    if loses_credit:
        words = _("The picture is on public pages and needs a creator or a credit line: %(pages)s.")
        faults["credit_line" if stored.credit_line.strip() else "creator"] = linked_text(words, pages=names)
    if loses_licence:
        words = _(
            "The picture is on public pages and needs a licence: %(pages)s. To hide it from visitors at once, choose "
            "“Permission granted to us” with a last day that is over."
        )
        faults["licence"] = linked_text(words, pages=names)
    raise ValidationError(faults)


def deletion_in_words(picture: Picture) -> tuple[LinkedText | str, LinkedText | str]:
    """Why a picture cannot be deleted (empty if it can), and what else would lose it."""
    live = named_pages(live_pages_using(picture))
    drafts = named_pages(drafts_that_use(picture))
    refusal = linked_text(
        _(
            "“%(picture)s” is on public pages and cannot be deleted: %(pages)s. Take it off these pages first. To hide "
            "it from visitors at once, choose “Permission granted to us” with a last day that is over."
        ),
        picture=picture.title,
        pages=live,
    )
    loss = linked_text(
        _("These drafts lose the picture “%(picture)s”: %(pages)s."), picture=picture.title, pages=drafts
    )
    return refusal if live else "", loss if drafts else ""


def refuse_bulk_deletion(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """Hook `before_bulk_action`: no picture is deleted while one of the chosen ones is on public pages."""
    pictures = [one for one in objects if isinstance(one, Picture)]
    if action_type != "delete" or not pictures:
        return None
    refusals = [refusal for picture in pictures if (refusal := deletion_in_words(picture)[0])]
    if not refusals:
        return None
    listed = format_html_join("", "<li>{}</li>", ((refusal,) for refusal in refusals))
    messages.error(request, format_html("<ul>{}</ul>", listed))
    messages.warning(request, _("None of the chosen pictures was deleted."))
    return redirect(action.next_url)
