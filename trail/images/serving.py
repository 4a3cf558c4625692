"""Uploaded files where Django itself hands them out: on one's own machine. A web server does it for the public.

A file that is opened by its address is a document of its own. It was made safe on its way in; the headers are the second
wall, the same ones that a web server sets (`trail.safety.headers`).
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve

from trail.safety.headers import put, upload_headers


def serve_media(request: HttpRequest, path: str, **options: Any) -> HttpResponseBase:
    """Django's view, with headers under which nothing in a file runs or is fetched."""
    response = serve(request, path, **options)
    put(response, upload_headers(path))
    return response
