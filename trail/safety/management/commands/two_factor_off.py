"""`manage.py two_factor_off USER`: for who has lost both the phone and the recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Takes an authenticator app away, so that the password alone is asked for."""

    help = "Let somebody sign in with the password alone. Where their role asks for a code they set up a new app then."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="their user name")

    def handle(self, *args: Any, user: str, **options: Any) -> None:
        from trail.safety.two_factor.devices import turn_off

        users = get_user_model()
        person = users.objects.filter(**{users.USERNAME_FIELD: user}).first()
        if person is None:
            raise CommandError(f"There is nobody with the user name {user}.")
        off = turn_off(person)
        self.stdout.write(f"{user} signs in with the password alone{'' if off else ', as before'}.")
