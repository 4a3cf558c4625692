"""`manage.py add_language mi`: the same as “Add a language” in the admin."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trail.languages.cldr import endonym, name_in
from trail.languages.naming import UnknownLanguage, label, language_named
from trail.translation.offering.adding import Added, CannotAdd, add_language


class Command(BaseCommand):
    """Adds a language with its home page, its translators, their collection and their review."""

    help = "Add a language to the trail: its home page to translate, and a group of translators. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", help="a tag such as mi, fr or pt-br, or the language's name")
        parser.add_argument("--from", dest="source", default="", help="the language to translate from (the first one)")
        parser.add_argument("--may-publish", action="store_true", help="translators publish without a review")

    def handle(self, *args: Any, language: str, source: str, may_publish: bool, **options: Any) -> None:
        try:
            tag = language_named(language)
            added = add_language(tag, language_named(source) if source else "", may_publish=may_publish)
        except UnknownLanguage as unknown:
            near = ", ".join(label(tag, "en") for tag in unknown.near)
            hint = f" Did you mean {near}?" if near else ""
            message = f"“{unknown.given}” is no language that we know.{hint} Give a tag such as mi, fr or pt-br."
            raise CommandError(message) from unknown
        except CannotAdd as problem:
            raise CommandError(str(problem)) from problem
        self.say(tag, added)

    def say(self, tag: str, added: Added) -> None:
        """What was made and what comes next, or that nothing was missing."""
        name = f"{name_in(tag, 'en')} ({endonym(tag)}, {tag})"
        if not added.done:
            self.stdout.write(f"{name} is there already; nothing was changed.")
            return
        self.stdout.write(f"{name}:")
        for line in added.done:
            self.stdout.write(f"  {line}")
        self.stdout.write(
            f"Next: invite people to “{added.group.name}” in the admin (Settings → Users). Visitors are offered the "
            "language once its home page is published."
        )
