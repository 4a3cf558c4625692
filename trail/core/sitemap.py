"""The sitemap: every public page, with its other languages and its pictures."""

from collections import defaultdict
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from wagtail.models import Page

from trail.images.sitemap import picture_addresses
from trail.languages.available import live_languages

from .addresses import page_address
from .alternates import alternates
from .standing import LISTED, standing_address

COLUMNS = ("pk", "url_path", "locale__language_code", "translation_key", "last_published_at")


class PagesSitemap(Sitemap):
    """All live pages that anybody may read. Alternates come from real live translations, aliases are left out."""

    limit = 20000

    def items(self) -> QuerySet[Page]:
        """The pages in tree order, as rows of what the sitemap says."""
        live = (
            Page.objects.live()
            .public()
            .filter(depth__gte=2, alias_of__isnull=True, locale__language_code__in=live_languages())
        )
        return live.order_by("path").values_list(*COLUMNS)

    def get_urls(self, page: int = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """One entry a page. `site` stands for the host of the request, `protocol` for its scheme."""
        base = f"{protocol or 'https'}://{site.domain}"
        rows = list(self.paginator.page(page).object_list)
        languages: dict[Any, dict[str, str]] = defaultdict(dict)
        pictures = picture_addresses()
        keys = {key for _pk, _path, _code, key, _date in rows}
        together = (
            Page.objects.live()
            .public()
            .filter(translation_key__in=keys, alias_of__isnull=True, locale__language_code__in=live_languages())
        )
        for url_path, code, key in together.values_list("url_path", "locale__language_code", "translation_key"):
            languages[key][code] = base + page_address(url_path, code)
        return [
            {
                "location": base + page_address(url_path, code),
                "lastmod": changed,
                "alternates": _as_rows(alternates(languages[key], is_home=url_path.count("/") == 2)),
                # Our own files have an address without a host, those in a store elsewhere bring theirs.
                "images": [base + url if url.startswith("/") else url for url in pictures.get(pk, [])],
            }
            for pk, url_path, code, key, changed in rows
        ]


class StandingSitemap(Sitemap):
    """The views that stand under every live language: the map, the finder, the credits."""

    def items(self) -> list[tuple[str, str]]:
        """Each view in each language."""
        return [(name, language) for name in LISTED for language in live_languages()]

    def get_urls(self, page: int = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """One entry a view and language, with the same view in the others."""
        base = f"{protocol or 'https'}://{site.domain}"
        together = {name: {code: base + standing_address(name, code) for code in live_languages()} for name in LISTED}
        return [
            {"location": together[name][language], "alternates": _as_rows(alternates(together[name]))}
            for name, language in self.paginator.page(page).object_list
        ]


def _as_rows(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"lang_code": tag, "location": address} for tag, address in pairs]
