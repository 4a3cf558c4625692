"""`manage.py check_migrations`: whether a new version can be put in place while visitors read."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trail.upgrading.checking import faults, our_migrations
from trail.upgrading.released import release


class Command(BaseCommand):
    """Judges the migrations that no released version has; `make lint` runs it."""

    help = (
        "Check the migrations that are new since the last release: the version before must be able to work on their "
        "tables, each has a line in docs/how-to/upgrade.md, and those that were released are as they were."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--release", metavar="VERSION", help="write down all that is there as part of that version")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["release"]:
            count = release(options["release"], our_migrations())
            self.stdout.write(f"{count} migrations come with {options['release']}.")
        found = faults()
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} things stand in the way of an upgrade while visitors read.")
        self.stdout.write("The new version can be put in place while visitors read.")
