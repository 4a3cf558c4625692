from django.apps import AppConfig
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _


class StoreConfig(AppConfig):
    """Finished pages kept as files."""

    name = "trail.store"
    label = "store"
    verbose_name = _("Page store")

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate
        from django_tasks.signals import task_finished

        from . import changes, facts, keys, records, silent  # noqa: F401 (facts registers what it knows)
        from .remembering import rememberers

        # Another database may count its editions from the same numbers on.
        rememberers[keys.EVERYTHING] = cache.clear
        records.watch()
        connection_created.connect(silent.watch, dispatch_uid="store-silent")
        task_finished.connect(changes.task_finished, dispatch_uid="store-task")
        post_migrate.connect(changes.migrated, sender=self, dispatch_uid="store-migrated")
