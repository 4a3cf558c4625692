"""What is said of a fault."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """A fault on a page: where, which check found it, what it is, and what helps."""

    address: str
    check: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.address} [{self.check}] {' '.join(self.what.split())} → {self.remedy}"
