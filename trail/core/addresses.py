"""The public address of a page, from what one query brings along."""

from urllib.parse import quote


def page_address(url_path: str, language: str) -> str:
    """`/home/italian-campaign/rome/` in `en` is `/en/italian-campaign/rome/`.

    The first component of Wagtail's `url_path` is the slug of the language's home page, which is not part of an address.
    """
    return quote(page_path(url_path, language))


def page_path(url_path: str, language: str) -> str:
    """The same in plain letters, as requests name it and files are called."""
    below_home = url_path.lstrip("/").partition("/")[2]
    return f"/{language}/{below_home}"
