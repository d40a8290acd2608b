"""Keep what is known of each session up to date: when it was last used, and from where."""

import time
from collections.abc import Callable

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase

from .actions.account_sessions import renew_session, use_session
from .models.accounts import session_digest
from .reads.accounts.senders import PLACES, SEEN, place_of, sender_of

# Seconds between two notes of a session. Reading a page should seldom write.
BETWEEN_NOTES = 15 * 60
# Places of one session that are told apart: a phone changes its network, and a log must not fill up.
MOST_PLACES = 10


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
