"""The other languages of a page as search engines read them: the same answer in the head and in the sitemap."""

from collections.abc import Mapping

from trail.languages.available import first_language, live_languages

DEFAULT = "x-default"


def alternates(addresses: Mapping[str, str], is_home: bool = False) -> list[tuple[str, str]]:
    """Pairs of `hreflang` and address from the addresses of the live translations by language.

    Readers whose language is not among them are led to `/`, which asks the browser, from a home page, and to the
    version in the trail's first language from any other. A page in one language has no alternates.
    """
    if len(addresses) < 2:
        return []
    languages = [tag for tag in live_languages() if tag in addresses] or sorted(addresses)
    first = first_language(languages)
    default = addresses[first].removesuffix(f"{first}/") if is_home else addresses[first]
    return [*sorted(addresses.items()), (DEFAULT, default)]
