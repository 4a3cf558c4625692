"""The floor under every path to live: no page with problems passes it.

Wagtail publishes in many places (editor, workflow, bulk action, schedule, copy, translation, API, code), and no single
hook sees them all; all of them save the page. A plain save of a page that is live already is let through, so that a
rule that came later, or a permission that ran out, does not block an urgent change of something else.
"""

from typing import Any

from django.db import models, transaction

from .problems import Problem, PublicationRefused, publish_problems


class PublicationFloor(models.Model):
    """Refuses to save a page that is about to become live, or to show a new revision, while it has problems."""

    class Meta:
        abstract = True

    def goes_live_by_saving(self) -> bool:
        """Whether saving now would show the public something that it does not show yet."""
        if not self.live:
            return False
        if self._state.adding or self.pk is None:
            return True
        stored = type(self)._default_manager.filter(pk=self.pk).values_list("live", "live_revision_id").first()
        return stored is None or not stored[0] or stored[1] != self.live_revision_id

    def problems_of_going_live(self) -> list[Problem]:
        """Further reasons, which need more look-ups than a list of checks can bear; asked only at the floor."""
        return []

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, or raise `PublicationRefused` with the problems."""
        if self.goes_live_by_saving():
            problems = [*publish_problems(self), *self.problems_of_going_live()]
            if problems:
                raise PublicationRefused(self, problems)
        return super().save(*args, **kwargs)

    @transaction.atomic
    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Copy a page or a branch whole, or, where one of its pages is refused, not at all."""
        return super().copy(*args, **kwargs)

    @transaction.atomic
    def create_alias(self, *args: Any, **kwargs: Any) -> Any:
        """Make an alias of a page or a branch, whole or not at all."""
        return super().create_alias(*args, **kwargs)
