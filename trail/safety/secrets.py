"""Secrets of the environment do not travel with each request.

Python servers put their whole environment into what they hand over (PEP 3333 allows it), and a report of a fault may show that.
"""

from collections.abc import Callable, Iterable
from typing import Any

from trail.settings.environment import SECRETS

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def without_secrets(application: Application) -> Application:
    """The application, which is not told them: the settings have read them long before."""

    def answered(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        for name in SECRETS:
            environ.pop(name, None)
        return application(environ, start_response)

    return answered
