"""Whether the database is there at all: told apart from what a query did wrong."""

from django.db import InterfaceError, OperationalError, connection


def is_away(fault: BaseException | None) -> bool:
    """Whether something failed because there is no connection to the database. It passes, and nothing was saved."""
    if not isinstance(fault, OperationalError | InterfaceError):
        return False
    return connection.connection is None or not connection.is_usable()
