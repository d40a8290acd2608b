"""A URL in, a picture of the page out: rendered by a browser that reaches nothing but through our proxy."""

import base64
from dataclasses import dataclass
from typing import Any

from .addresses import PUBLIC, Guard
from .bounded import Broken, Deadline
from .browser import HOSTS_OF_ITS_MAKER, TooHeavy, browser
from .client import USER_AGENT
from .devtools import DevTools, Values
from .outcome import NotCaptured, bad_status, unreachable
from .proxy import ProxyLimits, proxy
from .targets import Target, read_url

WIDTH = 1280  # CSS pixels

_VIEWPORT = 1024  # the height of the window that the page sees
_LEAST = 200
_SETTLED = 0.7  # seconds after the page was loaded
# PNG keeps every pixel. JPEG is for pages full of photographs, whose PNG would be too large.
_FORMATS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("image/png", {"format": "png"}),
    ("image/jpeg", {"format": "jpeg", "quality": 80}),
    ("image/jpeg", {"format": "jpeg", "quality": 40}),
)
_BEGINNINGS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


@dataclass(frozen=True)
class PictureLimits:
    """The limits of one picture."""

    seconds: float = 40.0  # for everything
    loading: float = 15.0  # for the page to load, after it began to
    height: int = 10_000  # pixels
    size: int = 5_000_000  # bytes
    proxy: ProxyLimits = ProxyLimits(refused=HOSTS_OF_ITS_MAKER)


USUAL_PICTURE = PictureLimits()


@dataclass(frozen=True)
class Picture:
    content: bytes
    media_type: str
    final_url: str  # of the page that is in the picture
    status: int
    browser: str  # its name and version
    is_cut: bool  # the page is longer


def take_picture(
    url: str, *, path: str, guard: Guard = PUBLIC, limits: PictureLimits = USUAL_PICTURE
) -> Picture:
    """Return a picture of the page, from the browser at `path`. Raises NotCaptured.

    Blocks for at most `limits.seconds`, and a few more until the browser has ended.
    """
    deadline = Deadline(limits.seconds)
    target = read_url(url)
    try:
        with (
            proxy(guard, deadline=deadline, limits=limits.proxy) as port,
            browser(path, proxy_port=port, user_agent=USER_AGENT, deadline=deadline) as tools,
        ):
            return _Visit(tools, limits).picture_of(target)
    except TooHeavy as error:
        raise NotCaptured("too_heavy") from error
    except TimeoutError as error:
        raise NotCaptured("too_slow", worth_retrying=True) from error
    except (OSError, ValueError, KeyError) as error:
        raise NotCaptured("no_picture", worth_retrying=True) from error


def guard_for(url: str, guard: Guard) -> Guard:
    """Return a guard that allows, of the addresses that are not public, only those of this page's own server.

    A page on the internet must not reach the other servers that the desk may fetch from: its script would run
    there, and the picture would show what they said.
    """
    target = read_url(url)
    try:
        own = {(str(address), target.port) for address in guard.addresses(target.host, target.port)}
    except (OSError, ValueError) as error:
        raise unreachable() from error
    return Guard(allowed=guard.allowed & own, ports=guard.ports, resolve=guard.resolve)


class _Visit:
    """One page in one browser."""

    def __init__(self, tools: DevTools, limits: PictureLimits) -> None:
        self._tools, self._limits = tools, limits
        self._frame = ""
        self._url = ""
        self._status = 0
        self._is_loaded = False
        tools.on_event = self._note

    def picture_of(self, target: Target) -> Picture:
        name = self._open()
        answer = self._tools.call("Page.navigate", url=target.url)
        if answer.get("isDownload"):
            raise NotCaptured("no_page")
        if answer.get("errorText"):
            raise unreachable()
        self._tools.wait_until(lambda: self._is_loaded, self._limits.loading)
        self._tools.wait_until(lambda: False, _SETTLED)
        self._tools.call("Page.stopLoading")
        height, is_cut = self._height()
        media_type, content = self._shoot(height)
        # Last: whatever the page did meanwhile, this is what the picture shows.
        if not self._url.startswith(("http://", "https://")):
            raise unreachable()
        if self._status != 200:
            raise bad_status(self._status)
        return Picture(content, media_type, self._url, self._status, name, is_cut)

    def _open(self) -> str:
        """Open an empty page that keeps nothing, downloads nothing and asks nobody. Return the browser's name."""
        call = self._tools.call
        try:
            name = str(call("Browser.getVersion")["product"])
        except OSError as error:
            # Such as for want of a sandbox: it would have to be told to do without.
            raise NotCaptured("no_start") from error
        context = call("Target.createBrowserContext", disposeOnDetach=True)["browserContextId"]
        call("Browser.setDownloadBehavior", behavior="deny", browserContextId=context)
        page = call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        self._frame = page  # the page's own frame has its id
        attached = call("Target.attachToTarget", targetId=page, flatten=True)
        self._tools.session = attached["sessionId"]
        call("Page.enable")
        call("Network.enable", maxTotalBufferSize=0, maxResourceBufferSize=0)
        call("Network.setBypassServiceWorker", bypass=True)
        call(
            "Emulation.setDeviceMetricsOverride",
            width=WIDTH,
            height=_VIEWPORT,
            deviceScaleFactor=1,
            mobile=False,
        )
        return name

    def _note(self, method: str, values: Values) -> None:
        if method == "Page.javascriptDialogOpening":
            self._tools.send("Page.handleJavaScriptDialog", accept=False)
        elif method == "Page.loadEventFired":
            self._is_loaded = True
        elif method == "Page.frameNavigated" and values["frame"]["id"] == self._frame:
            self._url = str(values["frame"]["url"])
            self._is_loaded = False
        elif method == "Network.responseReceived" and values.get("frameId") == self._frame:
            if values["type"] == "Document":
                self._status = int(values["response"]["status"])
        elif method == "Inspector.targetCrashed":
            raise Broken("the page crashed")

    def _height(self) -> tuple[int, bool]:
        size = self._tools.call("Page.getLayoutMetrics")["cssContentSize"]
        height = max(_LEAST, int(size["height"]))
        return min(height, self._limits.height), height > self._limits.height

    def _shoot(self, height: int) -> tuple[str, bytes]:
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
        for media_type, options in _FORMATS:
            answer = self._tools.call(
                "Page.captureScreenshot", clip=clip, captureBeyondViewport=True, **options
            )
            content = base64.b64decode(answer["data"])
            if not content.startswith(_BEGINNINGS[media_type]):
                raise Broken("this is not a picture")
            if len(content) <= self._limits.size:
                return media_type, content
        raise NotCaptured("picture_too_large", most=self._limits.size)
