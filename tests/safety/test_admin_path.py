"""The admin lies where the operator says, and nothing points to another place."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from trail.settings.security import read_admin_path

ROOT = Path(settings.BASE_DIR)
# What another process does whose admin lies elsewhere: the addresses are fixed when Django starts.
PROGRAM = """
import django; django.setup()
from django.conf import settings
from django.test import RequestFactory
from django.test.utils import setup_test_environment
from django.urls import resolve, reverse, Resolver404
from trail.accounts.administrators import login_in_words
from trail.core.middleware import is_admin
from trail.core.views import robots
request = RequestFactory().get("/robots.txt")
print(reverse("wagtailadmin_home"), reverse("wagtailadmin_login"), reverse("trail_two_factor_code"))
print(reverse("wagtailadmin_password_reset_confirm", args=["a", "b"]), reverse("trail_languages"))
for path in ("/back/office/", "/back/office/login/", "/admin/"):
    try:
        resolve(path); print(path, "there", is_admin(RequestFactory().get(path)))
    except Resolver404:
        print(path, "nothing")
print("admin" in robots(request).content.decode(), "office" in robots(request).content.decode())
class Somebody:
    def get_username(self): return "root"
    def check_password(self, password): return False
print(login_in_words(Somebody()).splitlines()[0])
"""


def test_another_path_is_followed_everywhere(tmp_path: Path) -> None:
    environment = {
        **{key: os.environ[key] for key in ("PATH", "HOME", "VIRTUAL_ENV") if key in os.environ},
        "DJANGO_SETTINGS_MODULE": "trail.settings.test",
        "TRAIL_ADMIN_PATH": "/back/office",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "TRAIL_DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "/back/office/ /back/office/login/ /back/office/login/code/",
        "/back/office/password_reset/confirm/a/b/ /back/office/languages/",
        "/back/office/ there True",
        "/back/office/login/ there True",
        "/admin/ nothing",
        "False False",
        "  Admin     http://localhost:8000/back/office/",
    ]


@pytest.mark.parametrize(
    ("path", "tidy"),
    [("admin/", "admin/"), ("//office", "office/"), (" back-office/x_1/ ", "back-office/x_1/")],
)
def test_slashes_do_not_matter(path: str, tidy: str) -> None:
    assert read_admin_path(path) == tidy


@pytest.mark.parametrize(
    "path", ["", "/", "a", "en", "media", "Static/x", "documents", "a b c", "ädmin", "x?y", "../etc"]
)
def test_what_cannot_be_a_path_stops_the_start(path: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="TRAIL_ADMIN_PATH"):
        read_admin_path(path)


def test_no_file_that_is_served_writes_the_usual_path() -> None:
    folders = ("trail", "sites", "templates")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".js", ".txt"} and "vendor" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"""["'`]/?admin/""", line)
    ]

    # The default itself, and robots.txt, which names no other path than the usual one.
    assert {line.partition(":")[0] for line in found} == {"trail/core/views.py", "trail/settings/security.py"}
