"""Between the password and the code: whom the session waits for, for ten minutes."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_otp.plugins.otp_totp.models import TOTPDevice

KEY = "trail_two_factor_pending"
MINUTES = 10


@dataclass(frozen=True)
class Pending:
    """Somebody who has given their password, and not yet their code."""

    user: AbstractUser
    remember: bool


def begin_code(request: HttpRequest, user: AbstractUser, device: TOTPDevice, remember: bool) -> None:
    """Note who has given their password. Nobody is signed in by that."""
    # A new name for the session: one that somebody else has planted here is worth nothing.
    request.session.cycle_key()
    request.session[KEY] = {
        "user": user.pk,
        "backend": user.backend,  # type: ignore[attr-defined]
        "password": user.get_session_auth_hash(),
        "remember": remember,
        "at": timezone.now().timestamp(),
    }


def pending_of(request: HttpRequest) -> Pending | None:
    """Whom the session waits for; nobody after ten minutes, or once the password was changed."""
    noted = request.session.get(KEY)
    if not noted:
        return None
    user = get_user_model().objects.filter(pk=noted["user"], is_active=True).first()
    too_late = timezone.now().timestamp() - noted["at"] > MINUTES * 60
    if too_late or user is None or not constant_time_compare(noted["password"], user.get_session_auth_hash()):
        end_code(request)
        return None
    user.backend = noted["backend"]
    return Pending(user, noted["remember"])


def end_code(request: HttpRequest) -> None:
    """Wait for nobody any more."""
    request.session.pop(KEY, None)
