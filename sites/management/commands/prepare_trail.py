"""`manage.py prepare_trail`: what `make run` does between installing and serving, in one go."""

import io
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sites.beginnings import trail_exists
from trail.accounts.administrators import create_first_administrator, first_administrator, login_in_words
from trail.finding.index import fill_if_empty
from trail.settings.environment import env


class Command(BaseCommand):
    """Migrates, sees to the roles, and fills an empty database with the demo or with an empty trail.

    A database with a trail or with people in it is only migrated: nothing that an editor has done is touched.
    """

    help = "Migrate, see to the roles, and fill an empty database with the demo (or an empty trail)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="Start an empty trail, not the demo.")

    def handle(self, *args: Any, no_demo: bool, **options: Any) -> None:
        self.migrate()
        self.ensure_roles()
        if fill_if_empty():
            self.say("  Made the index of the search and the map")
        if not trail_exists() and first_administrator() is None:
            if no_demo:
                call_command("start_trail", stdout=self.stdout)
                return
            self.load_demo()
        administrator = first_administrator() or create_first_administrator(
            env.str("TRAIL_ADMIN_USERNAME", default=""),
            env.str("TRAIL_ADMIN_EMAIL", default=""),
            env.str("TRAIL_ADMIN_PASSWORD", default=""),
        )
        self.stdout.write(login_in_words(administrator))

    def migrate(self) -> None:
        """Bring the database up to date; silent where it is."""
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.say(f"  Preparing the database ({len(plan)} migrations) …")
            call_command("migrate", interactive=False, verbosity=0)

    def ensure_roles(self) -> None:
        """Make the roles where they are missing; what was made is told in one line."""
        done = io.StringIO()
        call_command("ensure_roles", stdout=done)
        if done.getvalue():
            self.say("  Made the roles of editors, publishers and administrators")

    def load_demo(self) -> None:
        """Build the pages of `demo/`; a fault there stops everything, for nothing was written then."""
        self.say("  Loading the demo in six languages (a minute or two) …")
        folder = settings.BASE_DIR / "demo"
        call_command("load_trail", str(folder), stdout=self.stdout)
        for table in sorted((folder / "glossaries").glob("glossary.*.csv")):
            language = table.suffixes[0].removeprefix(".")
            call_command("add_language", language, stdout=io.StringIO())
            call_command("load_glossary", str(table), "--language", language, stdout=io.StringIO())
        self.say("  Made the translators' groups, with their glossaries")

    def say(self, text: str) -> None:
        """Print at once: the next step may take a while."""
        self.stdout.write(text)
        self.stdout.flush()
