"""What was uploaded waits between the report and the press, for one person and one day.

It lies in the database: the press may reach another machine than the upload, and a worker may do what it asks for.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from trail.background.models import Parcel

DAY = timedelta(days=1)
KIND = "translations"


@dataclass(frozen=True)
class Upload:
    """A file with its name, and the language for which it was given."""

    name: str
    language: str
    content: bytes


def keep(user_id: int, upload: Upload) -> str:
    """Put an upload aside, and give the token under which it is found again. Older ones go."""
    Parcel.objects.filter(about__kind=KIND, created_at__lt=timezone.now() - DAY).delete()
    token = secrets.token_urlsafe(24)
    about = {"kind": KIND, "name": upload.name, "language": upload.language}
    Parcel.objects.create(token=token, user_id=user_id, about=about, content=upload.content)
    return token


def find(user_id: int, token: str) -> Upload | None:
    """What this person put aside under a token, if it is still there."""
    found = _parcels(user_id, token).filter(created_at__gte=timezone.now() - DAY).first()
    if found is None:
        return None
    return Upload(found.about["name"], found.about["language"], bytes(found.content))


def forget(user_id: int, token: str) -> None:
    """Throw an upload away."""
    _parcels(user_id, token).delete()


def _parcels(user_id: int, token: str) -> Any:
    return Parcel.objects.filter(about__kind=KIND, user_id=user_id, token=token)
