"""`manage.py export_translations it`: the same as the export in the admin."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Locale, Page

from trail.translation.exchange.scope import begin_all, keys_beneath, not_begun
from trail.translation.exchange.writing import Wanted, export


class Command(BaseCommand):
    """Writes the texts of pages as PO files."""

    help = "Write the texts of pages with their translations into a language as a PO file, or a zip of one file a page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which language, which pages, which texts, and where to."""
        parser.add_argument("language", help="the tag of the language, such as it or pt-br")
        parser.add_argument(
            "--page", help="only the page at this address and all beneath it, such as /en/the-campaign/rome/"
        )
        parser.add_argument("--alone", action="store_true", help="with --page: without the pages beneath it")
        parser.add_argument("--only", choices=[*Wanted.values], default=Wanted.ALL.value, help="which texts (all)")
        parser.add_argument(
            "--begin", action="store_true", help="first begin the pages that nobody has begun, as drafts"
        )
        parser.add_argument("--output", help="a file ending in .po or .zip; without it one PO file to the screen")

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        """Gather and write."""
        locale = locale_named(language)
        page = page_at(options["page"]) if options["page"] else None
        if options["begin"]:
            made, hindrances = begin_all(locale, not_begun(locale, page, alone=options["alone"]))
            self.stderr.write(f"{made} pages were begun.")
            for hindrance in hindrances:
                self.stderr.write(hindrance)
        keys = keys_beneath(page, alone=options["alone"]) if page else None
        found = export(locale, keys, Wanted(options["only"]))
        if not options["output"]:
            self.stdout.write(found.as_one(), ending="")
            return
        path = Path(options["output"])
        if path.suffix not in {".po", ".zip"}:
            raise CommandError("The name of the file ends in .po (one file) or .zip (a file for each page).")
        try:
            path.write_bytes(found.as_zip() if path.suffix == ".zip" else found.as_one().encode())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        self.stdout.write(f"{path}: {found.count} texts of {len(found.pages)} pages.")


def locale_named(tag: str) -> Any:
    """The language of that tag."""
    found = Locale.objects.filter(language_code=tag.strip().replace("_", "-").lower()).first()
    if found is None:
        there = ", ".join(Locale.objects.order_by("language_code").values_list("language_code", flat=True))
        raise CommandError(f"“{tag}” is no language of this trail; there are: {there}.")
    return found


def page_at(address: str) -> Any:
    """The page at a public address, or at the path that stands in a PO file."""
    tag, _slash, rest = address.strip("/").partition("/")
    homes = Page.objects.filter(depth=2)
    for home in [*homes.filter(locale__language_code=tag), *homes.filter(slug=tag)]:
        found = Page.objects.filter(url_path=f"{home.url_path}{rest}/" if rest else home.url_path).first()
        if found is not None:
            return found
    raise CommandError(f"There is no page at {address}.")
