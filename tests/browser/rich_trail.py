"""A trail with all that its pages can show, from `tests.factories`: what the browser looks at must be there."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Locale

from sites.models import CemeteryPage, Force, ForceInvolved, HomePage, RegionPage, SitePage, StoryPage, StoryPlace
from tests.factories import Trail, add_figure, cite, make_page, make_source, make_trail
from trail.core.addresses import page_address
from trail.documents.models import TrailDocument
from trail.images.models import Picture
from trail.people.models import Contribution, Organisation, Person
from trail.references.models import Source

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 800" width="1600" height="800">'
    '<path fill="{sky}" d="M0 0h1600v800H0z"/><path fill="{land}" d="M0 500h1600v300H0z"/></svg>'
)
RIGHTS = {"creator": "A. Maker", "licence": "http://creativecommons.org/licenses/by-sa/4.0/"}
MISSING = "/en/campaign/rome/there-is-nothing/"
LONG_WORD = "Kriegsgräberfürsorgegesellschaftsversammlungsniederschrift"
HEADS = ("arrival", "parking", "access_and_layout", "alternative_access", "additional_information")


@pytest.fixture
def rich_trail(transactional_db: None) -> Trail:
    """One live page of every type, each with all that it can show."""
    cache.clear()
    trail = make_trail()
    museum, guide = _sources()
    _tell(trail, museum, guide)
    _fill_place(trail.cemetery, museum)
    _fill_place(trail.site, guide)
    _count_burials(trail.cemetery, museum, guide)
    _fill_home(trail)
    _fill_story(trail)
    for number in range(1, 4):
        make_page(RegionPage, trail.campaign, f"Region {number} with a longer name")
        make_page(SitePage, trail.region, f"Museum {number}", latitude=f"41.{number}", locality="Rome")
    return trail


def addresses(trail: Trail) -> dict[str, str]:
    """Where a visitor reads a page of each type, a page that is missing, and the sign-in page."""
    names = ("home", "campaign", "region", "site", "cemetery", "stories", "story", "about")
    found = {name: page_address(getattr(trail, name).url_path, "en") for name in names}
    return {**found, "missing": MISSING, "sign-in": "/admin/login/"}


def translate_home(home: HomePage, language: str) -> str:
    """Put the home page into another language, live, its words still those of the first; return its address."""
    locale, _new = Locale.objects.get_or_create(language_code=language)
    home.copy_for_translation(locale).save_revision().publish()
    cache.clear()
    return f"/{language}/"


def _sources() -> tuple[Source, Source]:
    museum = make_source(
        "Register of the museum", author="A. Author", publisher="The museum", year="1999", language="it",
        url=f"https://museum.example.org/{'register' * 12}", accessed="2026-11-20 stored copy",
    )  # fmt: skip
    return museum, make_source("Guide to the fields", url="https://guide.example.org/", accessed="2026-11-19")


def _drawing(name: str) -> Picture:
    """A drawing twice as wide as high, with the same for dark screens."""

    def store(title: str, sky: str, land: str) -> Picture:
        content = ContentFile(DRAWING.format(sky=sky, land=land).encode(), name=f"{title}.svg")
        return Picture(title=title, file=content, **RIGHTS)

    dark = store(f"{name}, dark", "#1d2b30", "#0a1214")
    dark.save()
    light = store(name, "#dfe6e2", "#4f7377")
    light.dark_version = dark
    light.save()
    return light


def _photograph(name: str) -> Picture:
    content = BytesIO()
    Image.new("RGB", (640, 480), "#4f7377").save(content, "JPEG")
    content.seek(0)
    return Picture.objects.create(title=name, file=ImageFile(content, name="photograph.jpg"), **RIGHTS)


def _document(title: str, name: str, language: str) -> TrailDocument:
    return TrailDocument.objects.create(title=title, file=ContentFile(b"words " * 500, name=name), language=language)


def _body(trail: Trail, photograph: Picture, museum: Source, guide: Source) -> list[tuple[str, Any]]:
    """One block of every kind."""
    shown = {"picture": photograph, "alt": "A gate of stone", "decorative": False, "caption": "The gate in 1944"}
    link = f'<a linktype="page" id="{trail.region.pk}">the region</a>'
    rows = [
        ["Unit", "Country", "Arrived", "Strength"],
        ["First", "GB", "4 June", "6,200"],
        ["Second", "US", "5 June", "400"],
    ]
    return [
        ("heading", {"text": "What happened here", "level": "2"}),
        ("paragraph", {"text": f"<p>Main words of the page, in <i>{link}</i>. {LONG_WORD}.</p>", "sources": [museum, guide]}),
        ("paragraph", {"text": "<ul><li>One thing</li><li>Another thing</li></ul>", "sources": []}),
        ("heading", {"text": "Afterwards", "level": "3"}),
        ("quotation", {"text": "We came in at dawn.", "speaker": "A soldier", "work": "Diary, 1944", "source": guide}),
        ("picture", shown),
        ("gallery", {"pictures": [shown, {**shown, "alt": "", "decorative": True, "caption": ""}, shown]}),
        ("recording", {
            "recording": _document("A voice", "voice.mp3", "it"), "title": "A voice", "captions": None,
            "transcript": "<p>All that was said.</p>", "credit": "A. Maker, 1984",
        }),
        ("document", {"document": _document("A leaflet", "leaflet.pdf", "it"), "text": "The leaflet"}),
        ("facts", {"title": "In brief", "facts": [{"term": "Freed", "detail": "4 June 1944"}], "sources": [guide]}),
        ("timeline", {"title": "The days", "entries": [
            {"date": "1944-06-04", "text": "They came in.", "page": trail.story, "sources": [guide]},
            {"date": "1944-06~", "text": "They went on.", "page": None, "sources": []},
        ]}),
        ("table", {"caption": "Units and their strength", "sources": [museum], "table": {
            "data": rows, "first_row_is_table_header": True, "first_col_is_header": False,
        }}),
        ("action", {"text": "Go on to the campaign", "page": trail.campaign, "url": ""}),
    ]  # fmt: skip


def _tell(trail: Trail, museum: Source, guide: Source) -> None:
    """Text, lead picture, content notice, people, corrections and sources for all pages."""
    drawing, photograph = _drawing("The land"), _photograph("A gate")
    person = Person.objects.create(name="E. Editor", role="historian", portrait=photograph, locale=trail.home.locale)
    body = _body(trail, photograph, museum, guide)
    for page in trail.pages:
        page.body = body
        page.lead_image, page.lead_image_alt, page.lead_image_caption = drawing, "Hills and a plain", "The plain"
        page.describes_death, page.content_notice = True, "This page tells of the death of people."
        page.reviewed_on = date(2026, 11, 20)
        page.corrections = [
            (
                "correction",
                {"date": date(2026, 11, 19), "wrong": "There were ten.", "right": "Twelve.", "source": guide},
            )
        ]
        page.save()
        cite(page, museum)
        for order, role in enumerate((Contribution.Role.AUTHOR, Contribution.Role.TRANSLATOR)):
            Contribution.objects.create(page=page, person=person, role=role, sort_order=order)


def _fill_place(place: Any, source: Source) -> None:
    """All facts of a place."""
    keeper, _new = Organisation.objects.get_or_create(
        name="The keepers", url="https://keepers.example.org/", locale=place.locale
    )
    facts = {head: f"<p>What is known of {head.replace('_', ' ')}.</p>" for head in HEADS[:4]} | {
        "local_name": "Il luogo", "locality": "Rome", "address": "Via Nicola Zabaglia 50, Roma", "managing_body": keeper,
        "position_basis": "published", "position_accuracy": 200, "position_source": source, "position_note": "The gate.",
        "opening_hours": "Mo-Fr 08:00-15:00", "opening_note": "Ring first.", "opening_checked_on": date(2026, 11, 20),
        "opening_source": source, "step_free_access": "partly", "architect": "L. de Soissons", "established": "1944",
        "opened_on": "1947~", "notice": "Closed for works.", "notice_until": date.today() + timedelta(days=30),
        "website": "https://place.example.org/", "telephone": "+39 06 509 9911", "email": "place@example.org",
        "wikidata_id": "Q12345", "cwgc_id": "70504", "osm_id": "way/12345",
    }  # fmt: skip
    for name, value in facts.items():
        setattr(place, name, value)
    place.save()


def _count_burials(cemetery: CemeteryPage, museum: Source, guide: Source) -> None:
    """Totals, parts by nation that do not add up, and another count."""
    add_figure(cemetery, 426, source=museum, as_of="2026-11")
    add_figure(cemetery, 410, kind="identified", source=museum, qualifier="about", note="Without the last row.")
    add_figure(cemetery, 6200, kind="commemorated", value_to=7000, source=guide, qualifier="disputed")
    for nation, value in {"GB": 400, "ZA": 20, "NZ": 4}.items():
        add_figure(cemetery, value, source=museum, nation=nation)
    add_figure(cemetery, 425, source=guide, is_current=False, note="An older count.")


def _fill_home(trail: Trail) -> None:
    partner = Organisation.objects.create(
        name="A partner", url="https://partner.example.org/", locale=trail.home.locale
    )
    trail.home.strapline = "From Sicily to the Alps"
    trail.home.featured = [("page", trail.cemetery), ("page", trail.site)]
    trail.home.partners = [("organisation", partner)]
    trail.home.save()
    force = Force.objects.create(name="US Fifth Army", nation="US", locale=trail.home.locale)
    for page in (trail.campaign, trail.story):
        ForceInvolved.objects.create(page=page, force=force)


def _fill_story(trail: Trail) -> None:
    trail.story.where = "Rome, Via Rasella"
    trail.story.highlights = [("highlight", "They came in at dawn."), ("highlight", "Nobody was waiting.")]
    trail.story.save()
    for order, place in enumerate((trail.cemetery, trail.site)):
        StoryPlace.objects.create(story=trail.story, place=place, sort_order=order)
    make_page(StoryPage, trail.stories, "The day before", when="1944-06-03")
    make_page(StoryPage, trail.stories, "A year before", when="1943-09-08/1943-09-10")
