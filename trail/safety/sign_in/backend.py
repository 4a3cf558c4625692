"""Django's check of name and password, with limits: whatever form asks, a later one included, it asks here."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ..tries import begin_all, forget, forget_these
from ..visitor import client_address
from .known_browser import account_key


class ThrottledBackend(ModelBackend):
    """Refuses to look at a password where there were too many; `request.sign_in_wait` then says for how long.

    An account that does not exist is counted like one that does, so that nothing tells them apart.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> AbstractBaseUser | None:
        """The user, nobody, or `PermissionDenied` where one has to wait."""
        name = username if username is not None else kwargs.get("username")
        if request is None or name is None:
            # A command on the machine itself, or Django asking whether there is anything to ask.
            return super().authenticate(request, username=username, password=password, **kwargs)
        key = account_key(request, name)
        tries, wait = begin_all([("account", key), ("address", client_address(request))])
        if wait:
            request.sign_in_wait = wait  # type: ignore[attr-defined]
            raise PermissionDenied
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user is not None:
            # The address is not forgiven what it tried before: one account of one's own would open all others.
            forget_these(tries)
            forget("account", key)
        return user
