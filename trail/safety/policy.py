"""The content security policy: strict on public pages and at the sign-in, the tightest that works in the admin."""

from urllib.parse import urlsplit

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import DIRECTIVES_T, build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from trail.core.middleware import is_admin

# From where a storage of the operator's own (S3) may hand out pictures, recordings, styles and fonts.
FROM_STORAGE = ("img-src", "media-src")
FROM_STATIC = ("script-src", "style-src", "font-src", "img-src", "connect-src", "manifest-src")


def origin(address: str) -> str:
    """Scheme and host of an address, empty where it is a path on this site."""
    parts = urlsplit(address)
    return f"{parts.scheme or 'https'}://{parts.netloc}" if parts.netloc else ""


def with_storage(directives: DIRECTIVES_T) -> DIRECTIVES_T:
    """A policy that also allows the hosts of `MEDIA_URL` and `STATIC_URL`, where they are others than ours."""
    found = {name: list(values) for name, values in directives.items()}
    for names, address in ((FROM_STORAGE, settings.MEDIA_URL), (FROM_STATIC, settings.STATIC_URL)):
        host = origin(address)
        for name in names:
            if host and name in found and host not in found[name]:
                found[name].append(host)
    return found


def public_policy() -> str:
    """The policy of every public page but the map, whose page may add the operator's tiles."""
    return in_order(build_policy(config=with_storage(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])))


def in_order(policy: str) -> str:
    """A policy with its directives by name: django-csp takes them from a set, whose order each process makes up anew."""
    return "; ".join(sorted(part.strip() for part in policy.split(";") if part.strip()))


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp with a second policy for the admin, whose pages carry scripts and styles that Wagtail writes inline."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponse, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request=request, response=response, report_only=report_only)
        if report_only:
            return parts
        if is_admin(request):
            parts.config = with_storage(settings.ADMIN_CONTENT_SECURITY_POLICY)
        else:
            parts.config = with_storage(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
        # Wagtail's previews, which the admin shows in frames of its own: a page within a request made up for it.
        if getattr(request, "is_preview", False) or response.get("X-Frame-Options") == "SAMEORIGIN":
            parts.config["frame-ancestors"] = ["'self'"]
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        has_its_own = HEADER in response
        response = super().process_response(request, response)
        if HEADER in response and not has_its_own:
            response[HEADER] = in_order(response[HEADER])
        return response
