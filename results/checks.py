"""System checks: what would hurt at three in the morning, said when the desk starts.

Each check reads settings only, has an id and a hint that says what to do. Errors stop every command;
warnings are printed. Refuses to talk to the database or to Redis: that is /healthz.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
LEAST_SECRET = 50

Found = list[CheckMessage]
Configs = Sequence[AppConfig] | None


@register
def layer_reaches_every_process(app_configs: Configs, **kwargs: Any) -> Found:
    """The in-memory layer does not cross processes: boards of the others would lag."""
    if "InMemory" not in settings.CHANNEL_LAYERS["default"]["BACKEND"]:
        return []
    if settings.PROCESSES > 1:
        return [
            Error(
                f"{settings.PROCESSES} processes are declared, and the channel layer is in memory.",
                hint="Set REDIS_URL, or PROCESSES=1.",
                id="results.E001",
            )
        ]
    if settings.PROCESSES < 1 and not settings.DEBUG:
        return [
            Error(
                "The database is PostgreSQL, the channel layer is in memory, and nobody said that one "
                "process serves the desk.",
                hint="Set REDIS_URL, or PROCESSES=1 if there is only one.",
                id="results.E002",
            )
        ]
    return []


@register(Tags.database)
def sqlite_takes_its_turn(app_configs: Configs, **kwargs: Any) -> Found:
    """SQLite without these options fails under two reporters at once."""
    return [
        Error(
            f"SQLite database '{alias}' has no {missing}.",
            hint="Take the settings of resultsdesk.services.sqlite().",
            id="results.E003",
        )
        for alias, config in settings.DATABASES.items()
        if config["ENGINE"].endswith("sqlite3")
        for missing in _missing_options(config.get("OPTIONS", {}))
    ]


def _missing_options(options: dict[str, Any]) -> list[str]:
    present = {
        "IMMEDIATE transactions": options.get("transaction_mode") == "IMMEDIATE",
        "write-ahead log": "journal_mode=wal" in str(options.get("init_command", "")).lower(),
        "busy timeout": float(options.get("timeout", 0)) >= 5,
    }
    return [name for name, is_there in present.items() if not is_there]


@register
def transactions_belong_to_commands(app_configs: Configs, **kwargs: Any) -> Found:
    """A transaction a request would hold the contest's lock while a page is drawn."""
    return [
        Error(
            f"ATOMIC_REQUESTS is on for database '{alias}'.",
            hint="Turn it off: each command opens its own transaction.",
            id="results.E004",
        )
        for alias, config in settings.DATABASES.items()
        if config.get("ATOMIC_REQUESTS")
    ]


@register(Tags.security)
def secret_is_long(app_configs: Configs, **kwargs: Any) -> Found:
    """Sessions and links are signed with it."""
    if len(settings.SECRET_KEY) >= LEAST_SECRET:
        return []
    return [
        Error(
            f"SECRET_KEY has {len(settings.SECRET_KEY)} characters.",
            hint=f"Give {LEAST_SECRET}: python3 -c 'import secrets; print(secrets.token_urlsafe(60))'",
            id="results.E005",
        )
    ]


@register(Tags.security)
def hosts_are_named(app_configs: Configs, **kwargs: Any) -> Found:
    """Origins of sockets are derived from the hosts."""
    if settings.DEBUG or "*" not in settings.ALLOWED_HOSTS:
        return []
    return [Error("ALLOWED_HOSTS lets in every host.", hint="Name the desk's hosts.", id="results.E006")]


@register(Tags.security)
def traffic_is_encrypted(app_configs: Configs, **kwargs: Any) -> Found:
    """Passwords and results cross the newsroom's network."""
    if settings.SECURE_SSL_REDIRECT or not _beyond_this_machine():
        return []
    return [
        Caution(
            "The desk answers to other machines without HTTPS.",
            hint="Put it behind nginx with a certificate, and leave HTTPS on.",
            id="results.W007",
        )
    ]


@register(Tags.security)
def debug_stays_at_home(app_configs: Configs, **kwargs: Any) -> Found:
    """Debug pages show settings and figures to whoever meets an error."""
    if not settings.DEBUG or not _beyond_this_machine():
        return []
    return [Caution("DEBUG is on for other machines.", hint="Set DEBUG=off.", id="results.W008")]


@register(Tags.security)
def origins_are_whole(app_configs: Configs, **kwargs: Any) -> Found:
    """A bare host as an origin lets in every scheme and port of that host."""
    loose = [origin for origin in settings.ALLOWED_ORIGINS if "://" not in origin and origin not in LOOPBACK]
    if not loose:
        return []
    return [
        Error(
            f"ALLOWED_ORIGINS has {', '.join(loose)} without a scheme.",
            hint="Write whole origins: https://desk.example.",
            id="results.E009",
        )
    ]


@register(Tags.security)
def proxy_is_believed(app_configs: Configs, **kwargs: Any) -> Found:
    """Behind nginx that nobody believes, HTTPS redirects for ever and everyone has one address."""
    if not settings.SECURE_SSL_REDIRECT or settings.TRUSTED_PROXY:
        return []
    return [
        Caution(
            "HTTPS is on, and no proxy is trusted to have ended it: every page redirects to itself.",
            hint="Set TRUSTED_PROXY=on behind nginx.",
            id="results.W010",
        )
    ]


def _beyond_this_machine() -> bool:
    return not set(settings.ALLOWED_HOSTS) <= LOOPBACK
