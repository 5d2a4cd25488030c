"""What every answer carries, and the notice while the site is being worked on."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import story
from .views.errors import maintenance

GetResponse = Callable[[HttpRequest], HttpResponse]

# Nothing from elsewhere and nothing inline: a page that shows what a person wrote must not run what a person wrote.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# The picture that an authenticator app scans is made for one person and stands in the page itself.
_PICTURE_IN_THE_PAGE = "mfa_activate_totp"
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics", "interest-cohort")
)


class SecurityHeaders:
    """Send the content security policy and its company with every answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and add the headers that the answer has not set itself."""
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", _policy_of(request))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # A page may show what a person wrote: it is not kept on a shared computer. Static files set their own.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _policy_of(request: HttpRequest) -> str:
    match = request.resolver_match
    if match and match.view_name == _PICTURE_IN_THE_PAGE:
        return CONTENT_SECURITY_POLICY.replace("img-src 'self'", "img-src 'self' data:")
    return CONTENT_SECURITY_POLICY


class Maintenance:
    """Answer every page with the notice while `UNPINCH_MAINTENANCE` is set; machines may still ask for health."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the notice or pass on."""
        if settings.UNPINCH_MAINTENANCE and not request.path.startswith("/health/"):
            return maintenance(request)
        return self._get_response(request)


class StorySession:
    """Take up what was told before a page is made, and keep it as long as the person keeps visiting."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then keep what has changed and move the end of the visit forward."""
        story.open_session(request)
        response = self._get_response(request)
        story.close_session(request, response)
        return response
