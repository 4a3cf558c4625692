"""The environment: everything that is read is written down, and nonsense stops the start with a clear message."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from trail.settings.environment import SECRETS, read_secret_files

ROOT = Path(settings.BASE_DIR)
TABLE = ROOT / "docs/reference/environment.md"
# Not ours: what Python, Django, the shell or a test of the machinery reads.
FOREIGN = {"DJANGO_ALLOW_ASYNC_UNSAFE", "PATH", "HOME", "TMPDIR", "PYTEST_XDIST_WORKER"}

_BY_ENV = re.compile(r"""\benv(?:\.\w+)?\(\s*["']([A-Z][A-Z0-9_]+)["']""")
_BY_OS = re.compile(r"""os\.environ(?:\.get\(|\.setdefault\(|\[)\s*["']([A-Z][A-Z0-9_]+)["']""")
_ASKED = re.compile(r"""\.ask\(\s*["']([A-Z][A-Z0-9_]+)["']""")
_BY_SHELL = re.compile(r"""\$\{([A-Z][A-Z0-9_]+):""")
_BY_MAKE = re.compile(r"""^([A-Z]+) \?=""", re.MULTILINE)


def sources() -> list[Path]:
    """Every file of ours that could read a variable."""
    folders = [ROOT / name for name in ("trail", "sites", "scripts", "bench")]
    found = [path for folder in folders if folder.exists() for path in folder.rglob("*.py")]
    return [*found, ROOT / "manage.py", ROOT / "tests/conftest.py", ROOT / "tests/browser/conftest.py"]


def variables_read() -> set[str]:
    """The names of all variables that are read anywhere."""
    names = set(SECRETS) | {f"{name}_FILE" for name in SECRETS}
    for path in sources():
        text = path.read_text(encoding="utf-8")
        for pattern in (_BY_ENV, _BY_OS, _ASKED):
            names |= set(pattern.findall(text))
    names |= set(_BY_SHELL.findall((ROOT / "scripts/find-python.sh").read_text(encoding="utf-8")))
    names |= set(_BY_MAKE.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    return names - FOREIGN


def variables_documented() -> list[str]:
    """The names in the tables, in their order."""
    return re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE)


def start(module: str = "trail.settings.base", **environment: str) -> subprocess.CompletedProcess[str]:
    """Import settings in a process of their own, with nothing in the environment but what is given."""
    inherited = {key: os.environ[key] for key in ("PATH", "HOME", "VIRTUAL_ENV") if key in os.environ}
    program = (
        f"import {module} as s; "
        "print(repr((s.DEBUG, s.SECRET_KEY, s.SECURE_SSL_REDIRECT, s.LANGUAGE_CODE, s.TIME_ZONE, s.ALLOWED_HOSTS)))"
    )
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_variable_that_is_read_is_in_the_table():
    assert variables_read() - set(variables_documented()) == set()


def test_every_variable_in_the_table_is_read():
    assert set(variables_documented()) - variables_read() <= {"DJANGO_SETTINGS_MODULE"}


def test_no_variable_is_in_the_table_twice():
    assert len(variables_documented()) == len(set(variables_documented()))


def test_base_is_safe():
    done = start()

    assert done.returncode == 0, done.stderr
    debug, key, redirect, *_rest = eval(done.stdout)
    assert (debug, key, redirect) == (False, "", True)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TRAIL_SSL_REDIRECT", "flase"),
        ("TRAIL_HSTS_SUBDOMAINS", "ture"),
        ("TRAIL_BEHIND_PROXY", "maybe"),
        ("TRAIL_HSTS_SECONDS", "a year"),
        ("DATABASE_URL", "oracel://here/there"),
    ],
)
def test_nonsense_stops_the_start_and_names_the_variable(variable, value):
    done = start(**{variable: value})

    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert variable in last
    assert "docs/reference/environment.md" in last


def test_a_mail_server_that_cannot_be_understood_is_named():
    done = start(TRAIL_EMAIL_URL="smtp+tls://user:password@mail.example.org:587")

    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "TRAIL_EMAIL_URL" in last
    assert "password" not in last


def test_language_and_time_zone_are_settings():
    done = start(TRAIL_LANGUAGE="MI", TRAIL_TIME_ZONE="Pacific/Auckland")

    assert "'mi', 'Pacific/Auckland'" in done.stdout


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({}, "TRAIL_SECRET_KEY"),
        ({"TRAIL_ALLOWED_HOSTS": "trail.example.org"}, "TRAIL_SECRET_KEY"),
        ({"TRAIL_SECRET_KEY": "x" * 60}, "TRAIL_ALLOWED_HOSTS"),
    ],
)
def test_production_refuses_to_start_without(environment, missing):
    done = start("trail.settings.production", **environment)

    assert done.returncode != 0
    assert f"Set {missing}" in done.stderr.strip().splitlines()[-1]


def test_production_starts_with_a_key_and_hosts():
    done = start("trail.settings.production", TRAIL_SECRET_KEY="x" * 60, TRAIL_ALLOWED_HOSTS="a.example,b.example")

    assert done.returncode == 0, done.stderr
    assert "['a.example', 'b.example']" in done.stdout


def test_secrets_are_read_from_files(tmp_path):
    file = tmp_path / "key"
    file.write_text("from a file\n", encoding="utf-8")
    done = start(TRAIL_SECRET_KEY_FILE=str(file))

    assert "'from a file'" in done.stdout


def test_a_secret_that_is_set_wins_over_its_file(tmp_path):
    file = tmp_path / "key"
    file.write_text("from a file", encoding="utf-8")
    environment = {"TRAIL_SECRET_KEY": "set", "TRAIL_SECRET_KEY_FILE": str(file)}
    read_secret_files(environment)

    assert environment["TRAIL_SECRET_KEY"] == "set"


def test_an_empty_file_for_the_mail_server_says_that_there_is_none(tmp_path):
    file = tmp_path / "email-url"
    file.write_text("\n", encoding="utf-8")
    environment = {"TRAIL_EMAIL_URL_FILE": str(file), "DATABASE_URL_FILE": str(file)}
    read_secret_files(environment)

    assert "TRAIL_EMAIL_URL" not in environment
    # A database that is not named must not become the one of the demonstration.
    assert environment["DATABASE_URL"] == ""


def test_a_secret_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="TRAIL_SECRET_KEY_FILE"):
        read_secret_files({"TRAIL_SECRET_KEY_FILE": str(tmp_path / "nothing")})


def test_dev_makes_a_key_of_its_own_and_keeps_it(tmp_path):
    first = start("trail.settings.dev", TRAIL_DATA_DIR=str(tmp_path))
    second = start("trail.settings.dev", TRAIL_DATA_DIR=str(tmp_path))

    assert first.stdout == second.stdout != ""
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
