"""`manage.py let_in USER` or an address: for who has to wait after too many tries."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Forgets the tries at an account, or from an address."""

    help = "Let somebody, or everybody at an address, try to sign in again at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("whom", help="a user name, or an address: 203.0.113.7")

    def handle(self, *args: Any, whom: str, **options: Any) -> None:
        from trail.safety.sign_in.people import let_address_in, let_in
        from trail.safety.visitor import tidy_address

        users = get_user_model()
        person = users.objects.filter(**{users.USERNAME_FIELD: whom}).first()
        if person is not None:
            waited = let_in(person)
        elif tidy_address(whom):
            waited = let_address_in(whom)
        else:
            raise CommandError(f"{whom} is neither a user name nor an address.")
        self.stdout.write(f"{whom} may try again{'' if waited else ', and did not have to wait'}.")
