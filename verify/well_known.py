"""What browsers, crawlers and people who found a fault ask every site for. Without a login, and without cookies."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

DAY = 24 * 3600
EXPIRES_AFTER = timedelta(days=180)  # RFC 9116 recommends less than a year


@login_not_required  # browsers ask for it before anybody has logged in
@require_safe
@cache_control(max_age=DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    icon = settings.BASE_DIR / "static" / "img" / "favicon.svg"
    return HttpResponse(icon.read_bytes(), content_type="image/svg+xml")


@login_not_required  # a crawler has no account
@require_safe
@cache_control(max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@login_not_required  # for people who found a fault, and have no account
@require_safe
@cache_control(max_age=DAY)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a fault (RFC 9116)."""
    expires = (timezone.now() + EXPIRES_AFTER).replace(hour=0, minute=0, second=0, microsecond=0)
    contact = settings.SECURITY_CONTACT or f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"
    lines = [f"Contact: {contact}", f"Expires: {expires.isoformat()}", "Preferred-Languages: en"]
    if settings.PUBLIC_URL:
        lines.append(f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
