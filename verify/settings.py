"""Every setting of the desk, in one file. It runs from a clone without any environment variable."""

import ipaddress
import os
import secrets
import sqlite3
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from verify import __version__
from verify.environment import env_choice, env_days, env_flag, env_list, env_port, env_text
from verify.logins import options as login_options

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = __version__

# --- Where the desk keeps its data ---


def data_dir() -> Path:
    path = Path(env_text("DATA_DIR", str(BASE_DIR / "var"))).expanduser().resolve()
    try:
        # Unpublished material and the secret key are stored here, so only the owner may read it.
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR {path} cannot be created ({error.strerror}): set DATA_DIR to a folder "
            "that the desk may write to."
        ) from None
    return path


def secret_key() -> str:
    """Return SECRET_KEY, or create a key that survives restarts. Safe if two processes start at once."""
    if key := env_text("SECRET_KEY"):
        return key
    path = DATA_DIR / "secret_key"
    try:
        if not path.exists():
            descriptor, draft = tempfile.mkstemp(dir=DATA_DIR, prefix="secret_key.")
            try:
                with os.fdopen(descriptor, "w") as file:
                    file.write(secrets.token_urlsafe(64))
                # A link appears whole or not at all, and never over a key that exists.
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                os.unlink(draft)
        key = path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key {path} cannot be read or created ({error.strerror}): give the "
            "desk permission, or set SECRET_KEY."
        ) from None
    if len(key) < 50:
        raise ImproperlyConfigured(
            f"The secret key in {path} is too short to be safe: delete the file to get a new "
            "one (everyone must log in again), or set SECRET_KEY."
        )
    return key


DATA_DIR = data_dir()
NOTES = DATA_DIR / "notes"  # what ran last (verify/notes.py)
SECRET_KEY = secret_key()
DEBUG = env_flag("DEBUG")

# --- Databases ---

# The first SQLite without the WAL-reset bug; older ones get the slower rollback journal.
SQLITE_SAFE_WAL = (3, 51, 3)
_journal = "WAL" if sqlite3.sqlite_version_info >= SQLITE_SAFE_WAL else "DELETE"

# Seconds that whoever saves waits for somebody else who does. Then the request is refused as busy.
LOCK_WAIT = 20

SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": LOCK_WAIT,
    # Transactions that start DEFERRED, read and then write fail with "database is locked".
    "transaction_mode": "IMMEDIATE",
    # FULL: an acknowledged verdict survives a power cut, which NORMAL does not promise.
    # recursive_triggers: without it REPLACE deletes sealed rows behind the triggers' back.
    "init_command": (
        f"PRAGMA journal_mode={_journal};PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON;PRAGMA recursive_triggers=ON;"
    ),
}


def database() -> dict[str, Any]:
    url = env_text("DATABASE_URL")
    if not url:
        name = str(DATA_DIR / "verify.sqlite3")
        config: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": name}
    else:
        scheme = url.split(":", 1)[0]
        if scheme not in {"postgres", "postgresql", "sqlite"}:
            raise ImproperlyConfigured(
                f"DATABASE_URL starts with {scheme!r}: set it to postgres://user:password@host/name "
                "or sqlite:///path, or leave it unset."
            )
        try:
            config = dict(dj_database_url.parse(url))
        except ValueError:
            # The cause would print the address, including the password.
            raise ImproperlyConfigured(
                "DATABASE_URL cannot be read: set it to postgres://user:password@host/name with "
                "special characters percent-encoded, or to sqlite:///path."
            ) from None
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **SQLITE_OPTIONS}
        # In a file, not in memory: threads and processes of a test have their own connections.
        config["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    else:
        config["CONN_HEALTH_CHECKS"] = True
        options = config.setdefault("OPTIONS", {})
        theirs = options.get("options", "")
        options["options"] = f"-c lock_timeout={LOCK_WAIT}s {theirs}".strip()
    # Closing SQLite's last connection checkpoints the WAL, which is expensive at each request.
    config["CONN_MAX_AGE"] = 60
    return config


DATABASES = {"default": database()}

# --- Backups ---


def backup_key() -> Path | None:
    """Return the path of the key that signs backups (`signing_key`). The data folder is no place for it."""
    value = env_text("BACKUP_KEY")
    if not value:
        return None
    path = Path(value).expanduser().resolve()
    if path.is_relative_to(DATA_DIR):
        raise ImproperlyConfigured(
            f"BACKUP_KEY {path} is inside DATA_DIR: move the key elsewhere, because whoever can change the data must "
            "not be able to sign it."
        )
    return path


BACKUP_KEY = backup_key()
# For whom backups are encrypted: recipients of age, whose identities are not on this machine.
BACKUP_RECIPIENT = env_list("BACKUP_RECIPIENT")


def checkpoint_dir() -> Path | None:
    value = env_text("CHECKPOINT_DIR")
    return Path(value).expanduser().resolve() if value else None


def checkpoint_mail() -> list[str]:
    """Return who gets the checkpoint of each night. Without a mail server, nobody would."""
    addresses = env_list("CHECKPOINT_MAIL")
    for address in addresses:
        if "@" not in address.strip("@"):
            raise ImproperlyConfigured(
                f"CHECKPOINT_MAIL holds {address!r}: set it to mail addresses, separated by commas."
            )
    if addresses and not env_text("EMAIL_HOST"):
        raise ImproperlyConfigured("CHECKPOINT_MAIL needs a mail server: set EMAIL_HOST, too.")
    return addresses


def timestamp_url() -> str:
    """Return the URL of the authority. Its stamps are kept next to the checkpoints."""
    url = env_text("TIMESTAMP_URL")
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or parts.username or parts.fragment:
        raise ImproperlyConfigured(
            "TIMESTAMP_URL is not an address: set it to the http or https address of a time stamp authority, without a "
            "password."
        )
    if not (env_text("TIMESTAMP_CA") and env_text("CHECKPOINT_DIR")):
        raise ImproperlyConfigured(
            "TIMESTAMP_URL is not enough: set it together with TIMESTAMP_CA (a file with the authority's root "
            "certificates) and CHECKPOINT_DIR."
        )
    return url


# Every night the record is verified, in a process of its own (claims/management/nightly.py). 0: by your own schedule.
NIGHTLY = env_choice("NIGHTLY", "1", "0") == "1"
# Where it then keeps the head of the record, and whom it tells. Somewhere else is best: another machine, another person.
CHECKPOINT_DIR = checkpoint_dir()
CHECKPOINT_MAIL = checkpoint_mail()
# Who then confirms that this head exists (RFC 3161), and the certificates that the answer must lead to: read only if there is a URL.
TIMESTAMP_URL = timestamp_url()
TIMESTAMP_CA = Path(env_text("TIMESTAMP_CA")).expanduser().resolve()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Addresses and transport ---


def public_url() -> str:
    url = env_text("PUBLIC_URL").rstrip("/")
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or parts.path or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(
            f"PUBLIC_URL is {url!r}: set it to the address people type, such as "
            "https://verify.example.org, without a path."
        )
    return url


PUBLIC_URL = public_url()
PORT = env_port("PORT", 8000)
HTTPS = PUBLIC_URL.startswith("https://")

ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
if PUBLIC_URL:
    ALLOWED_HOSTS.append(urlsplit(PUBLIC_URL).hostname or "")
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

if HTTPS:
    # The proxy in front must set X-Forwarded-Proto and X-Forwarded-For itself (SECURITY.md).
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # A monitor on the machine uses plain HTTP.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # The prefix lets browsers refuse cookies that a sibling domain planted.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"


def trusted_proxies() -> int:
    """Return how many proxies of the desk's own add to X-Forwarded-For: one in front of https, else none."""
    value = env_text("TRUSTED_PROXIES", "1" if HTTPS else "0")
    if not (value.isascii() and value.isdigit() and int(value) < 10):
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES is {value!r}: set it to the number of your proxies that a request passes, 0 to 9."
        )
    return int(value)


TRUSTED_PROXIES = trusted_proxies()


def security_contact() -> str:
    contact = env_text("SECURITY_CONTACT")
    if contact and not contact.startswith(("mailto:", "https://", "tel:")):
        raise ImproperlyConfigured(
            f"SECURITY_CONTACT is {contact!r}: set it to mailto:somebody@example.org or an https address."
        )
    return contact


# For /.well-known/security.txt. Without it: DEFAULT_FROM_EMAIL.
SECURITY_CONTACT = security_contact()

# Preloading binds the whole registered domain, which the desk cannot promise.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- What is installed ---

INSTALLED_APPS = [
    "claims.apps.ClaimsConfig",
    "verify.apps.VerifyConfig",
    "claims.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
]

# --- Second factors and single sign-on: off unless they are set (verify/logins/) ---

MFA = env_flag("MFA")
OIDC = login_options.provider()
INSTALLED_APPS += login_options.apps(mfa=MFA, oidc=OIDC)
globals().update(
    login_options.allauth_settings(mfa=MFA, oidc=OIDC, proxies=TRUSTED_PROXIES, https=HTTPS)
)
# Who must have a second factor: a function of the account.
SECOND_FACTOR_REQUIRED = "claims.rules.needs_second_factor"

# --- Background work ---

# Tasks wait in the same database, written in the same transaction as what needs them.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# web: one thread of each web process runs the tasks.
# worker: `manage.py worker` does, and can be started several times.
BACKGROUND = env_choice("BACKGROUND", "web", "worker")


def fetch_allowed() -> frozenset[tuple[str, int]]:
    """Return the non-public addresses that may be captured, written as `10.1.2.3:8080, [fd00::1]:80`."""
    pairs: set[tuple[str, int]] = set()
    for part in env_list("FETCH_ALLOWED"):
        host, colon, port = part.rpartition(":")
        try:
            address = str(ipaddress.ip_address(host.removeprefix("[").removesuffix("]")))
            number = int(port)
        except ValueError:
            number = 0
        if not colon or not 0 < number < 65536:
            raise ImproperlyConfigured(
                f"FETCH_ALLOWED holds {part!r}: set it to IP addresses with their ports, such as "
                "10.1.2.3:8080, separated by commas."
            )
        pairs.add((address, number))
    return frozenset(pairs)


# For a server on the desk's own network. Anyone who may enter a URL can then reach it.
FETCH_ALLOWED = fetch_allowed()

# A picture of each archived page, by a browser that is on the machine: found by its usual names, or named here.
SCREENSHOTS = env_flag("SCREENSHOTS")
SCREENSHOT_BROWSER = env_text("SCREENSHOT_BROWSER")

# --- What a request passes through ---


# Headers first, so that every response has them: static files, redirects and errors too.
MIDDLEWARE = [
    "verify.requests.RequestLog",
    "verify.middleware.ReadToTheEnd",
    "verify.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "verify.middleware.RefuseBrokenInput",
    "verify.middleware.PrivateResponses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "claims.middleware.SessionsSeen",
    "verify.middleware.LoginRequired",
    "verify.middleware.Limits",
    "claims.middleware.Drafts",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]
if MFA or OIDC:
    MIDDLEWARE.append("allauth.account.middleware.AccountMiddleware")
if MFA:
    MIDDLEWARE.insert(
        MIDDLEWARE.index("verify.middleware.Limits"), "verify.logins.middleware.SecondFactor"
    )

ROOT_URLCONF = "verify.urls"
WSGI_APPLICATION = "verify.wsgi.application"
CSRF_FAILURE_VIEW = "verify.views.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.context.frame",
            ],
        },
    },
]

# Forms are rendered by templates/django/forms, so that every field on every page looks the same.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Logins ---

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": "verify.passwords.GuessesValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"
# One working day: a login forgotten on a shared machine does not last until the next.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # scripts find the CSRF token in the page
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
PASSWORD_RESET_TIMEOUT = 3600
# Not in a cookie of its own, which would have no __Host- prefix.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Account and network together: somebody who guesses cannot lock the real person out elsewhere.
# verify/guessing.py limits what comes from many networks.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "verify.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "verify.proxies.client_network"
AXES_HANDLER = "verify.guessing.Handler"
AXES_CLIENT_STR_CALLABLE = "verify.guessing.describe_client"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# A browser that logged in is known for half a year. Behind a guessed-at account it still gets in.
DEVICE_COOKIE_NAME = "__Host-device" if HTTPS else "device"
DEVICE_COOKIE_AGE = 180 * 24 * 3600
# Which account used the browser last (verify/held.py).
ACCOUNT_COOKIE_NAME = "__Host-account" if HTTPS else "account"
ACCOUNT_COOKIE_AGE = 30 * 24 * 3600

# --- What may be done how often (verify/middleware.py) ---

_MINUTE, _HOUR, _DAY = 60, 3600, 24 * 3600
# (what, names of URLs, method, whose, most, seconds). A stranger is a network, anybody else an account.
LIMITS = [
    # Each may be a guess at the old password, by somebody who found a browser logged in.
    ("password change", {"password_change"}, "POST", "session", 10, 15 * _MINUTE),
    ("password again", {"account_reauthenticate"}, "POST", "session", 10, 15 * _MINUTE),
    ("single sign-on", {"openid_connect_login"}, "POST", "network", 60, 15 * _MINUTE),
    ("single sign-on answers", {"openid_connect_callback"}, "GET", "network", 60, 15 * _MINUTE),
    ("password changes of a day", {"password_change"}, "POST", "session", 50, _DAY),
    ("password reset", {"password_reset"}, "POST", "network", 10, 15 * _MINUTE),
    ("numbered export", {"export"}, "POST", "account", 20, _HOUR),
    (
        "export",
        {
            "export_verdicts",
            "export_evidence",
            "export_bundle",
            "export_proof",
            "export_workbook",
            "export_claims",
            "export_claims_workbook",
            "export_changes",
        },
        "GET",
        "account",
        60,
        10 * _MINUTE,
    ),
    (
        "capture",
        {"article_urls", "article_capture_again", "evidence_capture_again", "capture_list"},
        "POST",
        "account",
        60,
        10 * _MINUTE,
    ),
    ("fingerprint", {"record_lookup"}, "GET", "network", 60, 10 * _MINUTE),
    # Any list with words to search for.
    ("search", {"?q"}, "GET", "account", 120, _MINUTE),
]
# Mails to one address within an hour. More are not sent, and whoever asks is not told.
RESET_MAILS = 3

# --- What people send ---

# Forms refuse a text of more than 2,000,000 characters and keep what was typed, so it must
# reach them. A letter beyond ASCII takes six bytes or more on the way: 32 MB hold 5 million.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
# Django limits fields but not files. This limits the whole request (verify/middleware.py).
REQUEST_MAX_SIZE = 64 * 1024 * 1024
# Such a body takes 80 times its size in memory, before it is known who sent it. Forms for whole texts, lists
# of URLs and files are multipart, which does not.
URLENCODED_MAX_SIZE = 2 * 1024 * 1024

# --- Files ---

MEDIA_ROOT = DATA_DIR / "captures"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# No other site's pages need the desk's static files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "verify.storage.WholeFiles"},
    # Hashed names may be cached for ever. verify/settings_for_tests.py uses plain names.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Language and time ---

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = "verify.formats"  # how screens write dates

# --- Mail: printed to the terminal unless a server is set ---

EMAIL_HOST = env_text("EMAIL_HOST")
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_PORT = env_port("EMAIL_PORT", 587)
    EMAIL_HOST_USER = env_text("EMAIL_HOST_USER")
    EMAIL_HOST_PASSWORD = env_text("EMAIL_HOST_PASSWORD")
    EMAIL_USE_SSL = EMAIL_PORT == 465
    # Ports 25 and 1025 are a relay on the machine, which seldom supports TLS.
    EMAIL_USE_TLS = EMAIL_PORT not in {25, 465, 1025}
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", "verify@localhost")

# --- Retention: off unless a number of days is set. `retention --dry-run` says what would be removed ---

# Archived copies on which no claim and no evidence rests.
RETAIN_COPIES_DAYS = env_days("RETAIN_COPIES_DAYS")
# Addresses, browsers and mail addresses in the account log. The log itself stays whole.
RETAIN_ACCOUNT_LOG_DAYS = env_days("RETAIN_ACCOUNT_LOG_DAYS")

# --- Logs: one JSON object a line on stderr, never a request body ---

# Seconds after which a request is logged as slow. People wait at most two for a save.
SLOW_REQUEST = 2.0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "verify.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django would add its own console handler, and mail tracebacks.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # Otherwise six lines at each login. Lockouts are warnings.
        "axes": {"level": "WARNING"},
        # Otherwise five lines for each task. claims.actions.captures logs the result.
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
