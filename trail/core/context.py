"""What the templates of every page are given."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import pgettext

from trail.images.lookup import pictures_by_id
from trail.images.social import social_image
from trail.languages.cldr import is_rtl
from trail.people.models import Contribution
from trail.store import keys
from trail.store.recording import depends, depends_only, may_be_kept_at

from .addresses import page_address, page_path
from .sources import sources_of
from .stored import chosen_ids
from .surroundings import LanguageChoice, Surroundings, surroundings_of


@dataclass(frozen=True)
class Byline:
    """Who wrote and translated a page, and when it was last changed and checked."""

    authors: list[Any]
    translators: list[Any]
    published: Any
    updated: Any
    reviewed: Any


def page_context(page: Any, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what the page's furniture shows to Wagtail's context.

    `home` (the language's home page), `language`, `direction`, `around` (`Surroundings`), `byline`, `sources`
    (`NumberedSources`), `lead_picture`, `pictures` (by id), `social_image`, `may_be_signed_in` (only then the
    session is asked for, so that what others see may be kept by caches), `canonical` (absolute address), `report_link` (a mail that names page and version).
    """
    language = page.locale.language_code
    home = getattr(request, "trail_home", None) or _home_of(page)
    base = request.scheme + "://" + request.get_host()
    canonical = base + page_address(page.url_path or "/", language)
    note_page(page, home)
    byline = byline_of(page)
    around = surroundings_of(page)
    pictures = pictures_by_id(
        [
            page.lead_image_id,
            *chosen_ids(page, "body")["picture"],
            *page.pictures_elsewhere(),
            *(person.portrait_id for person in [*byline.authors, *byline.translators]),
        ]
    )
    context.update(
        lead_picture=pictures.get(page.lead_image_id),
        social_image=social_image(pictures.get(page.lead_image_id), page.lead_image_alt, base),
        pictures=pictures,
        home=home,
        language=language,
        direction="rtl" if is_rtl(language) else "ltr",
        around=around,
        byline=byline,
        translation=translation_of(page, around),
        sources=sources_of(page, page.cited_elsewhere()),
        may_be_signed_in=settings.SESSION_COOKIE_NAME in request.COOKIES,
        base_address=base,
        canonical=canonical,
        report_link=report_link(page, home, canonical),
    )
    return context


def note_page(page: Any, home: Any) -> None:
    """What the store is told of a page: where it may be kept, and that of the home page it shows but the furniture."""
    language = page.locale.language_code
    depends(keys.page(page.pk), *keys.words(language))
    if home.pk != page.pk:
        depends_only(keys.furniture(home.pk), instead_of=keys.page(home.pk))
    if page.live:
        may_be_kept_at(page_path(page.url_path, language))


def byline_of(page: Any) -> Byline:
    """The people of a page in order, in one query."""
    contributions = page.contributions.all()
    if hasattr(contributions, "select_related"):
        contributions = contributions.select_related("person")
    people: dict[str, list[Any]] = {Contribution.Role.AUTHOR: [], Contribution.Role.TRANSLATOR: []}
    for contribution in contributions:
        people[contribution.role].append(contribution.person)
    return Byline(
        authors=people[Contribution.Role.AUTHOR],
        translators=people[Contribution.Role.TRANSLATOR],
        published=page.first_published_at,
        updated=page.last_published_at,
        reviewed=page.reviewed_on,
    )


@dataclass(frozen=True)
class TranslationView:
    """What a reader should know of a translated page."""

    source: LanguageChoice | None  # the page in the language that it was translated from, while it is there
    reviewed: bool
    stale_since: Any = None  # the source has changed, and the meaning may differ


def translation_of(page: Any, around: Surroundings) -> TranslationView | None:
    """How a page was translated; `None` where it was written in its own language."""
    if not page.translated_from:
        return None
    return TranslationView(
        source=next((each for each in around.languages if each.tag == page.translated_from and each.url), None),
        reviewed=page.translation_reviewed,
        stale_since=around.stale_since,
    )


def report_link(page: Any, home: Any, canonical: str) -> str:
    """A mail to the editors that says which page in which version the reader means; empty where no address is set."""
    address = getattr(home, "contact_email", "")
    if not address:
        return ""
    subject = pgettext("trail", "Something is wrong: %(title)s") % {"title": page.title}
    body = pgettext("trail", "Page: %(address)s\nVersion: %(version)s\n\nWhat is wrong, and how do you know?\n") % {
        "address": canonical,
        "version": page.live_revision_id or "–",
    }
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}&body={quote(body)}"


def _home_of(page: Any) -> Any:
    """The home page above a page that was not routed to: a preview."""
    if page.depth is None or page.depth <= 2:
        return page
    return page.get_ancestors().filter(depth=2).first().specific
