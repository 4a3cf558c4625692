from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    """The index of what can be found, kept in step with the live pages."""

    name = "trail.finding"
    label = "finding"
    verbose_name = _("Finding")

    def ready(self) -> None:
        from . import index, kept
        from .space import clusters, pieces
        from .text import store

        index.listeners.append(clusters.follow)
        index.rebuilders.append(clusters.rebuild)
        index.listeners.append(store.follow)
        index.rebuilders.append(store.rebuild)
        index.rebuilders.append(pieces.rebuild)
        index.listeners.append(kept.follow)
        index.watch()
