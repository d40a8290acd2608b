"""Find what the pages of a desk offer: each link with parameters and each form, one of each kind."""

from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import lxml.html

from .desk import Person, Request

# They end the login that goes on, or change its password.
LEFT_OUT = (
    "/accounts/logout/",
    "/admin/logout/",
    "/admin/password_change/",
    "/accounts/password_change/",
    "/accounts/sessions/",
    "/static/",
)
# Two pages of a kind: more show nothing new.
PAGES_OF_A_KIND = 4
FILTERS = "q=&rating=&publisher=&speaker=&question=&language=en&signed_since=2025-01-01&signed_until=2026-12-31"
FILTERS += "&as_of=2025-04-10&versions=all&bom=0&columns=first"
# What a browser would submit as nothing, so that the desk reads it: a refused request tests nothing behind the refusal.
VALUES = {
    "q": "Armenia",
    "since": "2025-01-01",
    "until": "2026-01-01",
    "assignee": "",
    "speaker": "6",
    "publisher": "12",
}
# Parameters that only a desk with many rows links to, and addresses that scripts build.
HIDDEN = {
    "": ["/accounts/login/?next=/", "/accounts/password_reset/"],
    "editor": [
        "/?before=&page=1&q=",
        "/captures/?state=given_up",
        "/corrections/?before=1&change=correction",
        f"/export/verdicts.csv?{FILTERS}",
        f"/export/evidence.csv?{FILTERS}",
        f"/export/bundle.zip?{FILTERS}",
        "/export/proof.zip?q=&rating=&publisher=&speaker=&question=&language=en",
        f"/export/verdicts.xlsx?{FILTERS}",
        "/export/claims.csv?status=open&q=&question=&sort=newest&publisher=&speaker=&language=&since=2025-01-01&until=",
        "/export/numbered/?before=1",
        "/questions/?before=1&q=",
        "/record/?before=100&object=claim:1&downloads=",
        "/sources/?before=99&q=",
        "/holds/new/?article=1",
        f"/verify/?sha256={'a' * 64}",
        "/admin/autocomplete/?term=a&app_label=claims&model_name=evidence&field_name=claim",
    ],
    "admin": [
        "/accounts/log/?account=&event=",
        "/trail/?before=99&person=1",
    ],
}


def crawl(person: Person, within: str = "/") -> list[Request]:
    """Return for each method and kind of page one request, with all parameters that any page offers of it."""
    found: dict[tuple[str, str], Request] = {}
    for hidden in HIDDEN[person.name]:
        _keep(found, request_of_link(hidden))
    queue, seen = deque([within, *HIDDEN[person.name]]), set[str]()
    pages = Counter[str]()
    while queue:
        address = queue.popleft()
        kind = request_of_link(address).kind[1]
        if address in seen or pages[kind] == PAGES_OF_A_KIND:
            continue
        seen.add(address)
        pages[kind] += 1
        for request in offers(address, person.read(address)):
            if not request.path.startswith(within) or request.path.startswith(LEFT_OUT):
                continue
            _keep(found, request)
            if request.method == "GET":
                queue.append(request.address)
    return list(found.values())


def _keep(found: dict[tuple[str, str], Request], request: Request) -> None:
    if not request.fields:
        return
    old = found.get(request.kind)
    fields = dict(request.fields) | dict(old.fields if old else ())
    path = old.path if old else request.path
    found[request.kind] = Request(request.method, path, tuple(fields.items()))


def request_of_link(address: str) -> Request:
    parts = urlsplit(address)
    return Request("GET", parts.path, tuple(parse_qsl(parts.query, keep_blank_values=True)))


def offers(path: str, text: str) -> Iterator[Request]:
    """Yield each link of ours and each form of the page, filled as a browser would submit it."""
    if not text.strip():
        return
    page = lxml.html.document_fromstring(text)
    for name in ("href", "hx-get"):
        for element in page.iterfind(f".//*[@{name}]"):
            address = urldefrag(urljoin(path, element.get(name, "").strip())).url
            if element.tag != "link" and address.startswith("/") and not address.startswith("//"):
                yield request_of_link(address)
    for form in page.forms:
        fields = {name: value for name, value in form.form_values() if name}
        for one in form.inputs:  # what nobody has chosen yet, too
            if one.name and one.name not in fields and getattr(one, "type", "") != "file":
                fields[one.name] = next(filter(None, getattr(one, "value_options", [])), "")
        filled = tuple(
            (name, value.strip() or VALUES.get(name, "")) for name, value in fields.items()
        )
        action = urljoin(path, form.get("action") or form.get("hx-post") or path)
        yield Request(form.method, urlsplit(action).path, filled)
        for element in form.iterfind(".//*[@hx-get]"):
            yield Request("GET", urlsplit(urljoin(path, element.get("hx-get", ""))).path, filled)
        for element in form.iterfind(".//*[@hx-post]"):
            yield Request("POST", urlsplit(urljoin(path, element.get("hx-post", ""))).path, filled)
