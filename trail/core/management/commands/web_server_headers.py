"""Writes the security headers of this installation for nginx and Caddy; run when installing and after each upgrade."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trail.core.web_server import snippets


class Command(BaseCommand):
    """`manage.py web_server_headers FOLDER`."""

    help = "Write the security headers for the web server in front into a folder: public.conf, static.conf, media.conf, Caddyfile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", help="where the web server reads them: /etc/trail/headers")

    def handle(self, *args: Any, folder: str, **options: Any) -> None:
        target = Path(folder)
        try:
            target.mkdir(parents=True, exist_ok=True)
            for name, content in snippets().items():
                new = target / f".{name}.new"
                new.write_text(f"# Written by manage.py web_server_headers.\n{content}", encoding="utf-8")
                new.chmod(0o644)
                new.replace(target / name)
        except OSError as error:
            raise CommandError(f"The headers could not be written: {error}") from error
        self.stdout.write(f"Wrote the headers into {target}. Reload the web server.")
