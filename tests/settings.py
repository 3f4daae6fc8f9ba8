"""Settings of the test run: the product's own, with a scratch folder and a fast hash."""

import tempfile
from pathlib import Path

from hopluc.config.settings import *  # noqa: F403

VAR = Path(tempfile.mkdtemp(prefix="hopluc-test-"))
FILES_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEMO = False
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir()
