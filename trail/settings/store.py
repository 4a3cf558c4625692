"""The page store: finished public pages kept as files."""

from pathlib import Path

from .environment import env

_data = env.str("TRAIL_DATA_DIR", default=str(Path(__file__).resolve().parents[2] / "var"))

TRAIL_STORE = env.bool("TRAIL_STORE", default=True)
TRAIL_STORE_ROOT = Path(env.str("TRAIL_STORE_ROOT", default=str(Path(_data) / "store")))
# How long a cache in front may keep a page without asking, in seconds; 0 where none is set, or none that can be told.
TRAIL_CDN_SECONDS = env.int("TRAIL_CDN_SECONDS", default=0)
