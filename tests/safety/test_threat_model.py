"""The page of threats names a test for each, and these tests exist."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = ROOT / "docs/explanation/threat-model.md"
SETTINGS = ROOT / "trail/settings/security.py"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows() -> list[str]:
    """The lines of the first table."""
    text = PAGE.read_text(encoding="utf-8").partition("**Not guarded against.**")[0]
    return [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| what somebody")]


def functions_of(path: Path) -> set[str]:
    """The functions of a module that pytest would run."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_there_are_threats() -> None:
    assert len(rows()) >= 15


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.split("|")[1].strip()[:40])
def test_each_threat_has_a_test_that_exists(row: str) -> None:
    named = NAMED.findall(row)
    assert named, "This threat names no test."
    for file, name in named:
        assert name in functions_of(ROOT / file), f"{file} has no {name}."


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        ("account", "10 in 15 minutes"),
        ("address", "50 in 15 minutes, 300 a day"),
        ("code", "5 in 15 minutes, 20 a day"),
        ("new-password", "3 an hour"),
        ("new-password-address", "20 from one network"),
    ],
)
def test_the_page_has_the_numbers_of_the_settings_for_tries(purpose: str, words: str) -> None:
    assert words in PAGE.read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"\d+", words.replace("15 minutes", ""))]
    assert [most for most, _window in settings.TRAIL_TRIES[purpose]] == numbers


def test_the_page_has_the_numbers_of_the_settings_for_requests() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if "a minute |" in line]
    found = {line.split("|")[1].strip(): int(re.search(r"(\d+) a minute", line)[1]) for line in lines}

    assert found == {
        "search, map page, cemeteries": settings.TRAIL_LIMITS["search"],
        "suggestions, map data": settings.TRAIL_LIMITS["suggestions"],
        "passwords of restricted pages": settings.TRAIL_LIMITS["password"],
    }
    assert settings.TRAIL_LIMITS["map"] == settings.TRAIL_LIMITS["suggestions"]


def test_the_inventory_has_the_times_of_the_settings() -> None:
    text = (ROOT / "docs/reference/personal-data.md").read_text(encoding="utf-8")
    for name, kept in settings.TRAIL_KEEP.items():
        assert f"{kept.days} days" in text, name
