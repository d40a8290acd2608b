"""Delete what has ended: logins, failed logins, counts. All of it names people or their addresses."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.utils import timezone

from verify import limits

# axes itself forgets a failure after 15 minutes, but only when somebody fails again.
KEPT_ATTEMPTS = timedelta(days=1)


def delete_ended() -> dict[str, int]:
    """Delete expired sessions, failed logins older than a day, and ended counts. Return their numbers."""
    now = timezone.now()
    attempts = 0
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        attempts += model.objects.filter(attempt_time__lt=now - KEPT_ATTEMPTS).delete()[0]
    return {
        "expired sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "failed logins": attempts,
        "ended counts": limits.forget_ended(),
    }
