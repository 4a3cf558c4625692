"""Uploaded files where Django itself hands them out: on one's own machine. A web server does it for the public.

An SVG that is opened by its address is a document of its own. It was made safe on its way in; these headers are the
second wall, and `docs/how-to/add-pictures.md` says how a web server sets them.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve

DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


def serve_media(request: HttpRequest, path: str, **options: Any) -> HttpResponseBase:
    """Django's view, with headers under which nothing in a drawing runs or is fetched."""
    response = serve(request, path, **options)
    response["X-Content-Type-Options"] = "nosniff"
    if path.lower().endswith((".svg", ".svgz", ".xml")):
        response["Content-Security-Policy"] = DRAWING_POLICY
    return response
