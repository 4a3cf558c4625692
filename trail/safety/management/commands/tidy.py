"""`manage.py tidy`: removes what is known of people and no longer needed. Once a day, by a timer."""

from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Removes ended sessions, old tries, old sign-ins in the history, invitations that nobody took up, old search terms."""

    help = "Remove what is known of people and no longer needed (docs/reference/personal-data.md). Once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        from trail.safety.audit import note_on_site
        from trail.safety.retention import tidy

        done = [f"{number} {what}" for what, number in tidy() if number]
        summary = f"Removed: {', '.join(done)}." if done else "Nothing was too old."
        if done:
            note_on_site(summary)
        self.stdout.write(summary)
