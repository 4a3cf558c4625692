"""What a load did, in words."""

from dataclasses import dataclass, field


@dataclass
class Tally:
    """How many of one sort were new, changed, unchanged; and those left alone, each with the reason."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All that the files name."""
        return len(self.new) + len(self.changed) + len(self.unchanged) + len(self.left)

    @property
    def is_still(self) -> bool:
        """Whether nothing was written."""
        return not (self.new or self.changed)

    def counts(self) -> str:
        """“3 new, 2 changed, 136 unchanged, 1 left alone”; what is none is not said."""
        parts = [("new", self.new), ("changed", self.changed), ("unchanged", self.unchanged), ("left alone", self.left)]
        return ", ".join(f"{len(found)} {word}" for word, found in parts if found) or "none"


@dataclass
class Report:
    """What became of pages and of the entries of the lists."""

    pages: Tally = field(default_factory=Tally)
    entries: Tally = field(default_factory=Tally)

    def sentences(self) -> list[str]:
        """The summary, a line for each thing worth saying."""
        if self.pages.is_still and self.entries.is_still:
            said = [f"Nothing changed: {self.pages.total} pages ({self.pages.counts()})."]
        else:
            said = [f"Loaded {self.pages.total} pages: {self.pages.counts()}."]
            said.append(f"Loaded {self.entries.total} entries of the lists: {self.entries.counts()}.")
        for name, reason in [*self.pages.left, *self.entries.left]:
            said.append(f"Left alone: {name} ({reason})")
        if self.pages.left or self.entries.left:
            said.append("With --overwrite the files win over what was done in the admin.")
        return said
