"""URLs of the admin and the accounts. All others are in claims.urls."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from verify import well_known
from verify.accounts import LoginView

# Passwords are changed by actions of claims, whose URLs begin with accounts/ too.
accounts = [
    path("login/", LoginView.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path(
        "password_change/done/",
        auth.PasswordChangeDoneView.as_view(template_name="accounts/password_change_done.html"),
        name="password_change_done",
    ),
    path(
        "password_reset/done/",
        auth.PasswordResetDoneView.as_view(template_name="accounts/password_reset_done.html"),
        name="password_reset_done",
    ),
    path(
        "reset/done/",
        auth.PasswordResetCompleteView.as_view(
            template_name="accounts/password_reset_complete.html"
        ),
        name="password_reset_complete",
    ),
]

if settings.MFA or settings.OIDC:
    from verify.logins.urls import patterns

    accounts += patterns()

well_known_urls = [
    path("favicon.ico", well_known.favicon, name="favicon"),
    path("robots.txt", well_known.robots, name="robots"),
    path(".well-known/security.txt", well_known.security_txt, name="security_txt"),
]

urlpatterns = [
    *well_known_urls,
    path("admin/", admin.site.urls),
    path("accounts/", include(accounts)),
    path("", include("claims.urls")),
]

handler400 = "verify.views.bad_request"
handler403 = "verify.views.permission_denied"
handler404 = "verify.views.page_not_found"
handler500 = "verify.views.server_error"
