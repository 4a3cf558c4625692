"""Whether the HTML is valid: html-validate, with its rules for HTML and for whole documents.

`bench/htmlvalidate.json` departs from them in three points:

- Blanks at the ends of lines may stand. They come from the templates' own lines, and vanish under compression.
- A list may say that it is one (`<ul role="list">`): Safari takes a list without bullets for none.
- Only files of other hosts need a checksum, and there are none.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.browser import ROOT
from bench.node import node

from .findings import Finding
from .visits import Visit

PROGRAM = ROOT / "node_modules/html-validate/bin/html-validate.mjs"
RULES = ROOT / "bench/htmlvalidate.json"


class ValidatorFailed(Exception):
    """The validator did not run; the text says what it said."""


def invalid_pages(visits: Iterable[Visit]) -> Iterator[Finding]:
    """What the validator finds in the pages as they were sent, all in one call."""
    with tempfile.TemporaryDirectory(prefix="trail-html-") as name:
        folder = Path(name)
        addresses = {}
        for number, visit in enumerate(visits):
            file = folder / f"{number:05}.html"
            file.write_text(visit.html, encoding="utf-8")
            addresses[file.name] = visit.address
        if not addresses:
            return
        report = folder / "report.json"
        # The glob is the validator's own: thousands of names would not fit on a command line.
        command = [*node(), str(PROGRAM), "--config", str(RULES), "--formatter", f"json={report}", f"{folder}/*.html"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
        if not report.exists():
            raise ValidatorFailed((done.stderr or done.stdout).strip() or "html-validate wrote no report")
        for page in json.loads(report.read_text(encoding="utf-8")):
            for message in page["messages"]:
                place = f"line {message['line']}, {message.get('selector') or 'document'}"
                yield Finding(
                    addresses[Path(page["filePath"]).name],
                    "html",
                    f"{message['ruleId']}: {message['message']} ({place})",
                    message.get("ruleUrl") or "mend the template",
                )
