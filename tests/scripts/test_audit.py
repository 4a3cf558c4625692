"""`make audit` tells three things apart: nothing known, something known, and that nobody could be asked."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script, which finds its neighbours by the folder it lies in."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import audit as script

    yield script
    sys.modules.pop("audit", None)


def pip_says(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": list(packages), "fixes": []})


def npm_says(total: int, **faults: str) -> str:
    return json.dumps(
        {
            "vulnerabilities": {name: {"severity": severity, "range": "<2"} for name, severity in faults.items()},
            "metadata": {"dependencies": {"total": total}},
        }
    )


CLEAN = {"name": "django", "version": "5.2.19", "vulns": []}
FAULTY = {"name": "pillow", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}
SKIPPED = {"name": "wagtail", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def test_nothing_known_passes(audit: Any) -> None:
    answers = [audit.read_pip_audit(pip_says(CLEAN)), audit.read_npm_audit(npm_says(9))]

    assert audit.verdict(answers, only_warn=False) == (
        "Python packages: nothing known of 1 packages; npm packages: nothing known of 9 packages.",
        0,
    )


@pytest.mark.parametrize("only_warn", [True, False])
def test_something_known_fails_always(audit: Any, only_warn: bool) -> None:
    clean = audit.read_pip_audit(pip_says(CLEAN))
    for answers in (
        [audit.read_pip_audit(pip_says(CLEAN, FAULTY)), audit.read_npm_audit("", "no network")],
        [clean, audit.read_npm_audit(npm_says(9, leaflet="critical"))],
    ):
        last, status = audit.verdict(answers, only_warn)
        assert (last.split(":")[0], status) == ("FAILED", 1)
    assert audit.read_pip_audit(pip_says(FAULTY)).known == ["pillow 1.0: CVE-1, mended in 1.1"]


@pytest.mark.parametrize(
    ("python", "npm"),
    [
        ((pip_says(SKIPPED),), (npm_says(9),)),
        ((pip_says(CLEAN, SKIPPED),), (npm_says(9),)),
        (("", "Traceback\nConnectionError: no such host"), (npm_says(9),)),
        ((pip_says(),), (npm_says(9),)),
        ((pip_says(CLEAN),), ('{"message": "405 Method Not Allowed"}', "npm warn audit 405 Method Not Allowed")),
        ((pip_says(CLEAN),), ("", "")),
        ((pip_says(CLEAN),), (npm_says(0),)),
    ],
)
def test_who_could_not_be_asked_is_never_taken_for_clean(audit: Any, python: Any, npm: Any) -> None:
    answers = [audit.read_pip_audit(*python), audit.read_npm_audit(*npm)]

    strict, strict_status = audit.verdict(answers, only_warn=False)
    lenient, lenient_status = audit.verdict(answers, only_warn=True)

    assert (strict_status, lenient_status) == (1, 0)
    assert strict.startswith("WARNING") and "NOT AUDITED" in strict
    assert lenient == strict


def test_what_only_installs_is_no_part_of_the_site(audit: Any) -> None:
    answer = audit.read_pip_audit(pip_says({**FAULTY, "name": "pip"}, CLEAN))

    assert not answer.known and answer.asked == 1


def test_slight_faults_of_front_end_tools_do_not_stop_the_work(audit: Any) -> None:
    assert not audit.read_npm_audit(npm_says(9, cheerio="moderate")).known


def test_ci_asks_and_says_what_came_of_it() -> None:
    text = (SCRIPTS.parent / ".ci/run").read_text(encoding="utf-8")

    assert "\nrun audit ARGS=--warn\n" in text
