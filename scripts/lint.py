"""Checks everything that can be checked without running a test, and says at the end what failed.

`--format` puts the code into form instead; names of checks (`lint.py demo settings`) run only those.
Standard library only; sets up what the checks need first.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bootstrap import PYTHON, ROOT, SetupFailed, say, set_up

RUFF = [str(PYTHON), "-m", "ruff"]
DJLINT = [str(PYTHON), "-m", "djlint"]
MANAGE = [str(PYTHON), "manage.py"]


def production_environment() -> dict[str, str]:
    """A made-up installation, as an operator would set it: what `check --deploy` looks at."""
    return {
        "DJANGO_SETTINGS_MODULE": "trail.settings.production",
        "TRAIL_SECRET_KEY": secrets.token_urlsafe(60),
        "TRAIL_ALLOWED_HOSTS": "trail.example.org",
        "TRAIL_BASE_URL": "https://trail.example.org",
        "DATABASE_URL": "sqlite://:memory:",
    }


def checks(folder: str) -> dict[str, list[tuple[list[str], dict[str, str]]]]:
    """What there is to check: by name, the commands to run and the environment of each."""
    test = {"DJANGO_SETTINGS_MODULE": "trail.settings.test", "DATABASE_URL": "sqlite://:memory:"}
    database = {**test, "DATABASE_URL": f"sqlite:///{Path(folder) / 'check.sqlite3'}"}
    return {
        "ruff": [([*RUFF, "check", "."], {})],
        "format": [([*RUFF, "format", "--check", "."], {})],
        "templates": [([*DJLINT, "templates", "--lint", "--quiet"], {})],
        "checks": [([*MANAGE, "check", "--fail-level", "WARNING"], test)],
        "phrases": [([*MANAGE, "collect_phrases", "--check"], test)],
        "migrations": [([*MANAGE, "makemigrations", "--check", "--dry-run"], test)],
        "upgrades": [([*MANAGE, "check_migrations"], test)],
        "settings": [([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], production_environment())],
        "demo": [
            ([*MANAGE, "migrate", "--verbosity", "0"], database),
            ([*MANAGE, "load_trail", "demo/", "--check"], database),
        ],
    }


def passes(commands: list[tuple[list[str], dict[str, str]]]) -> bool:
    """Run the commands of one check, and show what they said where one fails."""
    ours = ("TRAIL_", "DATABASE_URL", "TEST_DATABASE_URL")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    for command, environment in commands:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**inherited, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            say(done.stdout.rstrip())
            return False
    return True


def lint(chosen: list[str]) -> int:
    """Run all checks, or the chosen ones, to the last; 1 where one failed."""
    with tempfile.TemporaryDirectory(prefix="trail-lint-") as folder:
        available = checks(folder)
        unknown = set(chosen) - available.keys()
        if unknown:
            raise SetupFailed(f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(available)}.")
        failed = []
        for name in chosen or available:
            started = time.monotonic()
            good = passes(available[name])
            say(f"  {name:<12} {'fine' if good else 'FAILED'} ({time.monotonic() - started:.0f} s)")
            if not good:
                failed.append(name)
    say(f"Failed: {', '.join(failed)}." if failed else "Nothing to complain of.")
    return 1 if failed else 0


def put_into_form() -> int:
    """What can be put right without thinking: order of imports, quotes, line breaks."""
    fixed = subprocess.run([*RUFF, "check", "--fix", "--quiet", "."], cwd=ROOT, check=False).returncode
    return subprocess.run([*RUFF, "format", "."], cwd=ROOT, check=False).returncode or fixed


def main(arguments: list[str]) -> int:
    """Set up, then lint or format."""
    try:
        set_up(development=True)
        return put_into_form() if "--format" in arguments else lint(arguments)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
