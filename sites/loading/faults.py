"""What is wrong in the files: where, what, and how to put it right."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. Line 0 means that the file as a whole is meant."""

    file: str
    line: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:" if self.line else f"{self.file}:"
        return f"{where} {self.message.rstrip('.')} – {self.remedy}" if self.remedy else f"{where} {self.message}"


class Faults:
    """Collects faults; the same one is kept once. Iterates in the order of files and lines."""

    def __init__(self) -> None:
        self._found: set[Fault] = set()

    def add(self, file: str, line: int, message: str, remedy: str = "") -> None:
        """Note one fault."""
        self._found.add(Fault(file, line, " ".join(message.split()), " ".join(remedy.split())))

    def __iter__(self) -> Iterator[Fault]:
        return iter(sorted(self._found))

    def lines(self) -> set[tuple[str, int]]:
        """The files and lines that something is known against."""
        return {(fault.file, fault.line) for fault in self._found}

    def __len__(self) -> int:
        return len(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)


class LoadRefused(Exception):
    """Nothing is loaded, because of `faults`."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
