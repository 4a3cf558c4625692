"""Addresses from titles."""

import pytest

from trail.languages.slugs import LONGEST, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Włochy: cmentarz wojenny", "wlochy-cmentarz-wojenny"),
        ("L’abbazia di Montecassino", "l-abbazia-di-montecassino"),
        ("Deutsche Kriegsgräberstätte Cassino", "deutsche-kriegsgraberstatte-cassino"),
        ("Cimetière militaire français, Venafro", "cimetiere-militaire-francais-venafro"),
        ("المقبرة العسكرية الفرنسية، فينافرو", "المقبرة-العسكرية-الفرنسية-فينافرو"),
        ("Campagna d'Italia, 1943–1945", "campagna-d-italia-1943-1945"),
        ("Pukaahu", "pukaahu"),
        ("", ""),
        ("…", ""),
    ],
)
def test_a_slug_follows_from_the_title(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slug_of("uno due tre " * 20)
    assert len(slug) <= LONGEST and slug.endswith(("uno", "due", "tre"))
    assert len(slug_of("a" * 200)) == LONGEST
