"""Brings the stored files of pictures up to date with what the door does to new ones."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from trail.images.intake import Refused, Taken, take_in
from trail.images.intake.stored import put_into
from trail.images.models import Picture


class Command(BaseCommand):
    """For pictures that were stored before the door was there, or with another limit of size."""

    help = (
        "Look at the files of all pictures again: compute the colour that stands in their place while they load, make them "
        "safe and small enough, drop camera positions. Records are kept; a file that is refused stays and is named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Only look, or only what lacks its colour."""
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be changed.")
        parser.add_argument("--missing", action="store_true", help="Only pictures that have no colour yet.")

    def handle(self, **options: Any) -> None:
        """Go through all pictures, one at a time, so that memory stays small."""
        pictures = Picture.objects.order_by("pk")
        if options["missing"]:
            pictures = pictures.filter(dominant_colour="")
        changed = refused = 0
        for picture in pictures.iterator(chunk_size=50):
            try:
                with picture.open_file() as file:
                    taken = take_in(picture.file.name, file.read())
            except (Refused, OSError) as error:
                refused += 1
                words = " ".join(error.messages) if isinstance(error, Refused) else str(error)
                self.stderr.write(f"{picture.pk} {picture.title}: {words}")
                continue
            if taken.digest == picture.file_hash and taken.dominant_colour == picture.dominant_colour:
                continue
            changed += 1
            self.stdout.write(" ".join([f"{picture.pk} {picture.title}:", taken.name, *map(str, taken.notes)]))
            if not options["dry_run"]:
                _renew(picture, taken)
        self.stdout.write(f"{changed} changed, {refused} refused, {pictures.count()} looked at.")


def _renew(picture: Picture, taken: Taken) -> None:
    """Store the file anew where it differs, and the colour."""
    with transaction.atomic():
        if taken.digest != picture.file_hash:
            former, storage = picture.file.name, picture.file.storage
            if not picture.original:
                put_into(picture, taken)
            picture.file = ContentFile(taken.content, name=taken.name)
            picture._set_image_file_metadata()
            picture.renditions.all().delete()
            transaction.on_commit(lambda: storage.delete(former))
        picture.dominant_colour = taken.dominant_colour
        picture.save()
