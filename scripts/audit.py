"""`make audit`: asks PyPI and npm whether faults are known of what is installed here. Standard library only.

Three answers: nothing known, something known (a failure), or that nobody could be asked. The last is never taken for the
first: pip-audit calls packages that its service does not know “skipped” and ends well. With `--warn` it is a warning
and no failure, for machines without the network.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap import PYTHON, ROOT, SetupFailed, data_directory, find_npm, run, say, set_up

TOOL = data_directory() / "tools" / "pip-audit"
# Ours to install things with, not a part of the site.
NOT_THE_SITE = {"pip", "setuptools", "wheel"}
GRAVE = ("high", "critical")


@dataclass
class Answer:
    """What was said of one half: what is known, who was not asked, how many were."""

    of: str
    known: list[str] = field(default_factory=list)
    unasked: str = ""
    asked: int = 0

    def in_words(self) -> str:
        """One line; the faults themselves stand below it."""
        if self.known:
            return f"{self.of}: {len(self.known)} known faults"
        if self.unasked:
            return f"{self.of}: NOT AUDITED ({self.unasked})"
        return f"{self.of}: nothing known of {self.asked} packages"


def read_pip_audit(text: str, error: str = "") -> Answer:
    """What pip-audit's JSON says."""
    answer = Answer("Python packages")
    try:
        packages = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (error.strip().splitlines() or ["no answer"])[-1]
        answer.unasked = f"the service could not be asked: {last[:200]}"
        return answer
    skipped = []
    for package in packages:
        if package["name"].lower() in NOT_THE_SITE:
            continue
        if "skip_reason" in package:
            skipped.append(package["name"])
            continue
        answer.asked += 1
        for fault in package.get("vulns", []):
            fixed = ", ".join(fault.get("fix_versions", [])) or "no release yet"
            answer.known.append(f"{package['name']} {package['version']}: {fault['id']}, mended in {fixed}")
    if skipped:
        names = ", ".join(skipped[:5]) + (" …" if len(skipped) > 5 else "")
        answer.unasked = f"the service did not know {len(skipped)} of {len(skipped) + answer.asked}: {names}"
    elif not answer.asked:
        answer.unasked = "no packages were found"
    return answer


def read_npm_audit(text: str, error: str = "") -> Answer:
    """What npm's JSON says. A fault that is neither high nor critical is in no page that we serve, or would be shown."""
    answer = Answer("npm packages")
    try:
        found = json.loads(text)
        faults, numbers = found["vulnerabilities"], found["metadata"]["dependencies"]
    except (ValueError, KeyError, TypeError):
        said = [line for line in error.splitlines() if line.strip()] or ["no answer"]
        answer.unasked = f"the service could not be asked: {said[0][:200]}"
        return answer
    answer.asked = numbers.get("total", 0)
    answer.known = [
        f"{name} {fault.get('range', '')}: {fault['severity']}"
        for name, fault in faults.items()
        if fault["severity"] in GRAVE
    ]
    if not answer.asked:
        answer.unasked = "no packages were found"
    return answer


def ask(command: list[str | Path]) -> tuple[str, str]:
    """What a program printed, and what it complained of; both audits end badly where they find something."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return done.stdout, done.stderr


def python_answer() -> Answer:
    """Ask about all that is installed in `.venv`, from an environment of the tool's own."""
    if not (TOOL / "bin" / "pip-audit").exists():
        say("  Installing pip-audit beside the site …")
        remedy = "pip-audit could not be installed: is the network there?"
        try:
            run([PYTHON, "-m", "venv", "--clear", TOOL], remedy)
            run([TOOL / "bin" / "python", "-m", "pip", "install", "--quiet", "pip-audit>=2.10,<3"], remedy)
        except SetupFailed as failure:
            return Answer("Python packages", unasked=str(failure).splitlines()[-1])
    places = [part for path in (ROOT / ".venv" / "lib").glob("python*/site-packages") for part in ("--path", path)]
    command = [TOOL / "bin" / "pip-audit", *places, "--format", "json", "--progress-spinner", "off", "--timeout", "15"]
    return read_pip_audit(*ask(command))


def npm_answer() -> Answer:
    """Ask about what the lock file names."""
    return read_npm_audit(*ask([*find_npm(), "audit", "--json", "--audit-level=high"]))


def verdict(answers: list[Answer], only_warn: bool) -> tuple[str, int]:
    """The last line, and the exit status."""
    words = "; ".join(answer.in_words() for answer in answers)
    if any(answer.known for answer in answers):
        return f"FAILED: {words}.", 1
    if any(answer.unasked for answer in answers):
        return f"WARNING: {words}. Run “make audit” where the network is.", 0 if only_warn else 1
    return f"{words}.", 0


def main(arguments: list[str]) -> int:
    """Ask both, say all."""
    try:
        set_up(development=True)
        answers = [python_answer(), npm_answer()]
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    for answer in answers:
        for line in answer.known:
            say(f"  {line}")
    last, status = verdict(answers, only_warn="--warn" in arguments)
    say(last)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
