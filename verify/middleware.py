"""What every request must satisfy and every reply must carry."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from verify.views import refusal, too_large

GetResponse = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{admin_style}; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Django 5.2's admin has one inline style, in change_list.html, where a list offers no actions.
ADMIN_STYLE = " 'sha256-blvLUW3UscWqsXGByNOqdBboM+ShWAuugp2mC/wbafU='"

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class SecurityHeaders:
    """Send what Django does not; outermost, so that errors and static files carry it too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = CONTENT_SECURITY_POLICY.format(admin_style="")
        self.admin_policy = CONTENT_SECURITY_POLICY.format(admin_style=ADMIN_STYLE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        in_admin = request.path_info.startswith("/admin/")
        response["Content-Security-Policy"] = self.admin_policy if in_admin else self.policy
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class RefuseBrokenInput:
    """Refuse what the databases disagree about (NUL, bytes that are no text) and what is too big."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if fault := broken_part(request):
            return refusal(request, 400, f"{fault} contains characters that are no text.")
        # Only the declared length is asked: without one, Django reads no body at all.
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.REQUEST_MAX_SIZE:
            return too_large(request, settings.REQUEST_MAX_SIZE)
        return self.get_response(request)


def broken_part(request: HttpRequest) -> str | None:
    """Name the part of the request that holds a NUL or undecodable bytes, lone surrogates included."""
    # Django has decoded the path, and spelled the bytes that it could not as %FF again.
    if not is_text(unquote_to_bytes(request.path_info)):
        return "The address"
    for pair in wsgi_bytes(request.META.get("QUERY_STRING", "")).split(b"&"):
        name, _, value = pair.partition(b"=")
        decoded_name = unquote_to_bytes(name.replace(b"+", b" "))
        if not is_text(decoded_name):
            return "The name of a parameter"
        if not is_text(unquote_to_bytes(value.replace(b"+", b" "))):
            return f"The parameter “{decoded_name.decode()[:100]}”"
    # A quoted cookie may spell a NUL as \000, which reaches the session table.
    if any("\0" in value for value in request.COOKIES.values()):
        return "A cookie"
    return None


def wsgi_bytes(value: str) -> bytes:
    return value.encode("latin-1", "replace")


def is_text(raw: bytes) -> bool:
    if b"\0" in raw:
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class PrivateReplies:
    """Keep what a logged-in person saw out of every cache, and clear the browser at logout."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Static files are answered before there is a user, and stay cacheable.
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response["Cache-Control"] = "no-store"
        match = request.resolver_match
        if match and match.url_name == "logout" and request.method == "POST":
            response["Cache-Control"] = "no-store"
            # Not "cookies": that would empty the whole registered domain, sister sites included.
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class LoginRequired(LoginRequiredMiddleware):
    """Login everywhere by default; an htmx form whose login expired must not lose its text."""

    def handle_no_permission(  # type: ignore[override]  # the stubs know redirects only
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        redirect = super().handle_no_permission(request, view_func)
        if "HX-Request" not in request.headers:
            return redirect
        if request.method in {"GET", "HEAD"}:
            # Followed by htmx, the redirect would put the login page into a fragment.
            return HttpResponse(status=204, headers={"HX-Redirect": redirect["Location"]})
        return refusal(
            request,
            401,
            "Your login has ended and nothing was saved. Log in in another tab, then send this again.",
        )
