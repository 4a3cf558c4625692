"""Databases beside those of the tests, on the same PostgreSQL."""

import os
from typing import Any

import psycopg


def made_from(template: str, name: str) -> str:
    """The address of a copy of a database."""
    dropped(name)
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{os.environ['TEST_DATABASE_URL'].rpartition('/')[0]}/{name}"


def dropped(name: str) -> None:
    """Remove a database, whoever is connected."""
    _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(statement: Any) -> None:
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as server:
        server.execute(statement)
