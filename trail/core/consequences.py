"""What deleting, moving or copying a page brings with it, said before it is done.

Wagtail's confirmations count the pages below and the places of use. What they leave out stands here: what becomes of
the address and of redirects, and what apps add (`also_when_deleting`): for their page types, for translations.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from .addresses import page_address

Consequences = Callable[[Any], Iterator[str]]
# Functions of apps that know more: each takes a page and says what else happens.
also_when_deleting: list[Consequences] = []
also_when_moving: list[Consequences] = []
also_when_copying: list[Consequences] = []


def consequences_of_deleting(page: Any) -> Iterator[str]:
    """What is lost, and what visitors meet afterwards."""
    branch = Page.objects.descendant_of(page, inclusive=True)
    below = page.get_descendant_count()
    if below:
        live = branch.live().exclude(pk=page.pk).count()
        yield ngettext(
            "%(count)s page below it goes with it, %(live)s of the pages below are public.",
            "%(count)s pages below it go with it, %(live)s of them public.",
            below,
        ) % {"count": below, "live": live}
    if page.live:
        yield _("Its address, %(address)s, will answer “not found”. To lead visitors elsewhere, make a redirect.") % {
            "address": page_address(page.url_path, page.locale.language_code)
        }
    redirects = Redirect.objects.filter(redirect_page__in=branch.values("pk")).count()
    if redirects:
        yield ngettext(
            "%(count)s redirect from an older address goes too.",
            "%(count)s redirects from older addresses go too.",
            redirects,
        ) % {"count": redirects}
    for more in also_when_deleting:
        yield from more(page)


def consequences_of_moving(page: Any, destination: Any) -> Iterator[str]:
    """How the address changes, and that the old one goes on working."""
    language = page.locale.language_code
    old = page_address(page.url_path, language)
    new = page_address(f"{destination.url_path}{page.slug}/", language)
    if old != new and page.live:
        yield _("Its address changes from %(old)s to %(new)s. The old address leads to the new one.") % {
            "old": old,
            "new": new,
        }
        below = Page.objects.descendant_of(page).live().count()
        if below:
            yield ngettext(
                "The same holds for the %(count)s public page below it.",
                "The same holds for the %(count)s public pages below it.",
                below,
            ) % {"count": below}
    for more in also_when_moving:
        yield from more(page)


def consequences_of_copying(page: Any) -> Iterator[str]:
    """What a copy has and has not."""
    yield _("The copy has its text, facts, pictures, people, sources and earlier versions.")
    yield _("It has no comments and no translations, and no address of the original leads to it.")
    for more in also_when_copying:
        yield from more(page)


def say(request: HttpRequest, sentences: Iterator[str]) -> None:
    """Show the sentences above the confirmation; not when it is being sent."""
    if request.method == "GET" and (said := list(sentences)):
        items = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in said))
        messages.info(request, format_html("<ul>{}</ul>", items))


def before_deleting(request: HttpRequest, page: Any) -> None:
    """Hook `before_delete_page`."""
    say(request, consequences_of_deleting(page))


def before_moving(request: HttpRequest, page: Any, destination: Any) -> None:
    """Hook `before_move_page`."""
    say(request, consequences_of_moving(page, destination))


def before_copying(request: HttpRequest, page: Any) -> None:
    """Hook `before_copy_page`; Wagtail hands over the page without its own fields."""
    say(request, consequences_of_copying(page.specific))
