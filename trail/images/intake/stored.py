"""Between the door and the record: a picture is given its file, and a stored file is asked what it says."""

import logging
import warnings
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from .door import Taken
from .embedded import Found, read_embedded
from .pixels import OPENED_AS

logger = logging.getLogger(__name__)


def put_into(picture: Any, taken: Taken) -> None:
    """Give the picture what belongs to its new file besides the file itself; a former original goes when all is saved."""
    picture.dominant_colour = taken.dominant_colour
    former, storage = picture.original.name, picture.original.storage
    if former:
        transaction.on_commit(lambda: storage.delete(former))
    is_kept = settings.TRAIL_KEEP_ORIGINALS and taken.original
    picture.original = ContentFile(taken.original, name=taken.name) if is_kept else ""


def found_in_file(picture: Any) -> Found:
    """What the stored file says about itself; nothing where it cannot be read."""
    if picture.is_svg():
        return {}
    try:
        with picture.open_file() as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=[each for names in OPENED_AS.values() for each in names]) as image:
                return read_embedded(image)
    except Exception as error:
        logger.warning("The file of picture %s cannot be read: %r", picture.pk, error)
        return {}
