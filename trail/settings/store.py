"""The page store: finished public pages kept as files."""

from pathlib import Path

from .environment import env
from .paths import VAR_DIR

TRAIL_STORE = env.bool("TRAIL_STORE", default=True)
TRAIL_STORE_ROOT = Path(env.str("TRAIL_STORE_ROOT", default=str(VAR_DIR / "store")))
# How long a cache in front may keep a page without asking, in seconds; 0 where none is set, or none that can be told.
TRAIL_CDN_SECONDS = env.int("TRAIL_CDN_SECONDS", default=0)
