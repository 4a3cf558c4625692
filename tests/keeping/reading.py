"""Everything that visitors can read of a trail, and everything that a backup says of it, in a form that can be compared."""

from __future__ import annotations

import gzip
import json
import re
import tarfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale, Page

from sites.models import HomePage
from tests import factories
from trail.images.models import Picture
from trail.keeping.files import LOCK
from trail.languages.available import live_languages
from trail.references.models import Source

# What stands under each language besides the pages, and what under none.
VIEWS = (
    "map/",
    "map/?kind=museum",
    "map/places.json?z=5&bbox=6,36,19,47",
    "map/sheet.json",
    "search/",
    "search/?q=museum",
    "search/suggest?q=mus",
    "cemeteries/",
    "credits/",
    "feeds/stories.atom",
    "feeds/on-this-day.atom",
    "feeds/on-this-day.ics",
    "not-there/",
)
FILES = ("/robots.txt", "/sitemap.xml", "/site.webmanifest")


def make_full_trail() -> None:
    """A trail with every kind of page, drafts, earlier versions, pictures, people, a second language, a closed page."""
    trail = factories.make_trail()
    picture = factories.make_picture("The gate")
    for page in trail.pages:
        factories.cite(page)
        page.lead_image, page.lead_image_decorative = picture, True
        page.save_revision().publish()
    factories.add_figure(trail.cemetery, 1234)
    trail.cemetery.save_revision(user=factories.persona("editor")).publish()
    factories.draft_of(trail.site, title="Not yet public")
    closed = factories.make_page(type(trail.about), trail.home, "For members", slug="members")
    closed.view_restrictions.create(restriction_type="login")
    factories.make_page(type(trail.about), trail.home, "A draft", slug="draft", live=False)
    for name in factories.PERSONAS:
        factories.persona(name)
    home = trail.home.copy_for_translation(Locale.objects.create(language_code="it"))
    home.title, home.summary = "Il percorso — àèìòù ’", "Una frase."
    home.save_revision().publish()
    about = trail.about.copy_for_translation(home.locale)
    about.title, about.summary = "Chi siamo", "Una frase."
    about.save_revision().publish()
    call_command("rebuild_index", verbosity=0)


def public_addresses() -> list[str]:
    """All that a visitor can ask for; what is closed is among it, to be refused."""
    pages = [page.get_url() for page in Page.objects.live().filter(depth__gt=1).order_by("path")]
    views = [f"/{language}/{view}" for language in live_languages() for view in VIEWS]
    return ["/", *pages, *views, *FILES]


def public_pages() -> dict[str, str]:
    """What a visitor gets at each of them. The signed note of a search and what a calendar, the feed of this day or
    an empty feed says of its making carry the moment at which they were asked for."""
    client, found = Client(), {}
    for address in public_addresses():
        response = client.get(address)
        content = response.getvalue().decode("latin-1")
        is_of_this_moment = "on-this-day" in address or ("<feed" in content and "<entry>" not in content)
        content = re.sub(
            r'data-note="[^"]*"|DTSTAMP:\w+' + ("|<updated>[^<]*" if is_of_this_moment else ""), "", content
        )
        found[address] = f"{response.status_code} {response.get('Location', '')} {content}"
    return found


def facts() -> dict[str, int]:
    """So much is in it that a comparison says something."""
    pages = Page.objects.all()
    return {
        "home pages": HomePage.objects.count(),
        "pages": pages.count(),
        "drafts": pages.filter(has_unpublished_changes=True).count(),
        "pictures": Picture.objects.count(),
        "sources": Source.objects.count(),
    }


def rows_of(path: Path) -> dict[str, list[Any]]:
    """All rows of a backup, table by table, each by the names of its columns. PostgreSQL orders the keys of JSON anew."""
    found: dict[str, list[Any]] = {}
    with tarfile.open(path) as tar:
        for name in tar.getnames():
            if name.startswith("database/"):
                lines = gzip.decompress(tar.extractfile(name).read()).splitlines()  # type: ignore[union-attr]
                columns = json.loads(lines[0])
                rows = ([_plain(value) for value in json.loads(line)] for line in lines[1:])
                found[name] = [dict(zip(columns, row, strict=True)) for row in rows]
    return found


def _plain(value: Any) -> Any:
    """A value whose JSON is read, where it stands as a text: what is in a StreamField."""
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def files_of(path: Path) -> dict[str, str]:
    """The sums of all files of a backup."""
    with tarfile.open(path) as tar:
        members = json.loads(tar.extractfile("manifest.json").read())["members"]  # type: ignore[union-attr]
    return {name: member["sha256"] for name, member in members.items() if name.startswith("files/")}


def manifest(path: Path) -> dict[str, Any]:
    with tarfile.open(path) as tar:
        return json.loads(tar.extractfile("manifest.json").read())  # type: ignore[union-attr]


def content(path: Path) -> dict[str, str]:
    """What is in a backup, by its check sums."""
    return {name: member["sha256"] for name, member in manifest(path)["members"].items()}


def hidden(folder: Path) -> list[str]:
    """What lies in a folder and is not the trail's."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".") and path.name != LOCK)
