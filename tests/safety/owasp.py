"""The list of the OWASP Secure Headers Project, and our marks against it.

Source: https://github.com/OWASP/www-project-secure-headers, ci/headers_add.json and ci/headers_remove.json, last changed there on
2 September 2024 (`last_update_utc`), read in November 2026.
"""

import re
from collections.abc import Mapping

RECOMMENDED = {
    "Cache-Control": "no-store, max-age=0",
    "Clear-Site-Data": '"cache","cookies","storage"',
    "Content-Security-Policy": (
        "default-src 'self'; form-action 'self'; object-src 'none'; frame-ancestors 'none'; upgrade-insecure-requests; "
        "block-all-mixed-content"
    ),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), cross-origin-isolated=(), display-capture=(), encrypted-media=(), "
        "fullscreen=(), geolocation=(), gyroscope=(), keyboard-map=(), magnetometer=(), microphone=(), midi=(), "
        "payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), sync-xhr=(self), usb=(), "
        "web-share=(), xr-spatial-tracking=(), clipboard-read=(), clipboard-write=(), gamepad=(), hid=(), "
        "idle-detection=(), interest-cohort=(), serial=(), unload=()"
    ),
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "deny",
    "X-Permitted-Cross-Domain-Policies": "none",
}
# Headers that give away what a site is made with.
TO_REMOVE = [
    "$wsep",
    "Host-Header",
    "K-Proxy-Request",
    "Liferay-Portal",
    "OracleCommerceCloud-Version",
    "Pega-Host",
    "Powered-By",
    "Product",
    "Server",
    "SourceMap",
    "X-AspNet-Version",
    "X-AspNetMvc-Version",
    "X-Atmosphere-error",
    "X-Atmosphere-first-request",
    "X-Atmosphere-tracking-id",
    "X-B3-ParentSpanId",
    "X-B3-Sampled",
    "X-B3-SpanId",
    "X-B3-TraceId",
    "X-BEServer",
    "X-CF-Powered-By",
    "X-CMS",
    "X-CalculatedBETarget",
    "X-Cocoon-Version",
    "X-Content-Encoded-By",
    "X-DiagInfo",
    "X-Envoy-Attempt-Count",
    "X-Envoy-External-Address",
    "X-Envoy-Internal",
    "X-Envoy-Original-Dst-Host",
    "X-Envoy-Upstream-Service-Time",
    "X-FEServer",
    "X-Framework",
    "X-Generated-By",
    "X-Generator",
    "X-Jitsi-Release",
    "X-Kubernetes-PF-FlowSchema-UI",
    "X-Kubernetes-PF-PriorityLevel-UID",
    "X-LiteSpeed-Cache",
    "X-LiteSpeed-Purge",
    "X-LiteSpeed-Tag",
    "X-LiteSpeed-Vary",
    "X-Litespeed-Cache-Control",
    "X-Mod-Pagespeed",
    "X-Nextjs-Cache",
    "X-Nextjs-Matched-Path",
    "X-Nextjs-Page",
    "X-Nextjs-Redirect",
    "X-OWA-Version",
    "X-Old-Content-Length",
    "X-OneAgent-JS-Injection",
    "X-Page-Speed",
    "X-Php-Version",
    "X-Powered-By",
    "X-Powered-By-Plesk",
    "X-Powered-CMS",
    "X-Redirect-By",
    "X-Server-Powered-By",
    "X-SourceFiles",
    "X-SourceMap",
    "X-Turbo-Charged-By",
    "X-Umbraco-Version",
    "X-Varnish-Backend",
    "X-Varnish-Server",
    "X-dtAgentId",
    "X-dtHealthCheck",
    "X-dtInjectedServlet",
    "X-ruxit-JS-Agent",
]

# Where we leave the list on purpose, and why. A header that is not here has to be as strict as the list or stricter.
DEPARTURES = {
    "Cache-Control": "Public pages are the same for everybody and are meant to be kept; the admin's are not kept (tested).",
    "Clear-Site-Data": "Meant for signing out; public pages leave nothing in the browser that could be cleared.",
    "Cross-Origin-Embedder-Policy": (
        "Gives a page precise clocks and shared memory, which ours do not use, and would shut out the operator's own map "
        "tiles and storage."
    ),
    "Referrer-Policy": (
        "strict-origin-when-cross-origin: museums and archives may see that the trail sends them visitors, not from which "
        "page; a tile server may ask who calls."
    ),
    "Permissions-Policy": (
        "geolocation for “Near me”, clipboard-write for “Share”, fullscreen for films, for our own pages only. web-share and unload "
        "are not named: desktop browsers complain of the first, and both are a page's own right where they exist."
    ),
}
# Values that are as strict as the list's.
GOOD_REFERRER = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
LET = {"geolocation", "clipboard-write", "fullscreen"}
UNNAMED = {"unload", "web-share"}


def directives(policy: str) -> dict[str, set[str]]:
    """A content security policy by directive."""
    parts = (part.split() for part in policy.split(";"))
    return {name: set(values) for name, *values in filter(None, parts)}


def permissions(policy: str) -> dict[str, str]:
    """A permissions policy by feature."""
    return dict(re.findall(r"([a-z-]+)=(\([^)]*\)|\*)", policy))


def faults(headers: Mapping[str, str]) -> list[str]:
    """What in these headers is weaker than the list, but for the departures; empty for full marks."""
    found = [f"{name} is missing" for name in RECOMMENDED if name not in DEPARTURES and name not in headers]
    found += [f"{name} gives us away" for name in TO_REMOVE if name in headers]
    policy = directives(headers.get("Content-Security-Policy", ""))
    wanted = directives(RECOMMENDED["Content-Security-Policy"])
    for name in ("default-src", "form-action", "object-src", "frame-ancestors"):
        if not policy.get(name) or not policy[name] <= wanted[name] | {"'none'"}:
            found.append(f"Content-Security-Policy: {name} is {policy.get(name)}")
    found += [f"Content-Security-Policy: {value}" for value in ("unsafe", "*", "http:") if value in str(policy)]
    if headers.get("Referrer-Policy") not in GOOD_REFERRER:
        found.append(f"Referrer-Policy is {headers.get('Referrer-Policy')}")
    allowed = permissions(headers.get("Permissions-Policy", ""))
    for feature in permissions(RECOMMENDED["Permissions-Policy"]):
        if feature not in UNNAMED and allowed.get(feature) not in ({"(self)", "()"} if feature in LET else {"()"}):
            found.append(f"Permissions-Policy: {feature} is {allowed.get(feature)}")
    age = re.match(r"max-age=(\d+)(; includeSubDomains)", headers.get("Strict-Transport-Security", ""))
    if not age or int(age[1]) < 31536000:
        found.append(f"Strict-Transport-Security is {headers.get('Strict-Transport-Security')}")
    for name in (
        *("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"),
        *("X-Content-Type-Options", "X-Frame-Options", "X-Permitted-Cross-Domain-Policies"),
    ):
        if name in headers and headers[name].lower() != RECOMMENDED[name]:
            found.append(f"{name} is {headers[name]}")
    return found
