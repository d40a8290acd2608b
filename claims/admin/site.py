"""The admin site: who may enter is the rules' question; is_superuser is never asked."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest

from claims import rules
from claims.enums import Role


class DeskAdminSite(AdminSite):
    site_header = site_title = "Verify"
    index_title = "Data entry"

    def has_permission(self, request: HttpRequest) -> bool:
        roles = rules.roles_of(request.user)
        return rules.has_power(roles, Role.RESEARCHER) or Role.ADMIN in roles
