"""Generated places for the measurements: as many as wanted, spread over Italy as the real ones are, the same each time.

Titles are made of syllables, so that there are many names; texts of sentences of the demonstration trail, so that words
are as frequent as in real ones. The pages are bare: only the index of what can be found is filled.
"""

import random
import re
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page

from tests.factories import Trail, make_page, make_trail
from trail.finding.models import Entry, EntryNation
from trail.finding.space.cells import cell_of
from trail.geo.coordinates import Point

ROOT = Path(__file__).resolve().parents[1]
AT_ONCE = 2_000
REGIONS = 20
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KINDS = {"cemetery": 30, "memorial": 25, "museum": 15, "battlefield": 10, "landmark": 10, "story-place": 10}
NAMES = {
    "cemetery": "{nation} War Cemetery, {town}",
    "memorial": "Memorial of {town}",
    "museum": "Museum of the Battle of {town}",
    "battlefield": "{town} battlefield",
    "landmark": "Bridge of {town}",
    "story-place": "Piazza {town}",
}
NATIONS = {"PL": "Polish", "US": "American", "DE": "German", "CA": "Canadian", "IN": "Indian", "NZ": "New Zealand"}
NATIONS |= {"GB": "British", "FR": "French", "IT": "Italian", "ZA": "South African", "BR": "Brazilian", "GR": "Greek"}
BODIES = [
    "Commonwealth War Graves Commission",
    "Volksbund",
    "Onorcaduti",
    *(f"Comune {number}" for number in range(200)),
]
HOURS = [
    "",
    "",
    "24/7",
    "Mo-Fr 08:00-15:00",
    "Tu-Su 10:00-18:00",
    "Apr-Oct 09:00-19:00; Nov-Mar 09:00-17:00",
    "sunrise-sunset",
]
HOURS += [f"Mo-Sa 0{opens}:00-{closes}:30" for opens in (7, 8, 9) for closes in range(13, 20)]
SYLLABLES = [
    "ca",
    "sa",
    "mon",
    "te",
    "ro",
    "ve",
    "na",
    "pol",
    "ri",
    "mi",
    "sal",
    "er",
    "lo",
    "for",
    "li",
    "an",
    "zio",
    "or",
    "to",
    "ber",
    "gal",
    "mar",
    "tu",
    "bel",
    "fi",
    "gra",
    "do",
    "pe",
    "sca",
    "bo",
    "lo",
]
FIRST_DAY, DAYS = date(1943, 7, 10), 660


def generate(count: int, seed: int = 1944) -> Trail:
    """A trail with so many entries, nine in ten of them places, one a story; the derived tables are the caller's."""
    trail = make_trail()
    chance = random.Random(seed)
    regions = [trail.region, *(make_page(type(trail.region), trail.campaign, f"Region {n}") for n in range(1, REGIONS))]
    towns = [(chance.uniform(37, 46), chance.uniform(8, 18)) for _ in range(200)]
    sentences = _sentences()
    content_type = ContentType.objects.get_for_model(Page)
    rows: list[tuple[Page, Entry, list[EntryNation]]] = []
    with transaction.atomic():
        for region in regions:
            Entry.objects.create(
                page_id=region.pk, language="en", path=region.path, url=region.url_path, type="region",
                region=region.slug, title=region.title,
            )  # fmt: skip
        for number in range(count):
            rows.append(_row(number, chance, regions, towns, sentences, content_type))
            if len(rows) == AT_ONCE or number + 1 == count:
                _write(rows)
                rows = []
    return trail


def _row(
    number: int, chance: random.Random, regions: list[Any], towns: list[Any], sentences: list[str], content_type: Any
) -> tuple[Page, Entry, list[EntryNation]]:
    region = regions[number % len(regions)]
    is_story = number % 10 == 9
    kind = "" if is_story else chance.choices(list(KINDS), list(KINDS.values()))[0]
    nations = chance.sample(list(NATIONS), chance.choice([0, 1, 1, 2, 3]))
    town = "".join(chance.choices(SYLLABLES, k=chance.choice([2, 3, 3, 4]))).capitalize()
    adjective = NATIONS[nations[0]] if nations else ""
    title = f"The battle of {town}" if is_story else NAMES[kind].format(nation=adjective, town=town).strip()
    slug, text = f"place-{number}", chance.sample(sentences, 10)
    first = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    page = Page(
        title=title, draft_title=title, slug=slug, live=True, locale=region.locale, content_type=content_type,
        path=region.path + _digits(number), depth=region.depth + 1, url_path=f"{region.url_path}{slug}/",
        translation_key=uuid.UUID(int=chance.getrandbits(128)),
    )  # fmt: skip
    entry = Entry(
        language="en", path=page.path, url=f"/en/{slug}/", type="story" if is_story else "place", kind=kind,
        region=region.slug, title=title, names=f"{town} antica\n{town}", summary=text[0][:200], body="\n".join(text[1:]),
        keywords="\n".join(nations), earliest=first, latest=first + timedelta(days=chance.choice([0, 3, 20, 90])),
        step_free=chance.choice(["yes", "partly", "no", "", ""]), opening_hours=chance.choice(HOURS), country="IT",
        always_open=chance.random() < 0.2, managing_body=chance.choice(BODIES) if kind == "cemetery" else "",
        burials=int(chance.lognormvariate(6, 1.5)) if kind == "cemetery" else None,
    )  # fmt: skip
    if not is_story:
        latitude, longitude = chance.choice(towns)
        point = Point(chance.gauss(latitude, 0.2), chance.gauss(longitude, 0.25))
        entry.latitude, entry.longitude, entry.cell = point.latitude, point.longitude, cell_of(point)
    burials = chance.randrange(1, 800) if kind == "cemetery" and chance.random() < 0.6 else None
    return page, entry, [EntryNation(code=code, burials=burials) for code in nations]


def _write(rows: list[tuple[Page, Entry, list[EntryNation]]]) -> None:
    """Write pages, entries and nations, each knowing the number of the one before it."""
    for page, (_page, entry, _nations) in zip(Page.objects.bulk_create([row[0] for row in rows]), rows, strict=True):
        entry.page_id = page.pk
    for entry, (_page, _entry, nations) in zip(Entry.objects.bulk_create([row[1] for row in rows]), rows, strict=True):
        for nation in nations:
            nation.entry_id = entry.pk
    EntryNation.objects.bulk_create([nation for row in rows for nation in row[2]])


def _sentences() -> list[str]:
    """The sentences of the demonstration trail, without what stands in brackets after them."""
    found: dict[str, None] = {}
    for path in sorted((ROOT / "demo").rglob("*.en.md")):
        text = re.sub(r"\[\^[^\]]*\]|\]\([^)]*\)|[\[*#>]", "", path.read_text(encoding="utf-8").split("---")[-1])
        found |= dict.fromkeys(_long_enough(text))
    return list(found)


def _long_enough(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        if 40 < len(sentence) < 240:
            yield " ".join(sentence.split())


def _digits(number: int) -> str:
    """A number as one step of a path in the tree."""
    digits = ""
    for _place in range(4):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits
