"""What is done with every request: sessions that are used are noted, drafts of saved forms forgotten, and forms have a page."""

import logging
import time
from collections.abc import Callable

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from .actions.account_sessions import renew_session, use_session
from .actions.drafts import finish_drafts, note_restored
from .forms.drafts import KEY
from .models.accounts import session_digest
from .reads.accounts.senders import PLACES, SEEN, place_of, sender_of
from .reads.drafts.draft_offers import posted
from .reads.drafts.draft_pages import page_of_match

log = logging.getLogger(__name__)

# Seconds between two notes of a session. Reading a page should seldom write.
BETWEEN_NOTES = 15 * 60
# Places of one session that are told apart: a phone changes its network, and a log must not fill up.
MOST_PLACES = 10

# Addresses that a form is sent to while somebody types, or that are no form's.
_SAVES_NOTHING = {
    "article_read_pasted",
    "claim_new_similar",
    "claim_new_speaker",
    "draft_discard",
    "draft_keep",
}
# Buttons that send a form only to see more of it.
_LOOKS = {"look", "split"}


class SessionsSeen:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and isinstance(request.user, User):
            self._note(request, request.user)
        response = self.get_response(request)
        now = request.session.session_key
        if key and now and now != key and request.user.is_authenticated:
            renew_session(session_digest(key), sender_of(request))
        return response

    def _note(self, request: HttpRequest, account: User) -> None:
        """Note the session after a while, or from another place. A database that is busy or full must not stop reading."""
        now, place = int(time.time()), place_of(request)
        places: list[str] = request.session.get(PLACES, [])
        is_elsewhere = bool(places) and place not in places and len(places) < MOST_PLACES
        if now - request.session.get(SEEN, 0) < BETWEEN_NOTES and not is_elsewhere:
            return
        try:
            use_session(account, sender_of(request), is_elsewhere=is_elsewhere)
        except DatabaseError:
            return
        request.session[SEEN] = now
        request.session[PLACES] = list(dict.fromkeys([*places, place]))[:MOST_PLACES]


class Drafts:
    """Forget the draft of a form that was saved, and lead whoever opens the address of a form to the page that has it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if request.method in {"GET", "HEAD"} and response.status_code == 405 and match:
            page = page_of_match(match)
            return HttpResponseRedirect(page) if page else response
        if request.method == "POST" and isinstance(request.user, User):
            try:
                self._note(request, response, request.user)
            except DatabaseError:  # the form was saved all the same
                log.warning("a draft could not be forgotten")
        return response

    def _note(self, request: HttpRequest, response: HttpResponseBase, account: User) -> None:
        form = posted(request)
        if restored := form.get("draft_restore"):
            note_restored(account, restored)
            return
        match = request.resolver_match
        if match is None or match.url_name in _SAVES_NOTHING or _LOOKS & form.keys():
            return
        # Refused forms of the desk are 409 and 422. The admin shows them with 200, as it has no htmx.
        is_saved = response.status_code in {302, 303} or (
            response.status_code in {200, 204} and "HX-Request" in request.headers
        )
        key = form.get("draft", "")
        if is_saved:
            finish_drafts(account, request.path, key if KEY.fullmatch(key) else "")
