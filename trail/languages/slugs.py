"""The part of an address that follows from a title, in the title's own script."""

from unicodedata import name

from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

LONGEST = 80  # letters: an address that is read aloud or printed


def slug_of(title: str) -> str:
    """The slug for a title: Latin letters lose their accents, other scripts are kept; empty where nothing is left.

    >>> slug_of("Włochy: cmentarz wojenny")
    'wlochy-cmentarz-wojenny'
    """
    letters = [sign for sign in title if sign.isalpha()]
    is_latin = all(name(sign, "").startswith("LATIN") for sign in letters)
    title = title.replace("’", " ").replace("'", " ")  # dell’Abbazia: two words
    slug = slugify(string_to_ascii(title)) if is_latin else slugify(title, allow_unicode=True)
    return slug if len(slug) <= LONGEST else slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
