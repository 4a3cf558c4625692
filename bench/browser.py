"""A quiet Chromium, and what axe-core says of a page. The browser tests and the measurements share it."""

import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What would leave the machine is noted and gets no further.
SEALED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
# What axe leaves off by itself counts as well: the size of targets (WCAG 2.2), experimental rules. Level AAA is not asked.
ALL_RULES = """within => axe.run(within || document, {
    resultTypes: ["violations"],
    rules: Object.fromEntries(
        axe.getRules().filter(rule => !rule.tags.some(tag => tag.endsWith("aaa"))).map(rule => [rule.ruleId, {enabled: true}])
    ),
})"""


def find_chromium() -> str | None:
    """A Chromium of this machine; TRAIL_CHROMIUM names one's own."""
    names = [os.environ.get("TRAIL_CHROMIUM") or "", *BROWSERS]
    return next(filter(None, map(shutil.which, names)), None)


def violations(page: Page, within: str | None = None) -> list[str]:
    """What axe-core finds on the page as it is now, in one line each; every rule counts, in frames as well.

    The script is handed to the browser's debugger, which the content security policy does not concern.
    """
    script = AXE.read_text(encoding="utf-8")
    for frame in page.frames:
        if not frame.evaluate("typeof axe === 'object'"):
            frame.evaluate(script)
    found: dict[str, Any] = page.evaluate(ALL_RULES, within)
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']} at {node['target']}: {node['html'][:200]} "
        f"{node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
