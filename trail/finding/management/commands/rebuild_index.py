"""Write the index of the search and the map anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from trail.finding.index import rebuild


class Command(BaseCommand):
    """After an upgrade that changes what is found, or when somebody has written past Wagtail into the database."""

    help = "Writes the index of the search and the map anew, from the live pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", default="", help="only this language, as in it or ar")

    def handle(self, *args: Any, language: str = "", **options: Any) -> None:
        self.stdout.write(f"{rebuild(language)} pages in the index.")
