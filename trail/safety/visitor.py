"""From which address a request comes, as far as that can be known."""

from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings

IPV6_PREFIX = 64


def client_address(request: Any) -> str:
    """The visitor's address; of IPv6 only the network, for a household has billions; empty where there is none.

    What stands in `X-Forwarded-For` counts only behind a server of one's own (`TRAIL_BEHIND_PROXY`), and only as far
    as one's own servers (`TRAIL_PROXIES`) have written it: all before it can be made up.
    """
    found = request.META.get("REMOTE_ADDR", "")
    if settings.TRAIL_BEHIND_PROXY:
        passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if passed:
            found = passed[-min(max(settings.TRAIL_PROXIES, 1), len(passed))]
    return tidy_address(found)


def tidy_address(text: str) -> str:
    """An address in its usual form, without a port; empty where it is none."""
    text = text.strip().removeprefix("[")
    text = text.partition("]")[0] if "]" in text else text
    if text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if address.version == 6:
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, IPV6_PREFIX), strict=False).network_address)
    return str(address)
