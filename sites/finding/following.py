"""Pages that the index has to look at again because something they only name has changed: a force, a keeper."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save
from wagtail.models import Page

from trail.finding.index import refresh
from trail.people.models import Organisation

from ..models import CemeteryPage, Figure, Force, SitePage


def watch() -> None:
    """Follow the snippets whose names or nations stand in the entries of pages."""
    post_save.connect(force_changed, sender=Force, dispatch_uid="finding-force")
    post_save.connect(keeper_changed, sender=Organisation, dispatch_uid="finding-keeper")


def force_changed(instance: Force, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """A page is found by the nation of the forces of its figures, and by those that took part in what it tells."""
    if created or raw:
        return
    with_figures = Figure.objects.filter(force=instance).values("page")
    _again(Q(pk__in=with_figures) | Q(pk__in=instance.pages.values("page")))


def keeper_changed(instance: Organisation, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """A place is found by the name of the body that looks after it; its country can say whose dead lie there."""
    if created or raw:
        return
    found = Q()
    for model in (SitePage, CemeteryPage):
        found |= Q(pk__in=model.objects.filter(managing_body=instance).values("pk"))
    _again(found)


def _again(wanted: Q) -> None:
    refresh(Page.objects.filter(wanted, live=True).order_by("path").specific().iterator(chunk_size=200))
