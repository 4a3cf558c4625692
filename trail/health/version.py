"""Which version of the program this is."""

import subprocess
from functools import cache
from pathlib import Path

VERSION = "1.0.dev0"


@cache
def commit() -> str:
    """The commit that runs, as its operator says (`TRAIL_COMMIT`) or as git does; empty where neither knows."""
    from django.conf import settings

    if settings.TRAIL_COMMIT:
        return settings.TRAIL_COMMIT
    if not (Path(settings.BASE_DIR) / ".git").exists():
        return ""
    # The folder belongs to root and the site does not run as root: git answers only where it is told that this is meant.
    command = ["git", "-c", f"safe.directory={settings.BASE_DIR}", "rev-parse", "--short=12", "HEAD"]
    try:
        done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def in_words() -> str:
    """The version with its commit: `1.0.dev0 (1a2b3c4d5e6f)`."""
    known = commit()
    return f"{VERSION} ({known})" if known else VERSION
