"""Mails the editors what permissions for pictures end soon."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trail.health.runs import noted
from trail.images.expiry import warn_of_expiring_permissions


class Command(BaseCommand):
    """`manage.py warn_of_expiring_permissions`, once a day. A day that was missed is caught up; nothing is sent twice."""

    help = "Warn publishers and administrators by mail, 60 and 7 days before the permission for a picture ends."

    @noted("warn_of_expiring_permissions")
    def handle(self, *args: Any, **options: Any) -> None:
        """Fail where somebody should have been told and could not be."""
        done = warn_of_expiring_permissions()
        for picture in done.pictures:
            self.stdout.write(f"{picture.permission_until:%Y-%m-%d}  {picture.title}")
        if done.obstacle:
            raise CommandError(f"{len(done.pictures)} permissions end, but {done.obstacle}.")
        self.stdout.write(f"Told {len(done.people)} people of {len(done.pictures)} pictures.")
