"""The first administrator of an installation, and the password that was made up for them."""

import contextlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser

DEFAULT_USERNAME = "admin"
DEFAULT_EMAIL = "admin@localhost"


def password_file() -> Path:
    """Where a password that was made up is kept, out of git and readable by the owner only."""
    return Path(settings.VAR_DIR) / "admin-password"


def first_administrator() -> AbstractUser | None:
    """The administrator who has been there longest."""
    return get_user_model().objects.filter(is_superuser=True, is_active=True).order_by("pk").first()


def create_first_administrator(username: str = "", email: str = "", password: str = "") -> AbstractUser:
    """Create an administrator; without a password make one up and keep it in `password_file()`."""
    made_up = "" if password else secrets.token_urlsafe(12)
    user = get_user_model().objects.create_superuser(
        username=username or DEFAULT_USERNAME, email=email or DEFAULT_EMAIL, password=password or made_up
    )
    path = password_file()
    path.unlink(missing_ok=True)
    if made_up:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Closed to others from its first moment on.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(made_up + "\n")
    return user


def kept_password(user: AbstractUser) -> str:
    """The password that was made up for `user`, empty where it was chosen by them or changed since."""
    with contextlib.suppress(OSError):
        password = password_file().read_text(encoding="utf-8").strip()
        if password and user.check_password(password):
            return password
    return ""


def login_in_words(user: AbstractUser) -> str:
    """How to sign in, in three lines."""
    name = user.get_username()
    remedy = f"the one that was chosen (forgotten? manage.py changepassword {name})"
    return (
        f"  Admin     {settings.WAGTAILADMIN_BASE_URL}/{settings.TRAIL_ADMIN_PATH}\n"
        f"  User      {name}\n"
        f"  Password  {kept_password(user) or remedy}"
    )
