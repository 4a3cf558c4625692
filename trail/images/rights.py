"""Whether we have the right to show a picture, asked by everything that shows one."""

from django.utils import timezone

from .licences import PERMISSION, UNKNOWN
from .models import Picture


def may_be_shown(picture: Picture) -> bool:
    """Whether we have the right to show a picture today; what is published may have run out since."""
    if picture.licence == UNKNOWN or not (picture.creator or picture.credit_line):
        return False
    until = picture.permission_until
    return picture.licence != PERMISSION or until is None or until >= timezone.localdate()
