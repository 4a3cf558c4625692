"""Everything that a load could touch, for comparing before and after."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from wagtail.models import Page, Revision, Site

from sites.models import LoadedPage
from trail.images.models import Picture
from trail.people.models import Person
from trail.references.models import Source

Edit = Callable[[str, str, str], None]


def state(media: Path) -> dict[str, Any]:
    """Everything that a load could touch."""
    return {
        "pages": list(
            Page.objects.order_by("pk").values_list("pk", "path", "last_published_at", "latest_revision_id", "title")
        ),
        "revisions": list(Revision.objects.order_by("pk").values_list("pk", "created_at")),
        "sources": list(Source.objects.order_by("pk").values_list("pk", "title")),
        "people": list(Person.objects.order_by("pk").values_list("pk", "name")),
        "pictures": list(Picture.objects.order_by("pk").values_list("pk", "title", "file")),
        "loaded": list(LoadedPage.objects.order_by("pk").values_list("pk", "digest", "revision")),
        "sites": list(Site.objects.values_list("pk", "root_page", "hostname", "port", "site_name")),
        "files": sorted((path.as_posix(), path.stat().st_mtime_ns) for path in media.rglob("*") if path.is_file()),
    }
