"""`make password`: how the first administrator signs in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from trail.accounts.administrators import first_administrator, login_in_words


class Command(BaseCommand):
    """Shows the address of the admin, the first administrator and the password that was made up for them."""

    help = "Show how the first administrator signs in."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = first_administrator()
        except DatabaseError as error:
            raise CommandError("The database is not set up yet: run `make run`.") from error
        if user is None:
            raise CommandError("There is no administrator yet: run `make run`, or manage.py createsuperuser.")
        self.stdout.write(login_in_words(user))
