"""The editor's checks: what the format allows, but the trail's own rules of writing do not (docs/how-to/write-for-the-trail.md)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trail.dates.fields import bounds

from .content import Block, PageContent, Row
from .faults import Faults
from .folder import Trail, read_trail
from .rehearsal import rehearse
from .schema import NOTICES, PLACES

CAMPAIGN = ("1943-07-09", "1945-05-08")
WORDS = {"site": (120, 400), "cemetery": (120, 400), "region": (400, 900), "story": (150, 500), "campaign": (900, 1500)}
HIGHLIGHTS = (2, 4)
ADDED_UP = ("burials", "identified")
HELD = {"source", "sources", "position_source", "opening_source"}


@dataclass
class Checked:
    """What a check found: faults stop it, warnings do not."""

    pages: int
    faults: Faults
    warnings: Faults


def check_folder(folder: Path) -> Checked:
    """Everything that can be known of a folder without a database."""
    trail = read_trail(folder)
    rehearse(trail)
    warnings = Faults()
    for page in trail.pages.values():
        _check_page(page, trail, warnings)
    return Checked(len(trail.pages), trail.faults, warnings)


def _check_page(page: PageContent, trail: Trail, warnings: Faults) -> None:
    shown = page.file.shown
    if page.type in PLACES and not _has_source(page):
        trail.faults.add(shown, 0, "The place has no source", "name one under sources, or at the end of a paragraph")
    if any(page.fields.get(field) for field in (*NOTICES.values(), "content_notice")):
        for block in page.streams.get("body", []):
            if block.type == "paragraph" and not block.value["sources"]:
                trail.faults.add(
                    shown, block.line, "A paragraph of a page with a content notice has no source", "end it with [^key]"
                )
    for row, kind, total, parts in _sums_at_fault(page.children.get("figures", [])):
        trail.faults.add(shown, row.line, f"The parts of {kind} by nation add up to {parts}, not to {total}",
                         "say why in a note at the total or at one of the parts")  # fmt: skip
    if page.type == "story":
        _check_story(page, trail.faults, warnings)
    least, most = WORDS.get(page.type, (0, page.words))
    if page.file.language == trail.source_language and not least <= page.words <= most:
        warnings.add(shown, 0, f"The text has {page.words} words; a {page.type} has {least} to {most}")


def _has_source(page: PageContent) -> bool:
    if page.children.get("citations") or any(row.fields.get("source") for row in page.children.get("figures", [])):
        return True
    return bool(page.fields.keys() & HELD) or any(_cites(block) for found in page.streams.values() for block in found)


def _cites(block: Block) -> bool:
    return isinstance(block.value, dict) and any(block.value.get(name) for name in HELD)


def _sums_at_fault(rows: list[Row]) -> Iterator[tuple[Row, str, str, int]]:
    """Current totals whose parts by nation give another number, where no note says so."""
    for kind in ADDED_UP:
        current = [row for row in rows if row.fields.get("kind") == kind and row.fields.get("is_current", True)]
        totals = [row for row in current if not row.fields.keys() & {"nation", "force", "label"}]
        parts = [row for row in current if row.fields.get("nation") and not row.fields.keys() & {"force", "label"}]
        others = [row for row in current if row not in totals and row not in parts]
        if not totals or not parts or any(row.fields.get("note") for row in current):
            continue
        least = totals[0].fields.get("value", 0)
        most = totals[0].fields.get("value_to", least)
        # What has a label may be a part ("other") or a group across nations ("women"): both readings are allowed.
        together, with_others = (sum(row.fields.get("value", 0) for row in found) for found in (parts, parts + others))
        if not any(least <= found <= most for found in (together, with_others)):
            yield totals[0], kind, f"{least}" if least == most else f"{least} to {most}", together


def _check_story(page: PageContent, faults: Faults, warnings: Faults) -> None:
    first, last = bounds(page.fields.get("when"))
    outside = (first and first.isoformat() < CAMPAIGN[0]) or (last and last.isoformat() > CAMPAIGN[1])
    if outside and not page.outside_campaign:
        faults.add(page.file.shown, page.line_of("when"), f"The story lies outside the campaign ({' to '.join(CAMPAIGN)})",
                   "correct the date, or write outside_campaign: and the reason")  # fmt: skip
    count = len(page.streams.get("highlights", []))
    if not HIGHLIGHTS[0] <= count <= HIGHLIGHTS[1]:
        warnings.add(
            page.file.shown, page.line_of("highlights"), f"The story has {count} highlights; 2 to 4 are wanted"
        )
