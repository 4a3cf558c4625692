"""What the tests of safety do again and again: sign in through the form, type a code."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import PASSWORD

SIGN_IN = "/admin/login/"
CODE = "/admin/login/code/"
SET_UP = "/admin/account/two-factor/set-up/"


def type_password(client: Client, name: str, password: str = PASSWORD, **extra: Any) -> HttpResponse:
    """Send the sign-in form."""
    return client.post(SIGN_IN, {"username": name, "password": password, "next": "/admin/"}, **extra)


def is_in(client: Client) -> bool:
    """Whether the first page of the admin opens."""
    return client.get("/admin/").status_code == 200


def set_up(user: Any) -> TOTPDevice:
    """An app that counts."""
    return TOTPDevice.objects.create(user=user, name="app", confirmed=True)


def code_of(device: TOTPDevice) -> str:
    """What the app shows now; each code counts once, so that the device is made to forget the last one."""
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1)
    return f"{TOTP(device.bin_key, device.step, device.t0, device.digits).token():06d}"


def wrong_code_of(device: TOTPDevice) -> str:
    """Six digits that the app shows neither now nor a moment before or after."""
    near = [TOTP(device.bin_key, device.step, device.t0, device.digits, drift).token() for drift in range(-3, 4)]
    return next(f"{number:06d}" for number in range(10) if number not in near)
