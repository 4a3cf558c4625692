"""The public address of a page, from what one query brings along."""

from urllib.parse import quote


def page_address(url_path: str, language: str) -> str:
    """`/home/italian-campaign/rome/` in `en` is `/en/italian-campaign/rome/`.

    The first component of Wagtail's `url_path` is the slug of the language's home page, which is not part of an address.
    """
    below_home = url_path.lstrip("/").partition("/")[2]
    return f"/{language}/{quote(below_home)}"
