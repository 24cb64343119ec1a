"""The desk's settings, all from the environment. Embedded (SQLite, one process) unless told otherwise.

Secure unless DEBUG is asked for. The secret key is made once and kept where everything is embedded;
a desk on PostgreSQL or Redis is given one, because its processes must share it.
"""

import os
from pathlib import Path

import fontpkg_inter
from django.core.exceptions import ImproperlyConfigured

from resultsdesk.environment import Environment
from resultsdesk.origins import LOOPBACK, derived, for_forms
from resultsdesk.services import database, kept_secret, layers, static_root

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

DEBUG = env.switch("DEBUG", default=False, meaning="Django's debug pages. Never on the night.")
DATA_DIR = Path(
    env.text(
        "DATA_DIR",
        default=str(BASE_DIR / ".desk"),
        shown="`.desk` in the checkout",
        meaning="Where the embedded database, the kept secret and collected static files live.",
    )
)
DATABASE_URL = env.text(
    "DATABASE_URL", default="", shown="SQLite in `DATA_DIR`", meaning="`postgres://user:password@host/name`."
)
REDIS_URL = env.text(
    "REDIS_URL",
    default="",
    shown="none: one process",
    meaning="`redis://`, `rediss://` (TLS) or `redis+sentinel://`; lets several processes serve.",
)
DATABASE_CONNECTIONS = env.number(
    "DATABASE_CONNECTIONS", default=10, least=2, meaning="The most connections a process holds to PostgreSQL."
)
PROCESSES = env.number(
    "PROCESSES",
    default=0 if DATABASE_URL and not REDIS_URL else 1,
    least=1,
    shown="1; must be said with PostgreSQL and no Redis",
    meaning="How many processes serve this desk on this machine; more than one needs `REDIS_URL`.",
)
TICK_MS = env.number(
    "TICK_MS",
    default=50,
    meaning="What happens within so many milliseconds of what a board was told is told in one frame.",
)
SECRET_KEY = env.text(
    "SECRET_KEY",
    default="",
    shown="made and kept in `DATA_DIR`",
    meaning="Signs sessions and links. Must be given with `DATABASE_URL` or `REDIS_URL`.",
)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", default=LOOPBACK, meaning="Host names the desk answers to.")
HTTPS = env.switch(
    "HTTPS",
    default=not DEBUG and not set(ALLOWED_HOSTS) <= set(LOOPBACK),
    shown="on, off where only this machine is allowed",
    meaning="Cookies only over HTTPS, redirect to it, HSTS.",
)
ALLOWED_ORIGINS = env.origins(
    "ALLOWED_ORIGINS",
    default=derived(ALLOWED_HOSTS, https=HTTPS),
    shown="`https://` before each of `ALLOWED_HOSTS`",
    meaning="Pages that may open sockets and post forms, with scheme and port.",
)
SOCKET_ORIGINS = ALLOWED_ORIGINS
TRUSTED_PROXY = env.switch(
    "TRUSTED_PROXY",
    default=False,
    meaning="Believe `X-Forwarded-Proto` and `X-Forwarded-For`: only behind nginx.",
)
TIME_ZONE = env.text("TIME_ZONE", default="Europe/London", meaning="The newsroom's clock.")
LOG_LEVEL = env.choice(
    "LOG_LEVEL",
    default="INFO",
    choices=("DEBUG", "INFO", "WARNING", "ERROR"),
    meaning="How much the desk writes to its log.",
)
LOG_FORMAT = env.choice(
    "LOG_FORMAT",
    default="TEXT",
    choices=("TEXT", "JSON"),
    meaning="Lines for people, or JSON a line for machines, with every request and command too.",
)
METRICS_TOKEN = env.text(
    "METRICS_TOKEN",
    default="",
    shown="none: `/metrics` is shut",
    meaning="What Prometheus shows to read `/metrics`, as a bearer's token.",
)
BACKUP_DIR = env.text(
    "BACKUP_DIR",
    default="",
    shown="none: not watched",
    meaning="Folder that backups are written to; `/status/` tells how old the newest one is.",
)

if not SECRET_KEY:
    if DATABASE_URL or REDIS_URL:
        raise ImproperlyConfigured(
            "SECRET_KEY must be set with DATABASE_URL or REDIS_URL: processes share it."
        )
    SECRET_KEY = kept_secret(DATA_DIR)

INSTALLED_APPS = [
    "resultsdesk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "channels",
    "django_htmx",
    "axes",
    "results",
]
MIDDLEWARE = [
    "resultsdesk.middleware.on_record",
    # What an answer carries comes before whatever may answer: machines, files and the way to HTTPS too.
    "resultsdesk.middleware.content_security_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "resultsdesk.middleware.for_machines",
    "resultsdesk.middleware.in_utf_8",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "resultsdesk.reading_again.ReadAgain",
    "resultsdesk.middleware.in_one_thread",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
ROOT_URLCONF = "resultsdesk.urls"
ASGI_APPLICATION = "resultsdesk.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database(DATABASE_URL, DATA_DIR, connections=DATABASE_CONNECTIONS)}
CHANNEL_LAYERS = {"default": layers(REDIS_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "index"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "resultsdesk.proxy.client_address"
AXES_LOCKOUT_CALLABLE = "results.views.people.locked_out"

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Figures are small; a photograph of a sheet is not, and goes from memory to the database, never to a disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024

STATIC_URL = "static/"
STATIC_ROOT = static_root(DATA_DIR)
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", Path(fontpkg_inter.ROOT) / "files")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "resultsdesk.staticfiles.DeskStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SECURE_SSL_REDIRECT = HTTPS
# A load balancer asks after health on this machine, in plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 2
CSRF_COOKIE_SECURE = HTTPS
# Scripts send the form's own token.
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = for_forms(ALLOWED_ORIGINS)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "in_one_line": {"()": "resultsdesk.logs.InOneLine"},
        "others_in_one_line": {"()": "resultsdesk.logs.OthersInOneLine"},
        "not_of_machines": {"()": "resultsdesk.logs.NotOfMachines"},
        "seldom": {"()": "resultsdesk.logs.Seldom"},
    },
    "formatters": {"TEXT": {"()": "resultsdesk.logs.Lines"}, "JSON": {"()": "resultsdesk.logs.Json"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        "newest": {"()": "results.measures.remarks.Remember"},
    },
    "root": {"handlers": ["stderr", "newest"], "level": "WARNING"},
    "loggers": {
        "results": {"level": LOG_LEVEL},
        # Every request and command: nginx and the audit have them where people read the log.
        "results.record": {"level": LOG_LEVEL if LOG_FORMAT == "JSON" else "WARNING"},
        "resultsdesk": {"level": LOG_LEVEL},
        "django.request": {"filters": ["not_of_machines", "others_in_one_line"]},
        "uvicorn.error": {"filters": ["others_in_one_line"]},
        "channels_redis.pubsub": {"filters": ["in_one_line"]},
        "psycopg.pool": {"filters": ["seldom"]},
    },
}
