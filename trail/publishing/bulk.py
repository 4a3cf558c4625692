"""Publishing many pages at once, chosen or copied: all that is refused is named before anything is done."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from .messages import refusal_message
from .problems import PublicationRefused, publish_problems


def refuse_bulk_publishing(
    request: HttpRequest, action_type: str, pages: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Hook `before_bulk_action`: lead back with one message for each page that cannot be published."""
    if action_type != "publish":
        return None
    below = getattr(action, "cleaned_form", None) and action.cleaned_form.cleaned_data.get("include_descendants")
    if not _name_refusals(request, _to_publish(pages, bool(below))):
        return None
    messages.warning(request, _("None of the chosen pages was published."))
    return redirect(action.next_url)


def refuse_live_copies(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Hook `before_copy_page`: a copy or an alias that is to be live at once has no problems, nor has its branch.

    Wagtail copies a branch page by page; without this a refusal in the middle would leave half of it.
    """
    if request.method != "POST" or not (request.POST.get("publish_copies") or request.POST.get("alias")):
        return None
    branch = page.get_descendants(inclusive=True) if request.POST.get("copy_subpages") else [page]
    if not _name_refusals(request, (each.specific for each in branch if each.live)):
        return None
    messages.warning(request, _("Nothing was copied. Put this right first, or copy without publishing the copies."))
    return redirect("wagtailadmin_pages:copy", page.pk)


def _name_refusals(request: HttpRequest, pages: Iterable[Any]) -> bool:
    """One message for each page with problems; whether there were any."""
    refusals = [PublicationRefused(page, problems) for page in pages if (problems := publish_problems(page))]
    for refused in refusals:
        refusal_message(request, refused)
    return bool(refusals)


def _to_publish(pages: Iterable[Any], below: bool) -> Iterator[Any]:
    """The newest version of each chosen page and, if asked for, of the drafts below it."""
    for page in pages:
        if not hasattr(page, "get_latest_revision_as_object"):
            continue
        yield page.get_latest_revision_as_object()
        if below:
            for draft in page.get_descendants().not_live():
                yield draft.get_latest_revision_as_object()
