"""The address `/`: it leads to the live language that the reader's browser likes best.

The answer is made of the list of live languages and one header, so that the page store keeps the list (`trail.store`),
and our own server answers without asking Django.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import trans_real

from trail.store import keys
from trail.store.recording import depends, inputs_may_be_kept_at

from .available import first_language, live_languages
from .tags import parts_of, script

HEADERS = (("Vary", "Accept-Language"), ("Cache-Control", "public, max-age=300"))


def redirect_to_best(request: HttpRequest) -> HttpResponse:
    """The answer of `/`."""
    live = live_languages()
    depends(keys.LANGUAGES)
    inputs_may_be_kept_at("/", json.dumps(live).encode())
    response = HttpResponse(
        status=302, headers={"Location": f"/{best_of(request.headers.get('accept-language', ''), live)}/"}
    )
    for name, value in HEADERS:
        response[name] = value
    return response


def answer_from_facts(facts: bytes, environ: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
    """The same from what was kept: status line, headers, body."""
    language = best_of(environ.get("HTTP_ACCEPT_LANGUAGE", ""), json.loads(facts))
    return "302 Found", [("Location", f"/{language}/"), *HEADERS, ("Content-Length", "0")], b""


def best_of(accepted: str, live: Sequence[str]) -> str:
    """The live language that the reader's browser likes best (`Accept-Language`); else the trail's first one."""
    asked = trans_real.parse_accept_lang_header(accepted.lower())
    refused = {tag for tag, quality in asked if not quality}
    for tag, quality in asked:
        if tag == "*" or not quality:
            break
        found = matching(tag, [language for language in live if language not in refused])
        if found:
            return found
    return first_language(live)


def matching(asked: str, languages: Sequence[str]) -> str:
    """The language that serves a reader of `asked`, or nothing.

    The same tag, else a wider one (`de-at` is served by `de`), else the same language in the same script: `zh-tw` is
    served by `zh-hant` and not by `zh-hans`, `pt` by `pt-br`.
    """
    parts = asked.split("-")
    for end in range(len(parts), 0, -1):
        wider = "-".join(parts[:end])
        if wider in languages and script(wider) == script(asked):
            return wider
    related = (tag for tag in languages if parts_of(tag)[0] == parts_of(asked)[0] and script(tag) == script(asked))
    return next(related, "")
