"""Somebody's authenticator app and recovery codes: setting up, checking a code, turning off."""

import secrets

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.log_actions import log

RECOVERY_CODES = 10
# Without what is easily taken for another: 0 and o, 1 and l.
SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"


def device_of(user: AbstractUser) -> TOTPDevice | None:
    """The app that `user` has set up, if they have."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("-pk").first()


def device_to_be(user: AbstractUser) -> TOTPDevice:
    """The app that `user` is about to set up: the same until they confirm it, so that a page can be loaded again."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("-pk").first()
    return device or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def key_in_words(device: TOTPDevice) -> str:
    """The secret as one types it by hand, in groups of four."""
    from base64 import b32encode

    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@transaction.atomic
def confirm(device: TOTPDevice, actor: AbstractUser) -> list[str]:
    """Let the app count from now on, in place of an earlier one. Returns the recovery codes, which nobody sees again."""
    TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    log(device.user, "trail.two_factor_on", user=actor)
    return new_recovery_codes(device.user)


@transaction.atomic
def new_recovery_codes(user: AbstractUser, actor: AbstractUser | None = None) -> list[str]:
    """Make new recovery codes in place of all earlier ones; each lets its owner in once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = ["".join(secrets.choice(SIGNS) for _sign in range(12)) for _code in range(RECOVERY_CODES)]
    for code in codes:
        StaticToken.objects.create(device=device, token=code)
    if actor is not None:
        log(user, "trail.recovery_codes", user=actor)
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def recovery_codes_left(user: AbstractUser) -> int:
    """How many recovery codes somebody can still use."""
    return StaticToken.objects.filter(device__user=user, device__confirmed=True).count()


@transaction.atomic
def passes(user: AbstractUser, code: str) -> str:
    """What a code is good for: `app`, `recovery`, or nothing. A code that was used is good for nothing any more."""
    typed = "".join(sign for sign in code.lower() if sign.isalnum())
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).order_by("-pk").first()
    if device is None or not typed:
        return ""
    if typed.isdecimal() and len(typed) == device.digits:
        return "app" if device.verify_token(typed) else ""
    recovery = StaticDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
    if recovery is not None and recovery.verify_token(typed):
        log(user, "trail.recovery_code_used", user=user, data={"left": recovery_codes_left(user)})
        return "recovery"
    return ""


@transaction.atomic
def turn_off(user: AbstractUser, actor: AbstractUser | None = None) -> bool:
    """Take somebody's app and recovery codes away; false where there were none."""
    had = device_of(user) is not None
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    if had:
        log(user, "trail.two_factor_off", user=actor)
    return had


def issuer(device: TOTPDevice) -> str:
    """Under which name the app lists the account: the trail's (`OTP_TOTP_ISSUER`)."""
    from wagtail.models import Site

    site = Site.objects.filter(is_default_site=True).first()
    return (site and site.site_name) or settings.WAGTAIL_SITE_NAME
