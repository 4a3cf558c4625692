"""`manage.py page_store status | clear | warm | why | tidy`: the kept pages, for the operator."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import override
from wagtail.models import Locale

from trail.store.dropping import drop_everything
from trail.store.following import tidy
from trail.store.keys import EVERYTHING
from trail.store.shelf import is_keepable
from trail.store.state import state
from trail.store.stores import LEFT_WRITING, the_store
from trail.store.warming import Visitor, as_address, as_shown, warm

AT_MOST = 20  # differences that are printed


class Command(BaseCommand):
    """See above; docs/how-to/page-store.md says when which is of use."""

    help = "Says what the page store keeps, empties it, fills it, and explains one page."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        parts.add_parser("status", help="how many pages are kept, how large they are, and whether all is in order")
        parts.add_parser("clear", help="drop all pages, on all machines; each is made anew when somebody asks for it")
        fill = parts.add_parser("warm", help="make every live page that is not kept, before anybody asks for it")
        fill.add_argument("--language", default="", help="only this language, as in it or ar")
        why = parts.add_parser("why", help="what a kept page depends on, or why it is not kept")
        why.add_argument("address", help="as in the browser, or only its path: /en/about/")
        parts.add_parser("tidy", help="delete messages that all have followed, and files that killed processes left")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if not settings.TRAIL_STORE:
            raise CommandError("The page store is off: set TRAIL_STORE=true. See docs/reference/environment.md.")
        with override("en"):
            getattr(self, what)(**options)

    def status(self, **_options: Any) -> None:
        """What there is, and what is not as it should be."""
        try:
            found = state()
        except DatabaseError as error:
            counted = the_store().ledger.count()
            kept = counted.get("fresh", 0)
            raise CommandError(
                f"The database does not answer ({type(error).__name__}). {kept} pages are kept and served meanwhile."
            ) from error
        rows = {
            "Kept": f"{found.kept} pages",
            "Old, shown while newer ones are made": f"{found.old} pages",
            "On disk": filesizeformat(found.size).replace("\xa0", " "),
            "Build": found.build + ("" if found.is_current else " (not the one that is served)"),
            "Messages followed": f"up to {found.followed} of {found.last}",
        }
        for name, value in rows.items():
            self.stdout.write(f"{name + ':':<40}{value}")
        for sentence in found.differences[:AT_MOST]:
            self.stdout.write(self.style.WARNING(sentence))
        if len(found.differences) > AT_MOST:
            self.stdout.write(f"… and {len(found.differences) - AT_MOST} more of the kind.")
        if not found.differences:
            self.stdout.write("All is in order.")

    def clear(self, **_options: Any) -> None:
        """Drop everything, here and by message on all other machines; here alone where the database is away."""
        count = sum(the_store().ledger.count().values())
        try:
            drop_everything()
        except DatabaseError as error:
            the_store().drop([(0, [EVERYTHING], True)])
            raise CommandError(
                f"{count} pages were dropped on this machine. The database does not answer ({type(error).__name__}), so "
                "others were not told: run this again when it is back."
            ) from error
        self.stdout.write(f"{count} pages were dropped. Other machines follow within a second.")

    def warm(self, language: str = "", **_options: Any) -> None:
        """Fill the store, saying how far it is."""
        if language and not Locale.objects.filter(language_code=language).exists():
            known = ", ".join(Locale.objects.order_by("language_code").values_list("language_code", flat=True))
            raise CommandError(f"The trail has no language “{language}”. It has: {known}.")
        the_store().open()
        begun, number, faults = time.monotonic(), 0, []
        for number, asked in enumerate(warm(language), start=1):
            if asked.reason:
                faults.append(asked)
                self.stderr.write(f"{as_shown(asked.address)}: {asked.reason}")
            if number % 25 == 0:
                self.stdout.write(f"{number} pages, {time.monotonic() - begun:.0f} s")
        self.stdout.write(f"{number - len(faults)} of {number} pages are kept.")
        if any(asked.status >= 500 for asked in faults):
            raise CommandError("Some pages could not be made; the log says why. Run this again: what is kept stays.")

    def why(self, address: str, **_options: Any) -> None:
        """Explain one page; it is made where it is not kept."""
        path = as_address(address)
        if not is_keepable(path):
            raise CommandError(f"{path} can be no page: its parts have odd letters, or are too long.")
        store = the_store()
        store.open()
        if path not in store.ledger.addresses():
            asked = Visitor().ask(path)
            if asked.reason:
                self.stdout.write(f"{as_shown(path)} is not kept: {asked.reason}.")
                return
        self.stdout.write(f"{as_shown(path)} is kept. It is dropped by a change of any of these:")
        for key in sorted(store.ledger.keys_of(path)):
            self.stdout.write(f"  {key}")
        entry = store.shelf.read(store.shelf.entry_file(path))
        if entry is not None and (ends := [each for each in (entry.old_after, entry.gone_after) if each]):
            self.stdout.write(f"And at the latest on {time.strftime('%Y-%m-%d %H:%M', time.localtime(min(ends)))}.")

    def tidy(self, **_options: Any) -> None:
        """Remove what nobody needs any more."""
        store = the_store()
        files = store.shelf.tidy(time.time() - LEFT_WRITING) if store.folder.exists() else 0
        self.stdout.write(f"{tidy()} messages and {files} files were removed.")
