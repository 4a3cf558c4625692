"""Write the plates and the mark into demo/pictures/ and say how large they are."""

import argparse
import gzip
import importlib
import pathlib
import pkgutil

from . import plates
from .mark import mark

PICTURES = pathlib.Path(__file__).resolve().parent.parent / "pictures"
MOST_BYTES, MOST_COMPRESSED = 100_000, 28_000


def names():
    """The plates there are, by module."""
    return sorted(m.name for m in pkgutil.iter_modules(plates.__path__))


def draw(name):
    """One plate, by the name of its module."""
    return importlib.import_module(f"{plates.__name__}.{name}").draw()


def weight(text):
    """How many bytes a picture has, raw and compressed."""
    data = text.encode()
    return len(data), len(gzip.compress(data, 9, mtime=0))


def main():
    """Draw what was asked for; fail if a plate is too heavy for its page, or not as it was drawn."""
    parser = argparse.ArgumentParser(prog="python -m demo.drawing", description=__doc__)
    parser.add_argument("plates", nargs="*", help="names of plates; without any, all are drawn")
    parser.add_argument("--to", type=pathlib.Path, default=PICTURES, help="the folder of the pictures")
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    options = parser.parse_args()
    faults, files = [], {}
    for name in [n.replace("-", "_") for n in options.plates] or names():
        if name not in names():
            parser.error(f"there is no plate {name!r}; there are {', '.join(names())}")
        plate = draw(name)
        files |= plate.files()
        size, packed = weight(plate.files()[f"{plate.name}-dark.svg"])
        print(f"{plate.name:34}{size:8}{packed:7}")
        if size > MOST_BYTES or packed > MOST_COMPRESSED:
            faults.append(f"{plate.name} is too heavy")
    if not options.plates:
        files["mark.svg"] = mark()
    options.to.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        path = options.to / file
        if not options.check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            faults.append(f"{file} is not as the program draws it")
    if faults:
        parser.exit(1, "\n".join(faults) + "\n")


if __name__ == "__main__":
    main()
