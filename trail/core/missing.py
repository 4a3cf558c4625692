"""What is said where an address leads nowhere: the languages in which the page can be read, and where to go on.

Only what everybody may read is named. The number of queries does not depend on how many languages there are.
"""

from urllib.parse import unquote

from django.conf import settings
from wagtail.models import Page

from trail.languages.available import live_languages, trail_languages
from trail.store import keys
from trail.store.recording import depends, may_be_kept_at

from .addresses import page_address
from .standing import standing_in_other_languages
from .surroundings import LanguageChoice, in_reading_order, language_choice

# Longer addresses than any page can have are not looked up.
LONGEST = 2000


def elsewhere(path: str) -> list[LanguageChoice]:
    """Where the page that is meant can be read: it, or a translation of it, has this address in some language.

    That may be the language of the address itself, where the page has a slug of its own there.
    """
    parts = _parts(path)
    if not parts:
        return []
    languages = live_languages()
    below = parts[1:] if parts[0].lower() in dict(settings.LANGUAGES) else parts
    standing = standing_in_other_languages("".join(f"{part}/" for part in below), languages)
    if standing:
        return in_reading_order(choice for choice in standing if choice.tag != parts[0])
    homes = Page.objects.filter(depth=2).values_list("url_path", flat=True)
    meant = Page.objects.filter(url_path__in=[home + "".join(f"{part}/" for part in below) for home in homes])
    there = (
        Page.objects.live()
        .public()
        .filter(translation_key__in=meant.values("translation_key"), locale__language_code__in=languages)
    )
    rows = list(there.values_list("pk", "url_path", "locale__language_code", "title"))
    _note(path, [pk for pk, *_rest in rows], parts[0])
    return in_reading_order(
        language_choice(code, page_address(url_path, code), title=title) for _pk, url_path, code, title in rows
    )


def _note(path: str, found: list[int], prefix: str) -> None:
    """What is said of a known page in a language that lacks it is the same for all until one of these changes."""
    if not found or prefix not in trail_languages():
        return
    depends(keys.LANGUAGES, keys.address(path))
    for pk in found:
        depends(keys.line(pk), keys.kin(pk))
    may_be_kept_at(path)


def ways_on(path: str, language: str) -> list[tuple[str, str]]:
    """The nearest live pages above a missing address, as title and address."""
    parts = _parts(path)[1:]
    wanted = {f"/{language}/{'/'.join(parts[:end])}/" for end in range(1, len(parts))}
    if not wanted:
        return []
    candidates = Page.objects.filter(live=True, locale__language_code=language, slug__in=parts)
    rows = list(candidates.values_list("pk", "title", "url_path"))
    depends(*(keys.address(unquote(each)) for each in wanted), *(keys.line(pk) for pk, *_rest in rows))
    found = [(title, page_address(url_path, language)) for _pk, title, url_path in rows]
    return sorted((pair for pair in found if pair[1] in wanted), key=lambda pair: len(pair[1]), reverse=True)


def _parts(path: str) -> list[str]:
    """The parts of an address that may be one of ours. No database is asked for a zero byte: PostgreSQL refuses it."""
    if len(path) > LONGEST or "\x00" in path:
        return []
    return [part for part in path.split("/") if part]
