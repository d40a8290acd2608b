"""The admin site. The rules decide who may enter; is_superuser never counts."""

import functools
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator

from claims import rules
from claims.enums import Role
from claims.reads.health import last_runs

from .request_state import roles_of


class DeskAdminSite(AdminSite):
    site_header = site_title = "Verify"
    index_title = "Data entry"

    def has_permission(self, request: HttpRequest) -> bool:
        roles = roles_of(request)
        return rules.has_power(roles, Role.RESEARCHER) or Role.ADMIN in roles

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Refuse people who are signed in but may not enter. Django would send them to the login page."""
        checked = super().admin_view(view, cacheable)

        @functools.wraps(checked)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return checked(request, *args, **kwargs)

        return inner

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show admins when the record was last verified, and when a backup was last made."""
        runs = last_runs() if Role.ADMIN in roles_of(request) else []
        return super().index(request, {**(extra_context or {}), "last_runs": runs})

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Redirect to the one login page, which counts failures."""
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return HttpResponseRedirect(reverse("password_change"))
