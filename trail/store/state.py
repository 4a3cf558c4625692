"""How the store of this machine is doing: what `manage.py page_store status` and the page of the state say."""

from dataclasses import dataclass
from pathlib import Path

from django.db.models import Max

from .ledger import FRESH, OLD, WRITING
from .models import Drop
from .shelf import FILE
from .stores import the_store


@dataclass(frozen=True)
class State:
    """`followed` and `last` are numbers of messages; `differences` are sentences, none where files and ledger agree."""

    build: str
    is_current: bool
    kept: int
    old: int
    size: int
    followed: int
    last: int
    differences: list[str]


def quick_state() -> State:
    """All but the size on disk and the differences, for which every file has to be looked at."""
    store = the_store()
    counted = store.ledger.count()
    link = store.root / "current"
    return State(
        build=store.folder.name,
        is_current=link.is_symlink() and link.readlink().name == store.folder.name,
        kept=counted.get(FRESH, 0),
        old=counted.get(OLD, 0),
        size=-1,
        followed=store.ledger.last_applied(),
        last=Drop.objects.aggregate(last=Max("pk"))["last"] or 0,
        differences=[],
    )


def state() -> State:
    """The whole state. Raises `DatabaseError` where the database does not answer."""
    store, known = the_store(), quick_state()
    return State(**{**vars(known), "size": _size(store.folder), "differences": _differences(known)})


def _size(folder: Path) -> int:
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.lstat().st_size if file.is_file() else 0
        except FileNotFoundError:  # dropped while we look
            continue
    return total


def _differences(known: State) -> list[str]:
    store = the_store()
    entries = store.folder / "entries"
    shelf = {"/" + f"{file.parent.relative_to(entries).as_posix()}/".removeprefix("./") for file in entries.rglob(FILE)}
    rows = set(store.ledger.addresses())
    found = [f"{address} is entered and has no file: it is made at the next visit." for address in sorted(rows - shelf)]
    left = sorted(shelf - rows - set(store.ledger.addresses(WRITING)))
    found += [f"{address} has a file and is not entered: “manage.py page_store clear”." for address in left]
    behind = known.last - known.followed
    if behind > 0 and known.kept + known.old:
        found.append(
            f"{behind} messages are not followed yet: a serving process does that within a second. Does one run?"
        )
    if not known.is_current:
        found.append("No serving process of this build has been started yet, or another build runs.")
    return found
