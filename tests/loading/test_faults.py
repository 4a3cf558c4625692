"""All faults at once, each with file and line, and nothing written."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from sites.loading.folder import read_trail
from sites.loading.rehearsal import rehearse

from .conftest import write_files
from .states import state

Edit = Callable[[str, str, str], None]

BROKEN = {
    "people.yaml": """\
        editors: {name: The editors, portrait: door}
        """,
    "pictures.yaml": """\
        gate:
          file: gone.svg
          title: The gate
          licence: cc-by
        """,
    "sources.csv": """\
        key,title,author,publisher,year,url,accessed,kind
        atlas,The atlas,,,,,,scholarly
        atlas,The atlas again,,,,,,scholarly
        museum,,,,,not an address,,unheard-of
        """,
    "about.en.md": """\
        ---
        type: standard
        title: About
        title: About us
        summery: Short.
        kind: museum
        ---
        A bracket [is open.

        ```facts
        title: never closed
        """,
    "war/rome/gate.en.md": """\
        ---
        type: site
        kind: pub
        title: The gate
        summary: A gate.
        order: 2
        position: {latitude: 141.8755, longitude: east, basis: estimated}
        opening: {hours: "sometimes"}
        opened_on: "1944-13"
        reviewed_on: 20/11/2026
        managing_body: nobody
        lead_image: {picture: door, alt: x}
        figures:
          - {kind: burials, value: 4.5, source: atlas}
          - {kind: ghosts, value: 4, source: nowhere, qualifier: maybe}
          - {kind: burials, value: 4, source: atlas}
          - {kind: burials, value: 5, source: atlas}
        ---
        *Words*{xx} with a [link](/no/where/).[^nothing]
        """,
    "war/rome/cemetery.en.md": """\
        ---
        type: cemetery
        title: The cemetery
        summary: Graves.
        order: 2
        position: {latitude: 41.87, longitude: 12.47, basis: published}
        identifiers: {wikidata: 123}
        ---
        """,
    "war/rome/deep/well.en.md": """\
        ---
        type: site
        kind: landmark
        title: A well
        summary: Deep.
        order: 4
        position: {latitude: 41.87, longitude: 12.47, basis: estimated}
        ---
        """,
    "war/rome/wrong.en.md": """\
        ---
        type: story
        title: A story
        summary: Under a region.
        when: "1944"
        forces: [no-army]
        ---
        """,
    "war/rome/lost.it.md": """\
        ---
        type: site
        kind: landmark
        title: Perso
        summary: Senza fonte.
        position: {latitude: 41.87, longitude: 12.47, basis: estimated}
        ---
        """,
    "stories/the-entry.en.md": """\
        ---
        type: story
        title: [The entry
        ---
        """,
    "stories/Bad Name.md": "",
}
LONG = "---\ntype: standard\ntitle: Long\nsummary: " + "x" * 201 + "\n---\n## " + "y" * 130 + "\n"
EXPECTED = [
    ("about.en.md", 4, "The key “title” stands here twice"),
    ("about.en.md", 5, "The key “summery” is not known – did you mean summary?"),
    ("about.en.md", 6, "This type of page has no key “kind” – it belongs to: site"),
    ("about.en.md", 2, "The key “summary” is missing"),
    ("about.en.md", 8, "A square bracket [ is opened and not closed"),
    ("about.en.md", 10, "The fence ``` is not closed"),
    ("latin.en.md", 3, "The file is not UTF-8"),
    ("long.en.md", 4, "The text has 201 characters, more than 200"),
    ("long.en.md", 6, "Heading: Text: Ensure this value has at most 120 characters"),
    ("nothing.en.md", 1, "does not begin with front matter"),
    ("people.yaml", 1, "There is no picture “door”"),
    ("pictures.yaml", 2, "There is no file pictures/gone.svg"),
    ("pictures.yaml", 4, "“cc-by” is not a licence"),
    ("sources.csv", 3, "The key “atlas” stands already on line 2"),
    ("sources.csv", 4, "The source has no title"),
    ("sources.csv", 4, "“unheard-of” is not a kind of source"),
    ("sources.csv", 4, "Address: Enter a valid URL"),
    ("stories/Bad Name.md", 0, "The name of the file is not slug.language.md"),
    ("stories/the-entry.en.md", 4, "The YAML cannot be read"),
    ("war/rome/cemetery.en.md", 7, "Wikidata: Q and a number"),
    ("war/rome/deep/well.en.md", 0, "There is no page above this one – write war/rome/deep/index.en.md"),
    ("war/rome/gate.en.md", 3, "“pub” is not a kind of site"),
    ("war/rome/gate.en.md", 6, "The order 2 is that of demo/war/rome/cemetery.en.md too"),
    ("war/rome/gate.en.md", 7, "The latitude 141.8755 is out of range"),
    ("war/rome/gate.en.md", 7, "“east” is not a longitude"),
    ("war/rome/gate.en.md", 8, "Opening hours:"),
    ("war/rome/gate.en.md", 9, "The date cannot be read"),
    ("war/rome/gate.en.md", 10, "“20/11/2026” is not a day of the calendar"),
    ("war/rome/gate.en.md", 11, "There is no organisation “nobody”"),
    ("war/rome/gate.en.md", 12, "There is no picture “door”"),
    ("war/rome/gate.en.md", 14, "“4.5” is not a whole number"),
    ("war/rome/gate.en.md", 15, "“ghosts” is not a kind of figure"),
    ("war/rome/gate.en.md", 15, "There is no source “nowhere”"),
    ("war/rome/gate.en.md", 15, "“maybe” is not a qualifier"),
    ("war/rome/gate.en.md", 17, "Two totals of the kind burials are current"),
    ("war/rome/gate.en.md", 19, "Words cannot be marked as “xx”"),
    ("war/rome/gate.en.md", 19, "The internal link /no/where/ leads nowhere"),
    ("war/rome/gate.en.md", 19, "There is no source “nothing”"),
    ("war/rome/lost.it.md", 0, "The page that this one translates is missing – add war/rome/lost.en.md"),
    ("war/rome/wrong.en.md", 2, "A page of type story cannot stand under one of type region"),
    ("war/rome/wrong.en.md", 6, "There is no force “no-army”"),
    ("weird.xx.md", 0, "“xx” is not a language that a trail can have"),
]


@pytest.fixture
def broken(folder: Path) -> Path:
    """The small trail with every fault there is."""
    write_files(folder, BROKEN)
    (folder / "long.en.md").write_text(LONG, encoding="utf-8")
    (folder / "latin.en.md").write_bytes(b"---\ntype: standard\ntitle: Caff\xe8\n---\n")
    (folder / "nothing.en.md").write_text("", encoding="utf-8")
    (folder / "weird.xx.md").write_text("", encoding="utf-8")
    return folder


@pytest.mark.django_db
def test_all_faults_are_reported_at_once_and_nothing_is_written(broken: Path, media_root: Path) -> None:
    before = state(media_root)
    err = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("load_trail", str(broken), stderr=err)
    assert left.value.code == 1
    lines = err.getvalue().splitlines()
    missing = [
        fault for fault in EXPECTED
        if not any(line.startswith(f"demo/{fault[0]}:{fault[1]}: " if fault[1] else f"demo/{fault[0]}: ") and fault[2] in line
                   for line in lines)
    ]  # fmt: skip
    assert missing == [], err.getvalue()
    assert lines[-1].endswith("faults. Nothing was loaded.")
    assert len(lines) == len(set(lines))
    assert not any("This field" in line or "cannot be published" in line for line in lines), "said once is enough"
    assert all(" – " in line for line in lines[:-1]), "every fault has a remedy"
    assert state(media_root) == before


def faults_of(folder: Path) -> list[str]:
    trail = read_trail(folder)
    rehearse(trail)
    return [str(fault) for fault in trail.faults]


def test_the_small_trail_has_no_faults_and_needs_no_database(folder: Path) -> None:
    """No database mark: pytest-django refuses any query."""
    assert faults_of(folder) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "words"),
    [
        ("index.en.md", "type: home", "type: standard", "2", "its type must be home"),
        ("stories/the-entry.en.md", "[/war/rome/gate/]", "[/war/rome/]", "8", "is a region, not a place"),
        ("stories/the-entry.en.md", "[One., Two.]", "[a, b, c, d, e, f]", "7", "more than 5"),
        ("stories/the-entry.en.md", "highlights: [One., Two.]", f"highlights: [One., {'x' * 201}]", "7", "at most 200"),
        ("war/rome/gate.en.md", "alt: A gate", "caption: A gate", "7", "no alternative text"),
        ("war/rome/gate.en.md", "wrong: One thing., ", "", "16", "“wrong” is missing"),
        ("war/rome/gate.en.md", "arrival:", "arival:", "11", "did you mean arrival"),
        ("war/rome/gate.en.md", "authors: [editors]", "authors: [editors, editors]", "12", "named twice"),
        ("war/rome/gate.en.md", "authors: [editors]", "authors: editors", "12", "a list is wanted"),
        ("war/rome/cemetery.en.md", "value: 12,", "value: 12, value_to: 11,", "10", "upper number"),
        (
            "war/rome/cemetery.en.md",
            "kind: burials, nation: GB",
            "kind: other, nation: GB",
            "11",
            "Say what is counted",
        ),
        ("war/rome/cemetery.en.md", "value: 12, source: museum", "value: 12", "10", "“source” is missing"),
        ("war/index.en.md", "introduction: The beginning.", "introduction:", "6", "has no value"),
    ],
)
def test_single_faults(folder: Path, edit: Edit, name: str, old: str, new: str, where: str, words: str) -> None:
    edit(name, old, new)
    assert any(fault.startswith(f"demo/{name}:{where}: ") and words in fault for fault in faults_of(folder)), faults_of(
        folder
    )


def test_a_second_list_of_stories_is_one_too_many(folder: Path) -> None:
    write_files(folder, {"tales.en.md": "---\ntype: stories\ntitle: Tales\nsummary: More.\n---\n"})
    assert faults_of(folder) == [
        "demo/tales.en.md:2: There is a second page of type stories here – keep demo/stories/index.en.md or this one"
    ]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert [fault.message for fault in read_trail(tmp_path / "none").faults] == ["There is no such folder"]
