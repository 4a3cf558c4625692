"""What a drill has shown, and the page about all of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """`lost`, `half` and `recovered` are checked by the drill: `None` where it could not be run."""

    done: str
    seen: str
    lost: bool | None
    half: bool | None
    recovered: bool | None

    @classmethod
    def not_run(cls, why: str) -> Outcome:
        """What is missing for it on this machine."""
        return cls(f"Not run: {why}", "Nothing.", None, None, None)

    @classmethod
    def failed(cls, error: Exception) -> Outcome:
        """The drill itself broke off: nothing is known."""
        return cls(f"The drill broke off: {type(error).__name__}: {error}", "Nothing that counts.", None, None, False)

    @property
    def is_bad(self) -> bool:
        """Whether something is not as it must be."""
        return bool(self.lost or self.half or self.recovered is False)

    @property
    def verdict(self) -> str:
        """One line."""
        if self.lost is None and self.recovered is None:
            return self.done
        return f"lost: {word(self.lost)}; half-written served: {word(self.half)}; recovered: {word(self.recovered)}"


def word(value: bool | None) -> str:
    """As the table has it."""
    return "not known" if value is None else "yes" if value else "no"


def written(outcomes: dict[str, Outcome], left: list[str], machine: str) -> str:
    """The page."""
    rows = [
        f"| {title} | {word(each.lost)} | {word(each.half)} | {word(each.recovered)} |"
        for title, each in outcomes.items()
    ]
    parts = [
        "# Drills",
        f"Written by `make drill` (`bench/drill/`); {machine}. Each drill works on a small site of its own, over loopback.",
        "| drill | anything lost | half-written served | recovered without a hand |\n|---|---|---|---|\n"
        + "\n".join(rows),
        *(f"## {title}\n\n**Done:** {each.done}\n\n**Seen:** {each.seen}" for title, each in outcomes.items()),
    ]
    if left:
        parts.append("Not run this time: " + "; ".join(left) + ".")
    return "\n\n".join(parts) + "\n"
