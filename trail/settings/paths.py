"""Where things lie: the program, and the data of this installation."""

from pathlib import Path

from .environment import env

PROJECT_DIR = Path(__file__).resolve().parent.parent
BASE_DIR = PROJECT_DIR.parent
VAR_DIR = Path(env.str("TRAIL_DATA_DIR", default=str(BASE_DIR / "var")))
