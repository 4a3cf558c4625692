"""Bring the catalogues in `locale/` up to date with the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from trail.phrases.extraction import as_bytes, begun, catalogue_path, collect, merged


class Command(BaseCommand):
    """Run after a phrase was added or changed; `--check` only says whether that is needed."""

    help = "Collects the phrases of the public site into locale/trail.pot and merges them into each catalogue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--begin", default="", metavar="LANGUAGE", help="also begin a catalogue: fr, pt_BR")
        parser.add_argument("--check", action="store_true", help="write nothing; fail if something would be written")

    def handle(self, *args: Any, begin: str = "", check: bool = False, **options: Any) -> None:
        base = Path(settings.BASE_DIR)
        template = collect(base)
        wanted = {base / "locale" / "trail.pot": as_bytes(template)}
        unfinished = []
        if begin and not catalogue_path(base, begin).exists():
            wanted[catalogue_path(base, begin)] = as_bytes(begun(template, begin))
        for path in sorted(base.glob("locale/*/LC_MESSAGES/django.po")):
            catalogue = merged(template, path)
            wanted[path] = as_bytes(catalogue)
            missing = sum(1 for message in catalogue if message.id and (message.fuzzy or not _is_said(message)))
            unfinished += [f"{path.parts[-3]}: {missing} of {len(catalogue)} phrases are missing"] if missing else []
        stale = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
        if check and stale:
            names = ", ".join(path.relative_to(base).as_posix() for path in stale)
            raise CommandError(f"The catalogues are behind the code: {names}. Run manage.py collect_phrases.")
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[path])
        for line in unfinished:
            self.stdout.write(line)
        self.stdout.write(f"{len(template)} phrases; {len(stale)} files written.")


def _is_said(message: Any) -> bool:
    """Whether every form of a phrase is translated."""
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)
