"""Makes the roles and the review before publishing. Run after every `migrate`; running it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from trail.accounts.roles import ensure_roles


class Command(BaseCommand):
    """`manage.py ensure_roles`."""

    help = "Make the roles Editor, Publisher and Administrator and the review before publishing, where missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done; nothing where all was there."""
        for line in ensure_roles():
            self.stdout.write(f"Roles: {line}.")
