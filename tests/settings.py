"""Settings of the test run: the product's own, with a scratch folder and a fast hash."""

import os
import tempfile
from pathlib import Path

from hopluc.config.settings import *  # noqa: F403

# While a window of Playwright is open its loop lives in the thread of the tests that come after it, which
# Django would take for asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

VAR = Path(tempfile.mkdtemp(prefix="hopluc-test-"))
FILES_ROOT = VAR / "files"
SIGNING = VAR / "signing" / "signing.toml"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEMO = False
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir()
# All tests come from one address.
ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS | {"check_document": "9999/m/ip", "check_file": "9999/m/ip"}  # noqa: F405
