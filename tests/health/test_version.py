"""Which commit runs is known in every shipped set-up."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from trail.health import version


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    version.commit.cache_clear()
    yield
    version.commit.cache_clear()


@pytest.fixture
def checkout(tmp_path: Path, settings: Any) -> str:
    """A checkout that the program runs from; its commit."""

    def git(*arguments: str) -> str:
        named = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        done = subprocess.run(["git", *named, *arguments], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    git("init", "--quiet")
    git("commit", "--quiet", "--allow-empty", "-m", "Begin")
    settings.BASE_DIR = tmp_path
    settings.TRAIL_COMMIT = ""
    return git("rev-parse", "--short=12", "HEAD")


def test_the_commit_is_known_where_the_checkout_belongs_to_somebody_else(
    checkout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on one machine: the folder is root's, and the site runs as a user without rights."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")

    assert version.commit() == checkout


def test_the_commit_that_the_operator_names_wins(checkout: str, settings: Any) -> None:
    settings.TRAIL_COMMIT = "0123456789ab"

    assert version.commit() == "0123456789ab"
