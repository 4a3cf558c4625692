"""What a server puts into a request, and nobody needs there."""

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest

from trail.settings.environment import SECRETS

pytestmark = pytest.mark.django_db


def test_no_secret_of_the_environment_reaches_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.faults.inside import environ
    from trail import wsgi

    seen: list[WSGIRequest] = []
    real = wsgi.django_application.get_response

    def looked_at(request: WSGIRequest) -> Any:
        seen.append(request)
        return real(request)

    monkeypatch.setattr(wsgi.django_application, "get_response", looked_at)
    given = environ("/-/live", **dict.fromkeys(SECRETS, "quite-a-secret"), HTTP_USER_AGENT="a browser")
    assert b"".join(wsgi.application(given, lambda *_answer: None))

    assert seen[0].META["HTTP_USER_AGENT"] == "a browser"
    assert "quite-a-secret" not in seen[0].META.values()
