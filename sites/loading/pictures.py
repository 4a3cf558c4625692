"""The files of pictures: looked at before anything is written, stored so that a failure leaves none behind."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage
from django.db import transaction

from trail.images.intake import Refused, Taken, take_in
from trail.images.intake.stored import put_into
from trail.images.models import Picture

from .content import Record
from .folder import Trail


def check_pictures(trail: Trail) -> None:
    """Note files that are no pictures, or none that a trail takes."""
    for record in trail.known.records["picture"].values():
        if not record.picture_file:
            continue
        path = trail.folder / record.picture_file
        ending = path.suffix.lstrip(".").lower()
        line = record.lines.get("file", record.line)
        if ending not in settings.WAGTAILIMAGES_EXTENSIONS:
            trail.faults.add(record.file, line, f"{path.name} is of a kind that is not taken",
                             f"kinds are: {', '.join(settings.WAGTAILIMAGES_EXTENSIONS)}")  # fmt: skip
        elif path.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            trail.faults.add(record.file, line, f"{path.name} is too large", "make it smaller")
        else:
            try:
                _taken(path)
            except Refused as error:
                trail.faults.add(
                    record.file, line, f"{path.name} cannot be taken as a picture", " ".join(error.messages)
                )


def _taken(path: Path) -> Taken:
    """The file as the admin would take it in. Raises `Refused`."""
    return take_in(path.name, path.read_bytes())


def file_digest(folder: Path, record: Record) -> str:
    """A hash of the file's bytes, as Wagtail keeps one with each picture."""
    return hashlib.sha1((folder / record.picture_file).read_bytes(), usedforsecurity=False).hexdigest()


class NewFiles:
    """The files written during a load, so that they can be taken away again."""

    def __init__(self) -> None:
        self._written: list[tuple[Storage, str]] = []

    def store(self, picture: Picture, folder: Path, record: Record) -> bool:
        """Give the picture its file; whether it is another than before.

        The bytes are written when the picture is saved; the old ones go when all is done.
        """
        taken = _taken(folder / record.picture_file)
        if picture.pk and picture.file_hash == taken.digest:
            picture.dominant_colour = taken.dominant_colour
            return False
        storage = picture._meta.get_field("file").storage
        standing = picture.file.name if picture.pk else ""
        put_into(picture, taken)
        picture.file = taken.file()
        # The name that saving will choose, noted first: so a half-written file is known too.
        self._written.append((storage, storage.get_available_name(picture.get_upload_to(taken.name), max_length=100)))
        picture._set_image_file_metadata()
        if standing:
            picture.renditions.all().delete()
            transaction.on_commit(lambda: storage.delete(standing))
        return True

    def stored(self, picture: Picture) -> None:
        """Note under which name the file was written in the end."""
        self._written.append((picture.file.storage, picture.file.name))
        self._written.append((picture.original.storage, picture.original.name))

    def remove(self) -> None:
        """Take away all that was written."""
        for storage, name in self._written:
            if name and storage.exists(name):
                storage.delete(name)
        self._written.clear()
