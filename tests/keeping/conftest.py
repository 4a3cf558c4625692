"""The small trail in files, to be loaded elsewhere; a trail with a picture and its originals, and a backup of it."""

from pathlib import Path
from typing import Any

import pytest

from tests import factories
from tests.loading.conftest import folder, media_root
from trail.finding.index import rebuild
from trail.keeping.backup import make_backup

__all__ = ["folder", "media_root"]


@pytest.fixture
def media(media_root: Path, tmp_path: Path, settings: Any) -> Path:
    """Folders of this test alone."""
    originals = {**settings.STORAGES["originals"], "OPTIONS": {"location": tmp_path / "originals", "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "originals": originals}
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "scan.tif").write_bytes(b"as it came")
    return media_root


@pytest.fixture
def trail(media: Path) -> factories.Trail:
    trail = factories.make_trail()
    picture = factories.make_picture("The gate")
    trail.site.lead_image, trail.site.lead_image_decorative = picture, True
    trail.site.save_revision().publish()
    factories.persona("editor")
    rebuild()
    return trail


@pytest.fixture
def kept(trail: factories.Trail, tmp_path: Path) -> Path:
    path = tmp_path / "trail.tar"
    make_backup(path)
    return path
