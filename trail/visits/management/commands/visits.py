"""`manage.py visits`: how many pages were read, from the web server's log."""

import csv
import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trail.health.runs import noted


class Command(BaseCommand):
    """Counts, keeps the counts, and shows them."""

    help = (
        "Count the pages that were read by day and language, from logs of nginx, Apache, Caddy or our own server, also "
        "compressed. What was counted before is not counted again. Without --log, show what is kept. See "
        "docs/how-to/count-visits.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--log", action="append", default=[], metavar="FILE", help="a log, or - for what is piped in"
        )
        parser.add_argument("--if-there", action="store_true", help="pass over logs that do not exist")
        parser.add_argument("--by", choices=["day", "language", "page"], default="day", help="what to show")
        parser.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="show from that day on")
        parser.add_argument("--csv", action="store_true", help="as CSV, without a word besides")
        parser.add_argument(
            "--no-save", action="store_true", help="only show what is new in the logs, and keep nothing"
        )
        parser.add_argument("--quiet", action="store_true", help="count, and say nothing but faults")

    def handle(self, *args: Any, log: list[str], no_save: bool, **options: Any) -> None:
        with noted("visits") if log and not no_save else nullcontext():
            self._count(log, no_save, **options)

    def _count(self, logs: list[str], no_save: bool, **options: Any) -> None:
        from trail.visits import tables

        if no_save and not logs:
            raise CommandError("--no-save shows what is in a log: name one with --log.")
        if options["if_there"]:
            logs = [name for name in logs if name == "-" or Path(name).exists()]
        pages = self._read(logs, save=not no_save, quiet=options["quiet"] or options["csv"])
        if options["quiet"]:
            return
        by, since = options["by"], options["since"]
        rows = tables.found(by, pages, since) if no_save else tables.kept(by, since)
        self._show([*tables.WAYS[by], "times"], rows, as_csv=options["csv"])

    def _read(self, logs: list[str], *, save: bool, quiet: bool) -> Any:
        from collections import Counter

        from trail.visits.counting import CannotCount, count, opened

        pages: Any = Counter()
        for name in logs:
            try:
                with nullcontext(sys.stdin.buffer) if name == "-" else opened(Path(name)) as file:
                    counted = count(file, save=save)
            except CannotCount as error:
                raise CommandError(str(error)) from error
            pages += counted.pages
            if counted.not_understood:
                self.stderr.write(f"{name}: {counted.not_understood} of {counted.lines} lines were not understood.")
            if not quiet:
                again = " What was counted before was skipped." if counted.known_already else ""
                self.stderr.write(f"{name}: {counted.lines} new lines, {counted.total} pages read.{again}")
        return pages

    def _show(self, heading: list[str], rows: list[tuple[Any, ...]], *, as_csv: bool) -> None:
        if as_csv:
            table = csv.writer(self.stdout, lineterminator="\n")
            table.writerow(heading)
            table.writerows(rows)
            return
        widths = [max(len(str(value)) for value in column) for column in zip(heading, *rows, strict=True)]
        for row in [heading, *rows]:
            cells = [str(value).ljust(width) for value, width in zip(row[:-1], widths[:-1], strict=True)]
            self.stdout.write("  ".join([*cells, str(row[-1]).rjust(widths[-1])]))
