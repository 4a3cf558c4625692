"""A page is dropped while web servers hand it out: whoever asks gets it, or what Python says; never that it is not there."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from .servers import PAGE, PATH, Server, caddy, nginx

TIMES = 1_000


@pytest.mark.parametrize("started", [nginx, caddy])
def test_a_page_that_goes_between_being_looked_for_and_opened(
    started: Callable[[], AbstractContextManager[Server]],
) -> None:
    with started() as server:
        server.put_page(PATH, PAGE)
        folder = server.folder / "data/store/current/ok" / PATH.strip("/")
        aside, is_over = folder.with_name("aside"), threading.Event()

        def go_and_come() -> None:
            while not is_over.is_set():
                folder.rename(aside)
                aside.rename(folder)

        going = threading.Thread(target=go_and_come)
        going.start()
        seen: list[tuple[int, str]] = []

        def ask() -> None:
            for _time in range(TIMES):
                answer = server.ask(PATH, Accept_Encoding="gzip")
                passed_on = answer.passed_on
                seen.append((answer.status, passed_on["path"] if passed_on else answer.body.decode()))

        visitors = [threading.Thread(target=ask) for _visitor in range(3)]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()
        is_over.set()
        going.join()

    assert len(seen) == 3 * TIMES
    assert set(seen) <= {(200, PATH), (200, f"gz:{PAGE.decode()}"), (200, PAGE.decode())}
