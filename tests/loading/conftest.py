"""A small trail in files: every type of page, every list, one picture with its dark version."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 8" width="12" height="8"><path d="M0 0h12v8H0z"/></svg>'
FILES = {
    "sources.csv": """\
        key,title,author,publisher,year,url,accessed,kind
        atlas,"The atlas, a book",A. Author,House,1977,https://example.org/atlas,2026-11-20,scholarly
        museum,The museum's page,,Museum,,https://example.org/museum,,official
        """,
    "people.yaml": """\
        editors: {name: The editors, role: Trail, biography: "Those who *write*.", portrait: gate}
        """,
    "organisations.yaml": """\
        keeper: {name: The keeper, short_name: K, url: "https://example.org/", country: IT}
        """,
    "forces.yaml": """\
        first-army: {name: First Army, nation: US}
        """,
    "pictures.yaml": """\
        gate:
          file: gate.svg
          dark_file: gate-dark.svg
          title: The gate
          creator: Somebody
          licence: "http://creativecommons.org/licenses/by/4.0/"
        """,
    "pictures/gate.svg": SVG,
    "pictures/gate-dark.svg": SVG.replace("h12v8H0z", "h12v8z"),
    "index.en.md": """\
        ---
        type: home
        title: A trail
        trail_name: The small trail
        strapline: In one line
        contact_email: trail@example.org
        summary: A trail for tests.
        featured: [/war/rome/gate/]
        partners: [keeper]
        ---
        Welcome to the [campaign](/war/).
        """,
    "about.en.md": """\
        ---
        type: standard
        title: About
        summary: About the trail.
        show_in_menus: true
        ---
        Words about it.
        """,
    "war/index.en.md": """\
        ---
        type: campaign
        title: The war
        summary: The campaign in short.
        when: "1943-07-10/1945-05-02"
        introduction: The beginning.
        forces: [first-army]
        ---
        See [Rome](/war/rome/) and [the gate](/war/rome/gate/).[^atlas]
        """,
    "war/rome/index.en.md": """\
        ---
        type: region
        title: Rome
        summary: The city.
        order: 1
        when: "1944-06"
        introduction: |
          One paragraph.[^museum]

          And *another*.
        sources: [{source: atlas, locator: chapter 11}]
        ---
        It began.[^atlas]
        """,
    "war/rome/gate.en.md": """\
        ---
        type: site
        kind: landmark
        title: The gate
        summary: A gate in the wall.
        order: 1
        lead_image: {picture: gate, alt: A gate, caption: Drawn}
        position: {latitude: 41.8755, longitude: 12.4778, basis: estimated, accuracy: 200}
        opening: {always_open: true, checked_on: 2026-11-20}
        visiting:
          arrival: "Metro line **B**."
        authors: [editors]
        reviewed_on: 2026-11-20
        sources: [atlas]
        corrections:
          - {date: 2026-11-20, wrong: One thing., right: Another., source: atlas}
        ---
        ## What happened here

        At the *Porta*{it}, on the [road](/war/rome/cemetery/), there was a fight.[^atlas][^museum]

        ![A gate](gate "The gate today")
        """,
    "war/rome/cemetery.en.md": """\
        ---
        type: cemetery
        title: The cemetery
        summary: Graves under the wall.
        order: 2
        position: {latitude: 41.87, longitude: 12.47, basis: published, source: museum}
        managing_body: keeper
        opening: {hours: "Mo-Fr 08:00-15:00"}
        figures:
          - {kind: burials, value: 12, source: museum}
          - {kind: burials, nation: GB, value: 7, source: atlas}
          - {kind: burials, nation: IN, value: 5, source: atlas, note: "After one book."}
        ---
        They lie here.[^museum]
        """,
    "stories/index.en.md": """\
        ---
        type: stories
        title: Stories
        summary: All of them.
        ---
        """,
    "stories/the-entry.en.md": """\
        ---
        type: story
        title: The entry
        summary: They came in.
        when: "1944-06-04"
        where: Rome
        highlights: [One., Two.]
        places: [/war/rome/gate/]
        forces: [first-army]
        sources: [atlas]
        ---
        On 4 June they came.[^atlas]
        """,
}


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Write texts, their indentation taken away."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small trail, in a folder of its own."""
    found = tmp_path / "demo"
    write_files(found, FILES)
    return found


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replace a text in a file; the text must be there."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture(autouse=True)
def media_root(settings: object, tmp_path: Path) -> Path:
    """Uploaded files of a test, away from others."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT
