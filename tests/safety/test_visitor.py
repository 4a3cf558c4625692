"""From where a request comes: nobody can make an address up."""

from typing import Any

import pytest

from trail.safety.visitor import client_address


@pytest.mark.parametrize(
    ("behind", "proxies", "forwarded", "expected"),
    [
        (False, 1, "203.0.113.1", "198.51.100.1"),
        (True, 1, "203.0.113.1", "203.0.113.1"),
        (True, 1, "6.6.6.6, 203.0.113.1", "203.0.113.1"),
        (True, 2, "6.6.6.6, 203.0.113.1, 192.0.2.1", "203.0.113.1"),
        (True, 3, "203.0.113.1", "203.0.113.1"),
        (True, 0, "203.0.113.1", "203.0.113.1"),
        (True, 1, "203.0.113.1:4711", "203.0.113.1"),
        (True, 1, "[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::"),
        (True, 1, "::ffff:203.0.113.1", "203.0.113.1"),
        (True, 1, "<script>", ""),
        (True, 1, "", "198.51.100.1"),
    ],
)
def test_the_address_is_what_ones_own_servers_say(
    rf: Any, settings: Any, behind: bool, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRAIL_BEHIND_PROXY, settings.TRAIL_PROXIES = behind, proxies

    assert client_address(rf.get("/", REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR=forwarded)) == expected


def test_a_socket_has_no_address(rf: Any) -> None:
    assert client_address(rf.get("/", REMOTE_ADDR="")) == ""
