"""The editor's checks of `load_trail --check`; none of them may ask the database."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from sites.loading.editorial import check_folder

Edit = Callable[[str, str, str], None]


def faults_of(folder: Path) -> list[str]:
    return [str(fault) for fault in check_folder(folder).faults]


def test_the_small_trail_passes_with_warnings(folder: Path) -> None:
    checked = check_folder(folder)
    assert not checked.faults
    assert "demo/war/rome/gate.en.md: The text has 10 words; a site has 120 to 400" in [
        str(fault) for fault in checked.warnings
    ]


@pytest.mark.parametrize(
    ("name", "edits", "words"),
    [
        ("war/rome/gate.en.md",
         [("sources: [atlas]\n", ""), (", source: atlas}", "}"), ("[^atlas][^museum]", "")], "demo/war/rome/gate.en.md: The place has no source"),
        ("war/rome/cemetery.en.md", [("value: 7", "value: 8"), (', note: "After one book."', "")], "10: The parts of burials by nation add up to 13, not to 12"),
        ("stories/the-entry.en.md", [("1944-06-04", "1945-05-09")], "5: The story lies outside the campaign"),
        ("stories/the-entry.en.md",
         [("where: Rome", "content_notice: {kinds: [death]}"), ("came.[^atlas]", "came.")],
         "12: A paragraph of a page with a content notice has no source"),
    ],
)  # fmt: skip
def test_faults_of_content(folder: Path, edit: Edit, name: str, edits: list[tuple[str, str]], words: str) -> None:
    for old, new in edits:
        edit(name, old, new)
    found = faults_of(folder)
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("war/rome/cemetery.en.md", "value: 7", "value: 8"),  # a part has a note
        ("stories/the-entry.en.md", 'when: "1944-06-04"', 'when: "1946"\noutside_campaign: the trial'),
    ],
)
def test_what_is_explained_passes(folder: Path, edit: Edit, name: str, old: str, new: str) -> None:
    edit(name, old, new)
    assert faults_of(folder) == []


def test_the_command_checks_and_writes_nothing(folder: Path, edit: Edit) -> None:
    out, err = io.StringIO(), io.StringIO()
    call_command("load_trail", str(folder), "--check", stdout=out, stderr=err)
    assert out.getvalue().startswith("Checked 8 pages: no faults")
    assert "warning: demo/" in err.getvalue()
    edit("about.en.md", "Words", "[Words")
    with pytest.raises(SystemExit):
        call_command("load_trail", str(folder), "--check", stderr=err)
    assert "demo/about.en.md:7: A square bracket" in err.getvalue()
