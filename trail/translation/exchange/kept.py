"""What was uploaded waits on disk between the report and the press, for one person and one day."""

import json
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

DAY = 24 * 60 * 60
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")


@dataclass(frozen=True)
class Upload:
    """A file with its name, and the language for which it was given."""

    name: str
    language: str
    content: bytes


def keep(user_id: int, upload: Upload) -> str:
    """Put an upload aside, and give the token under which it is found again. Older ones go."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _forget_old(folder)
    token = secrets.token_urlsafe(24)
    head = json.dumps({"name": upload.name, "language": upload.language}).encode()
    path = folder / f"{user_id}-{token}"
    path.touch(mode=0o600)
    path.write_bytes(head + b"\n" + upload.content)
    return token


def find(user_id: int, token: str) -> Upload | None:
    """What this person put aside under a token, if it is still there."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        head, _line, content = (_folder() / f"{user_id}-{token}").read_bytes().partition(b"\n")
    except OSError:
        return None
    said = json.loads(head)
    return Upload(said["name"], said["language"], content)


def forget(user_id: int, token: str) -> None:
    """Throw an upload away."""
    if _TOKEN.fullmatch(token):
        (_folder() / f"{user_id}-{token}").unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "translation-imports"


def _forget_old(folder: Path) -> None:
    for path in folder.iterdir():
        try:
            if time.time() - path.stat().st_mtime > DAY:
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
