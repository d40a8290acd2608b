"""URLs of the admin and the accounts. All others are in claims.urls."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from verify import well_known
from verify.accounts import LoginView, PasswordResetConfirmView, PasswordResetView

# Links in mails come from the setting, not from the Host header of the request.
mail_context = (
    {
        "protocol": urlsplit(settings.PUBLIC_URL).scheme,
        "domain": urlsplit(settings.PUBLIC_URL).netloc,
        "site_name": "Verify",
    }
    if settings.PUBLIC_URL
    else {"site_name": "Verify"}
)

accounts = [
    path("login/", LoginView.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path(
        "password_change/",
        auth.PasswordChangeView.as_view(template_name="accounts/password_change.html"),
        name="password_change",
    ),
    path(
        "password_change/done/",
        auth.PasswordChangeDoneView.as_view(template_name="accounts/password_change_done.html"),
        name="password_change_done",
    ),
    path(
        "password_reset/",
        PasswordResetView.as_view(extra_email_context=mail_context),
        name="password_reset",
    ),
    path(
        "password_reset/done/",
        auth.PasswordResetDoneView.as_view(template_name="accounts/password_reset_done.html"),
        name="password_reset_done",
    ),
    path(
        "reset/<uidb64>/<token>/",
        PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
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
