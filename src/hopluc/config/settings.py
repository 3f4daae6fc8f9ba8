"""Django settings, all from the environment (`.env.example` lists every variable).

The defaults are the embedded profile of `make run`: SQLite under `var/`, a worker beside
the web process. `HOPLUC_PROFILE=production` turns the safe values on; `hopluc check`
refuses what would be unsafe there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from hopluc.config import env

ROOT = Path(env.text("HOPLUC_ROOT", str(Path.cwd())))
env.load_dotenv(ROOT / ".env")
VAR = Path(env.text("HOPLUC_VAR", str(ROOT / "var")))
PACKAGE = Path(__file__).resolve().parents[1]

PROFILE = env.text("HOPLUC_PROFILE", "local")
PRODUCTION = PROFILE == "production"
DEMO = env.flag("HOPLUC_DEMO", False)
DEBUG = env.flag("HOPLUC_DEBUG", False)

# A fixed key outside production keeps sessions across restarts; check hopluc.E001 refuses it there.
INSECURE_KEY = "insecure-local-key-not-for-production"
SECRET_KEY = env.text("HOPLUC_SECRET_KEY", INSECURE_KEY)
ALLOWED_HOSTS = env.listing("HOPLUC_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.listing("HOPLUC_ORIGINS")

INSTALLED_APPS = [
    "hopluc.ui",  # first: its templates stand before those of the libraries
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # a page of allauth's loads it
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_q",
    "template_partials",
    "hopluc.archive",
    "hopluc.organizations",
    "hopluc.plans",
    "hopluc.intake",
    "hopluc.engagement",
    "hopluc.reporting",
    "hopluc.handover",
    "hopluc.web",
    "hopluc.demo",
    "hopluc.config.apps.ConfigConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hopluc.organizations.middleware.ActingMiddleware",
    "hopluc.ui.lists.OpeningFilter",
    "hopluc.web.system.middleware.NoNulMiddleware",
]

ROOT_URLCONF = "hopluc.config.urls"
WSGI_APPLICATION = "hopluc.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hopluc.ui.context.shell",
            ],
        },
    }
]

FORM_RENDERER = "hopluc.ui.rendering.Renderer"

# SQLite: a write transaction takes its lock at BEGIN and waits for it, else half of the
# concurrent read-then-write transactions are refused. FULL keeps what was acknowledged
# even when the machine loses power.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{VAR / 'hopluc.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE_OPTIONS
    VAR.mkdir(parents=True, exist_ok=True)
elif env.flag("HOPLUC_PG_PREPARED", True):
    # The few questions of every page are planned once for a connection and not for each request, which took
    # the server as long as answering them. A pool that lends a connection for one transaction must know of
    # prepared statements (docs/production.md).
    DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.text("CACHE_URL")}
    if env.text("CACHE_URL")
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "hopluc_cache"}
}

# A job killed with its worker comes back only after `retry`, which must be above `timeout`.
Q_CLUSTER: dict[str, Any] = {
    "name": "hopluc",
    "orm": "default",
    "workers": env.number("HOPLUC_WORKERS", 1),
    "timeout": env.number("HOPLUC_JOB_TIMEOUT", 240),
    "retry": env.number("HOPLUC_JOB_RETRY", 300),
    "max_attempts": 5,
    "ack_failures": True,
    "poll": 0.3,
    "catch_up": False,
    "bulk": 1,
    "save_limit": 500,
    "label": "Hợp Lực",
}

AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["hopluc.organizations.passwords.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "hopluc.organizations.adapters.ClosedAccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# An office shares one address, and on the day reports are due all of it signs in: for one address only
# what fails is counted (organizations/adapters.py), beside the limit of each account.
FAILED_SIGN_INS_PER_MINUTE = env.number("HOPLUC_FAILED_LOGINS_PER_MINUTE", 60)
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/300s/key",
    # The public page that checks issued documents; a file costs some seconds of the machine.
    "check_document": "60/m/ip",
    "check_file": "20/m/ip",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "vi"
# One language until a second one is whole: a page half in the browser's language reads badly.
LANGUAGES = [("vi", _("Tiếng Việt"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["hopluc.ui.formats"]
# Numbers for reading go through the filter `figure`; an id in a form must never become "1.234".
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("HOPLUC_STATIC_ROOT", str(VAR / "static")))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR / "files")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Files as received, by hash (hopluc.archive); never served by the web server itself.
FILES_ROOT = VAR / "files"

# Which keys sign and which authorities are trusted (reporting.issuing.keyring); never in the database.
SIGNING = Path(env.text("HOPLUC_SIGNING", str(VAR / "signing" / "signing.toml")))

# The limits of an upload; a larger file is refused with the limit named.
UPLOAD_MAX_BYTES = env.number("HOPLUC_UPLOAD_MAX_MB", 50) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],  # bars set their width on the element
        "img-src": [SELF, "data:"],
        "font-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "hopluc.web.system.views.forged"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.flag("HOPLUC_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.number("HOPLUC_HSTS_SECONDS", 31536000)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
# These two ask for promises about the whole domain of the province, which are not ours to make.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Mails (reminders, forgotten passwords). Without a server they are printed where the worker runs.
EMAIL_HOST = env.text("HOPLUC_MAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.number("HOPLUC_MAIL_PORT", 587)
EMAIL_HOST_USER = env.text("HOPLUC_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("HOPLUC_MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("HOPLUC_MAIL_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("HOPLUC_MAIL_FROM", "hopluc@localhost")
# Where people open the site: what a mail and a calendar lead to.
SITE_ADDRESS = env.text("HOPLUC_SITE", "http://localhost:8000").rstrip("/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("HOPLUC_LOG_LEVEL", "WARNING")},
}
