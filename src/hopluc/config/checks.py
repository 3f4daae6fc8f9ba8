"""Start-up checks: what is missing or unsafe, with an id and a hint that says how to get it right."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from hopluc.config.settings import INSECURE_KEY
from hopluc.reporting.issuing.keyring import keyring

SHORTEST_KEY = 50
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


@register(Tags.security)
def profile(**_: Any) -> list[CheckMessage]:
    """A production profile refuses what is fit for one's own machine only."""
    if settings.PROFILE not in ("local", "production"):
        return [
            Error(
                f"HOPLUC_PROFILE={settings.PROFILE!r} is not known.",
                hint="Set HOPLUC_PROFILE to local or production.",
                id="hopluc.E000",
            )
        ]
    if not settings.PRODUCTION:
        return []
    default = settings.DATABASES["default"]
    rules: list[tuple[bool, CheckMessage]] = [
        (
            settings.SECRET_KEY == INSECURE_KEY or len(settings.SECRET_KEY) < SHORTEST_KEY,
            Error(
                "HOPLUC_SECRET_KEY is not set, or shorter than 50 characters.",
                hint="Make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'",
                id="hopluc.E001",
            ),
        ),
        (
            settings.DEMO,
            Error(
                "Demo mode signs anyone in with one click and cannot be on in production.",
                hint="Unset HOPLUC_DEMO.",
                id="hopluc.E002",
            ),
        ),
        (
            settings.DEBUG,
            Error("Debug pages show settings.", hint="Unset HOPLUC_DEBUG.", id="hopluc.E003"),
        ),
        (
            "*" in settings.ALLOWED_HOSTS or set(settings.ALLOWED_HOSTS) <= LOOPBACK,
            Error(
                "HOPLUC_HOSTS does not name the address that people use.",
                hint="Set HOPLUC_HOSTS to the host names, separated by commas; not *.",
                id="hopluc.E004",
            ),
        ),
        (
            not settings.SECURE_SSL_REDIRECT,
            Error(
                "Pages are served without TLS.",
                hint="Unset HOPLUC_SSL_REDIRECT and put a proxy with TLS in front.",
                id="hopluc.E005",
            ),
        ),
        (
            default["ENGINE"].endswith("sqlite3"),
            Warning(
                "SQLite serves one machine.",
                hint="Set DATABASE_URL=postgres://… for a province.",
                id="hopluc.W001",
            ),
        ),
        (
            settings.Q_CLUSTER["timeout"] >= settings.Q_CLUSTER["retry"],
            Error(
                "HOPLUC_JOB_TIMEOUT must be below HOPLUC_JOB_RETRY, or a running job is started twice.",
                hint="Keep at least a minute between them.",
                id="hopluc.E006",
            ),
        ),
    ]
    return [message for wrong, message in rules if wrong]


@register(Tags.security)
def signing_keys(**_: Any) -> list[CheckMessage]:
    """Keys that sign are whole, real in production, and nobody's but the owner's to read."""
    try:
        ring = keyring()
    except ImproperlyConfigured as error:
        hint = "See docs/signed-reports.md for what the file says."
        return [Error(f"The keyring of HOPLUC_SIGNING cannot be read: {error}", hint=hint, id="hopluc.E007")]
    found: list[CheckMessage] = []
    if ring.test and settings.PRODUCTION:
        hint = "Point HOPLUC_SIGNING to the keyring of the offices, or remove the demo's."
        found.append(Error("The keyring holds the demo's test keys.", hint=hint, id="hopluc.E008"))
    secret = [path for key in ring.keys for path in (key.file, key.password_file) if path]
    if open_ := [str(path) for path in secret if not path.is_file() or path.stat().st_mode & 0o077]:
        told = f"Keys that are missing, or that others than their owner may read: {', '.join(open_)}"
        found.append(Warning(told, hint="chmod 600 them and 700 their folder.", id="hopluc.W002"))
    return found


def refuse_unsafe() -> None:
    """Outside the local profile nothing starts that `hopluc check` calls an error: SystemExit with why."""
    if settings.PROFILE == "local":
        return
    try:
        call_command("check", "--deploy", "--tag", Tags.security)
    except SystemCheckError as error:
        raise SystemExit(str(error)) from None
