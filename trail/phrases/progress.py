"""How far the phrases of a language are translated."""

from dataclasses import dataclass

from .models import Phrase
from .offered import offered, shipped


@dataclass(frozen=True)
class Progress:
    """So many of all phrases are translated; so many of them are said in the trail's own words."""

    done: int
    total: int
    own: int

    @property
    def missing(self) -> int:
        """How many are not translated."""
        return self.total - self.done


def phrases_progress(tag: str) -> Progress:
    """The progress of one language, in one query."""
    return progress_of([tag])[tag]


def progress_of(tags: list[str]) -> dict[str, Progress]:
    """The progress of several languages, in one query."""
    known = offered().keys()
    own: dict[str, set[str]] = {tag: set() for tag in tags}
    for tag, key in Phrase.objects.filter(language__in=tags).values_list("language", "key"):
        own[tag].add(key)
    found = {}
    for tag in tags:
        ours = own[tag] & known
        found[tag] = Progress(len(ours | (shipped(tag).forms.keys() & known)), len(known), len(ours))
    return found
