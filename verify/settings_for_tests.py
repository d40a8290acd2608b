"""Keep a test run apart from the desk: its data, its environment, its hashed file names."""

import atexit
import os
import shutil
import socket
import tempfile

# A variable set for the desk on this machine must not affect tests. DATABASE_URL stays:
# it chooses the engine, and Django creates a separate test database there.
for _name in (
    "ALLOWED_HOSTS", "BACKGROUND", "BACKUP_KEY", "BACKUP_RECIPIENT", "CHECKPOINT_DIR", "CHECKPOINT_MAIL", "DEBUG", "DEMO", "DEMO_PASSWORD", "FETCH_ALLOWED",
    "PUBLIC_URL", "SCREENSHOTS", "SCREENSHOT_BROWSER", "SECRET_KEY", "TIMESTAMP_CA", "TIMESTAMP_URL", "TRUSTED_PROXIES",
    "MFA", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME",
):  # fmt: skip
    os.environ.pop(_name, None)

# Second factors and single sign-on are off by default, and have a run of their own (tests/logins/).
if os.environ.get("LOGINS"):
    with socket.socket() as _socket:
        _socket.bind(("127.0.0.1", 0))
        _port = _socket.getsockname()[1]
    os.environ |= {
        "MFA": "1", "OIDC_ISSUER": f"http://127.0.0.1:{_port}", "OIDC_CLIENT_ID": "desk",
        "OIDC_CLIENT_SECRET": "a secret of the tests", "OIDC_NAME": "Example Login",
    }  # fmt: skip

# One folder per process: two runs at the same time never share a test database.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="verify-tests-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

# Because of Playwright's event loop, Django would refuse every query of a browser test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from verify.settings import *  # noqa: E402, F403
from verify.settings import STATIC_ROOT, STORAGES  # noqa: E402

# Hashed names need collectstatic first, and an old manifest would fail tests of new files.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise warns where collectstatic has not run; warnings are errors here.
STATIC_ROOT.mkdir()

# It would verify another database than that of the tests.
NIGHTLY = False

# Argon2 is slow on purpose, and tests create hundreds of accounts.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
