"""`manage.py start_trail`: an empty trail of one's own."""

import getpass
import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from sites.beginnings import Beginning, CannotBegin, begin_trail, language_tag, trail_exists
from trail.accounts.administrators import (
    DEFAULT_EMAIL,
    DEFAULT_USERNAME,
    create_first_administrator,
    first_administrator,
    login_in_words,
)
from trail.settings.environment import env


class Command(BaseCommand):
    """Asks for what a new trail needs, or takes it from the environment; leaves a home page to write on."""

    help = (
        "Start an empty trail: its name, first language and first administrator are asked for, or taken from "
        "TRAIL_NAME, TRAIL_LANGUAGE, TRAIL_ADMIN_USERNAME, TRAIL_ADMIN_EMAIL and TRAIL_ADMIN_PASSWORD."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-input", action="store_false", dest="interactive", help="Never ask.")

    def handle(self, *args: Any, interactive: bool, **options: Any) -> None:
        self.interactive = interactive and sys.stdin is not None and sys.stdin.isatty()
        try:
            if trail_exists():
                raise CannotBegin("There is a trail here already; nothing was changed.")
            beginning = self.ask_beginning()
            if beginning.language != settings.LANGUAGE_CODE:
                remember_language(beginning.language)
                self.start_again(beginning)
                return
            self.begin(beginning)
        except CannotBegin as error:
            raise CommandError(str(error)) from error

    def begin(self, beginning: Beginning) -> None:
        """Make the administrator and the home page, both or neither, and say what was made."""
        with transaction.atomic():
            user = first_administrator()
            if user is None:
                user = create_first_administrator(*self.ask_administrator())
            home = begin_trail(beginning, user)
        remember_language(beginning.language)
        self.stdout.write(f"“{home.title}” has begun, in {beginning.language}: its home page is ready to write.")
        if beginning.language != "en":
            self.stdout.write(
                f"Where you run it otherwise than by `make run`, set TRAIL_LANGUAGE={beginning.language}."
            )
        self.stdout.write(login_in_words(user))

    def ask_beginning(self) -> Beginning:
        """The trail's name and first language."""
        name = self.ask("TRAIL_NAME", "Name of the trail").strip()
        longest = 80
        if len(name) > longest:
            raise CannotBegin(f"The trail's name may have {longest} characters; “{name}” has {len(name)}.")
        return Beginning(name, self.ask_language())

    def ask_language(self) -> str:
        """The tag of the first language; asked again where there is somebody to ask."""
        question = "First language, as a tag (en, it, mi) or by its English name"
        while True:
            try:
                return language_tag(self.ask("TRAIL_LANGUAGE", question, default=settings.LANGUAGE_CODE))
            except CannotBegin as error:
                if not self.interactive or os.environ.get("TRAIL_LANGUAGE"):
                    raise
                self.stdout.write(str(error))

    def ask_administrator(self) -> tuple[str, str, str]:
        """User name, mail address and password of the first administrator; an empty password is made up."""
        question = "User name of the first administrator"
        username = self.ask("TRAIL_ADMIN_USERNAME", question, default=DEFAULT_USERNAME)
        email = self.ask("TRAIL_ADMIN_EMAIL", "Their mail address", default=DEFAULT_EMAIL)
        try:
            validate_email(email)
        except ValidationError as error:
            raise CannotBegin(f"“{email}” is not a mail address.") from error
        password = env.str("TRAIL_ADMIN_PASSWORD", default="")
        if not password and self.interactive:
            password = getpass.getpass("Their password (nothing: one is made up): ")
        return username, email, password

    def ask(self, variable: str, question: str, default: str = "") -> str:
        """The value of a variable, or the answer to a question where there is a terminal, or the default."""
        given = os.environ.get(variable, "").strip()
        if given:
            return given
        if not self.interactive:
            if default:
                return default
            raise CannotBegin(f"Set {variable} ({question[0].lower()}{question[1:]}), or run this in a terminal.")
        answer = ""
        while not answer:
            answer = input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
        return answer

    def start_again(self, beginning: Beginning) -> None:
        """Run once more with the chosen language: Django reads its first language as it starts."""
        environment = {**os.environ, "TRAIL_NAME": beginning.name, "TRAIL_LANGUAGE": beginning.language}
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "start_trail"]
        status = subprocess.run(
            command if self.interactive else [*command, "--no-input"], env=environment, check=False
        ).returncode
        if status:
            raise CommandError("The trail was not started.", returncode=status)


def remember_language(tag: str) -> None:
    """Note the first language in `trail.env`, from which `make run` and the other targets take it."""
    path = Path(settings.VAR_DIR) / "trail.env"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if line.partition("=")[0].strip() != "TRAIL_LANGUAGE"]
    path.write_text("\n".join([*kept, f"TRAIL_LANGUAGE={tag}"]) + "\n", encoding="utf-8")
