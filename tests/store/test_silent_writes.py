"""Writes of which no signal tells are few, and each is known to change nothing on a kept page or to say so itself."""

import re
from pathlib import Path

from django.conf import settings

SILENT = re.compile(r"\.(update|bulk_create|bulk_update|_raw_delete)\(")
MANAGER = re.compile(r"objects\b|filter\(|exclude\(|\bwarned\b|_carried\(")
# Module: why nothing has to be dropped.
KNOWN = {
    "sites/loading/following.py": "what the loader knows of a page",
    "sites/loading/home.py": "the welcome page of Wagtail, before there is a trail",
    "trail/background/errands.py": "how an errand stands, which the admin alone shows",
    "trail/background/retrying.py": "the queue of the worker",
    "trail/finding/index.py": "derived from a page whose change is followed; trail/finding/kept.py",
    "trail/finding/space/clusters.py": "sums of the index; trail/finding/kept.py",
    "trail/finding/text/store.py": "words of the index, of which no kept page is made",
    "trail/images/expiry.py": "whether somebody was warned",
    "trail/keeping/tables.py": "a restore drops everything",
    "trail/publishing/management/commands/publish_scheduled.py": "the date of a revision",
    "trail/translation/freshness.py": "the name of a tool in the memory of translations",
    "trail/translation/overview/digest.py": "when somebody got a mail",
    "trail/visits/counting.py": "how often pages were read",
    "trail/translation/signals.py": "a mark of the editor that nobody sees",
}


def silent_writes() -> dict[str, list[str]]:
    """The lines that write past all signals, by module."""
    found: dict[str, list[str]] = {}
    for folder in ("trail", "sites"):
        for file in sorted((Path(settings.BASE_DIR) / folder).rglob("*.py")):
            if "migrations" in file.parts:
                continue
            for line in file.read_text(encoding="utf-8").splitlines():
                if SILENT.search(line) and MANAGER.search(line.split("update(")[0]):
                    found.setdefault(file.relative_to(settings.BASE_DIR).as_posix(), []).append(line.strip())
    return found


def test_each_silent_write_has_a_reason() -> None:
    """A new one either drops what it changes (`trail.store.dropping.drop`) or is named here with the reason."""
    unknown = {module: lines for module, lines in silent_writes().items() if module not in KNOWN}
    assert not unknown


def test_the_search_for_them_finds_some() -> None:
    """It would be of no use if it found nothing."""
    assert "trail/translation/signals.py" in silent_writes()
