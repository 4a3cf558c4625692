"""A small trail and the people who work on it, for the tests. Every page made here can be published as it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Locale, Page, Site

from sites.models import (
    CampaignPage,
    CemeteryPage,
    Figure,
    HomePage,
    RegionPage,
    SitePage,
    StandardPage,
    StoryIndexPage,
    StoryPage,
)
from trail.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER, ensure_roles
from trail.images.models import Picture
from trail.references.models import Citation, Source

PASSWORD = "a long enough password"
PERSONAS = ("administrator", "publisher", "editor", "visitor")
_GROUPS = {"administrator": ADMINISTRATOR, "publisher": PUBLISHER, "editor": EDITOR, "visitor": None}
_numbers = count(1)


def persona(name: str) -> Any:
    """The person of that name: `administrator`, `publisher`, `editor`, or `visitor`, who has an account and no role."""
    ensure_roles()
    users = get_user_model().objects
    user = users.filter(username=name).first()
    if user is None:
        user = users.create_user(name, email=f"{name}@example.org", password=PASSWORD)
    group = _GROUPS[name]
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_source(title: str = "", **values: Any) -> Source:
    """A source that can be cited."""
    title = title or f"Register {next(_numbers)}"
    return Source.objects.create(title=title, kind=values.pop("kind", Source.Kind.OFFICIAL), **values)


def make_picture(title: str = "", **values: Any) -> Picture:
    """A picture with all its rights in order, unless `values` say otherwise."""
    content = BytesIO()
    Image.new("RGB", (64, 48), "white").save(content, "PNG")
    content.seek(0)
    title = title or f"Picture {next(_numbers)}"
    values = {"creator": "A. Maker", "licence": "http://creativecommons.org/licenses/by/4.0/"} | values
    return Picture.objects.create(title=title, file=ImageFile(content, name=f"{title}.png"), **values)


def make_page(model: type[Page], parent: Any, title: str = "", **values: Any) -> Any:
    """A live page of a type under a parent; `live=False` makes a draft. What its type needs is filled in."""
    title = title or f"{model._meta.verbose_name} {next(_numbers)}".capitalize()
    values = needed(model, title) | {"live": True} | values
    page = model(title=title, locale=parent.locale if parent.depth > 1 else Locale.get_default(), **values)
    if not page.live:
        page.has_unpublished_changes = True
    return parent.add_child(instance=page)


def needed(model: type[Page], title: str = "Title") -> dict[str, Any]:
    """The values without which a page of this type cannot be published."""
    values: dict[str, Any] = {"summary": f"What {title} is, in one sentence."}
    if model is HomePage:
        values |= {"trail_name": title}
    if model in {CampaignPage, RegionPage}:
        values |= {
            "introduction": [("paragraph", {"text": "<p>How it began.</p>", "sources": []})],
            "when": "1943/1945",
        }
    if model is StoryPage:
        values |= {"when": "1944-06-04"}
    if model in {SitePage, CemeteryPage}:
        values |= {"latitude": "41.875500", "longitude": "12.477800"}
    if model is SitePage:
        values |= {"kind": SitePage.Kind.MUSEUM}
    return values


def add_figure(page: Any, value: int, kind: str = "burials", **values: Any) -> Figure:
    """A figure with its source, stored with the page and not in any draft."""
    source = values.pop("source", None) or make_source()
    return Figure.objects.create(page=page, kind=kind, value=value, source=source, locale=page.locale, **values)


def cite(page: Any, *sources: Source) -> None:
    """Put sources into the page's list, after those that it has."""
    for source in sources or (make_source(),):
        Citation.objects.create(page=page, source=source, sort_order=page.citations.count())


def draft_of(page: Any, **changes: Any) -> Any:
    """Save a revision of the page with some changes, as an editor does; what is live stays as it is."""
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft.save_revision(clean=False)


@dataclass
class Trail:
    """One live page of every type, in the order of the tree."""

    root: Page
    home: HomePage
    campaign: CampaignPage
    region: RegionPage
    site: SitePage
    cemetery: CemeteryPage
    stories: StoryIndexPage
    story: StoryPage
    about: StandardPage
    pages: list[Any] = field(default_factory=list)


def make_trail(language: str = "en") -> Trail:
    """A trail with one page of each type; the site's root page is its home."""
    ensure_roles()
    root = Page.get_first_root_node()
    Page.objects.filter(depth=2, slug="home").exclude(pk__in=HomePage.objects.values("pk")).delete()
    root.refresh_from_db()
    Locale.objects.get_or_create(language_code=language)
    home = make_page(HomePage, root, "The trail", slug="home", contact_email="trail@example.org")
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    site.root_page = home
    site.save()
    campaign = make_page(CampaignPage, home, "The campaign", slug="campaign", when="1943-07-10/1945-05-02")
    region = make_page(RegionPage, campaign, "Rome", slug="rome", when="1944-06")
    place = make_page(SitePage, region, "The museum", slug="museum")
    cemetery = make_page(CemeteryPage, region, "The cemetery", slug="cemetery")
    stories = make_page(StoryIndexPage, home, "Stories", slug="stories")
    story = make_page(StoryPage, stories, "The fourth of June", slug="fourth-of-june")
    about = make_page(StandardPage, home, "About", slug="about", show_in_menus=True)
    pages = [home, campaign, region, place, cemetery, stories, story, about]
    return Trail(root, home, campaign, region, place, cemetery, stories, story, about, pages)
