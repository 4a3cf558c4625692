"""A WSGI handler that only returns one answer from memory: what the page store is compared with, under the same server.

The same bytes and the same headers as the store gives, made once; it asks nothing and looks at nothing.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trail.settings.production")

from trail.store.answers import answer
from trail.store.entry import unpacked

STATUS, HEADERS, BODY = answer(unpacked(Path(os.environ["BENCH_FILE"]).read_bytes()), {"HTTP_ACCEPT_ENCODING": "gzip"})


def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer whatever is asked."""
    start_response(STATUS, HEADERS)
    return [BODY]
