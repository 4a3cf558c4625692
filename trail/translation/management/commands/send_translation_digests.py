"""Mails translators what there is to do, and publishers what waits for them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trail.health.runs import noted
from trail.translation.overview.digest import send_digests


class Command(BaseCommand):
    """`manage.py send_translation_digests`, once a day. Nobody gets more than one mail in seven days."""

    help = "Send translators and publishers their digest of translations; run it daily, each gets it once a week."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say who would be told, and tell nobody.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fail where somebody should have been told and could not be; the others have their mail by then."""
        if options["dry_run"]:
            self._send(dry_run=True)
        else:
            with noted("send_translation_digests"):
                self._send(dry_run=False)

    def _send(self, *, dry_run: bool) -> None:
        done = send_digests(dry_run=dry_run)
        if done.obstacle:
            raise CommandError(f"{done.obstacle[0].upper()}{done.obstacle[1:]}.")
        for person in done.told:
            self.stdout.write(f"{'Would tell' if dry_run else 'Told'} {person.email}")
        if done.failed:
            addresses = ", ".join(person.email for person in done.failed)
            raise CommandError(f"{len(done.failed)} could not be told; the next run tries again: {addresses}")
        self.stdout.write(f"{len(done.told)} digests.")
