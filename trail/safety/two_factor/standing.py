"""How somebody stands who is signed in by their password: in, still to type a code, or still to set one up."""

from enum import Enum

from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..models import SignInRules


class Standing(Enum):
    """What is still asked of somebody whose session knows them."""

    IN = "in"
    CODE = "code"
    SET_UP = "set up"


def must(user: AbstractUser) -> bool:
    """Whether one of the roles of `user` signs in with a code."""
    asked = Q(two_factor_roles__user=user.pk)
    if user.is_superuser:
        asked |= Q(two_factor_superusers=True)
    return SignInRules.objects.filter(asked).exists()


def standing(user: AbstractUser, session: SessionBase) -> Standing:
    """The standing of a signed-in person in this session."""
    device = TOTPDevice.objects.filter(user=user, confirmed=True).order_by("-pk").first()
    if device is not None:
        return Standing.IN if session.get(DEVICE_ID_SESSION_KEY) == device.persistent_id else Standing.CODE
    return Standing.SET_UP if must(user) else Standing.IN


def with_two_factor(users: type[AbstractUser]) -> QuerySet[AbstractUser]:
    """All users, each with `has_two_factor`."""
    devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return users.objects.annotate(has_two_factor=Exists(devices))
