"""`manage.py load_glossary glossary.it.csv --language it`: the terms of a table become the glossary of a language."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Locale

from trail.translation.desk.glossary_files import read_glossary, store


class Command(BaseCommand):
    """Everything or nothing: a file with faults is named line by line, and nothing of it is loaded."""

    help = "Load the glossary of a language from a table in CSV with the columns source, target, note."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", required=True, help="tag of the language translated into: it")
        parser.add_argument("--from", dest="source", default=settings.LANGUAGE_CODE, help="tag of the source language")

    def handle(self, *_args: Any, file: Path, language: str, source: str, **_options: Any) -> None:
        locales = {tag: Locale.objects.filter(language_code=tag.lower()).first() for tag in (source, language)}
        for tag, locale in locales.items():
            if locale is None:
                have = ", ".join(Locale.objects.order_by("language_code").values_list("language_code", flat=True))
                raise CommandError(
                    f"The trail has no language “{tag}”. It has {have}. Add it: manage.py add_language {tag}"
                )
        try:
            content = file.read_bytes()
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from fault
        reading = read_glossary(content, locales[source], locales[language])
        if reading.faults:
            lines = "\n".join(f"  {fault}" for fault in reading.faults)
            raise CommandError(f"Nothing was loaded from {file}:\n{lines}")
        store(reading)
        unchanged = len(reading.terms) - reading.added - reading.changed
        self.stdout.write(
            f"{len(reading.terms)} terms: {reading.added} new, {reading.changed} changed, {unchanged} as they were."
        )
