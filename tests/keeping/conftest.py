"""The small trail in files, to be loaded elsewhere."""

from tests.loading.conftest import folder, media_root

__all__ = ["folder", "media_root"]
