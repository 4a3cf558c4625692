"""What visitors search for, counted without anything of them: the term, the day, how many pages it found.

Showing a page writes nothing, so that programs that read every address count for nothing and pages can be kept by
caches. The page carries a signed note of what was asked; a browser that shows it hands the note in once. The
same term is counted once a minute at most, whoever asks.

A term is left out where it could say something of a person: an address, a long number, a whole sentence.
"""

import re

from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query

from .models import SearchOutcome
from .text.query import tidy

LONGEST = 60
MOST_WORDS = 8
ONCE_IN = 60  # seconds
GOOD_FOR = 60 * 60
SALT = "trail.finding.counting"
MOST_DIGITS = 6  # “16 October 1943” has six; a telephone number has more


def note_of(text: str, language: str, found: int) -> str:
    """The signed note that a page of results carries; empty where the term is not counted."""
    term = countable(text)
    return signing.dumps([term, language, found], salt=SALT) if term else ""


def countable(text: str) -> str:
    """The term as it is counted, or nothing."""
    term = tidy(text).lower()
    if not 1 < len(term) <= LONGEST or len(term.split()) > MOST_WORDS:
        return ""
    is_private = "@" in term or "://" in term or len(re.findall(r"\d", term)) > MOST_DIGITS
    return "" if is_private else term


def count(note: str) -> bool:
    """Count a search by its note; false where the note is not ours, is old, or the term was counted just now."""
    try:
        term, language, found = signing.loads(note, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    if not cache.add(f"searched:{language}:{signing.Signer(salt=SALT).signature(term)}", True, ONCE_IN):
        return False
    with transaction.atomic():
        query = Query.get(term)
        query.add_hit(timezone.localdate())
        SearchOutcome.objects.update_or_create(
            query=query, language=language, defaults={"found": found, "last_asked": timezone.localdate()}
        )
    return True
