"""The health check, for monitors, without an account."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from claims.reads import health


@login_not_required  # a monitor has no account, and learns nothing of the desk's work
@require_GET
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    faults = health.faults()
    answer: dict[str, object] = {}
    if "database" not in faults and "migrations" not in faults:
        measured = health.measures()
        faults |= health.faults_of(measured)
        answer["measures"] = asdict(measured)
    answer |= {"status": "failing" if faults else "ok", "faults": faults}
    return JsonResponse(answer, status=503 if faults else 200)
