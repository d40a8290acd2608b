"""Where a request came from: its address, its browser in short, and the digest of its session's key."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from claims.given import Sender
from claims.models.accounts import session_digest
from verify.proxies import client_address, client_network

# A browser names those that it descends from too, so the first that is found counts.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi", "Vivaldi"),
    ("SamsungBrowser", "Samsung Internet"),
    ("YaBrowser", "Yandex Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chromium", "Chromium"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
    ("curl/", "curl"),
    ("python", "a Python program"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
# In a session: when it was noted last, in seconds since 1970, and the places that it was used from.
SEEN, PLACES = "seen", "places"
_LONGEST_READ = 500  # characters of what the browser says of itself


def sender_of(request: HttpRequest | None) -> Sender:
    """Return where the request came from. Without one: an empty Sender."""
    if request is None:
        return Sender()
    session = getattr(request, "session", None)
    return Sender(
        address=client_address(request),
        browser=browser_in_short(request.META.get("HTTP_USER_AGENT", "")),
        session=session_digest(session.session_key or "") if session is not None else "",
    )


def browser_in_short(user_agent: str) -> str:
    """Return what people recognise, such as "Firefox on Windows". It is what the client claims to be."""
    said = user_agent[:_LONGEST_READ]
    browser = next((name for mark, name in _BROWSERS if mark in said), "")
    system = next((name for mark, name in _SYSTEMS if mark in said), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or ("an unknown browser" if said.strip() else "")


def place_of(request: HttpRequest) -> str:
    """Return a digest of the network and the browser of the request."""
    browser = browser_in_short(request.META.get("HTTP_USER_AGENT", ""))
    place = f"{client_network(request)}\0{browser}"
    return salted_hmac("claims.places", place, algorithm="sha256").hexdigest()[:16]
