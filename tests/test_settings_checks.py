"""Each system check finds its fault, says what to do, and is silent about a sound desk."""

import pytest

from results import checks
from resultsdesk.services import SQLITE_OPTIONS

MEMORY = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
REDIS = {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer"}}


def sqlite(**changed) -> dict:
    return {
        "default": {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {**SQLITE_OPTIONS, **changed}},
    }


FAULTS = [
    ("several processes in memory", checks.layer_reaches_every_process, "results.E001",
     {"CHANNEL_LAYERS": MEMORY, "PROCESSES": 2}),
    ("nobody said one process", checks.layer_reaches_every_process, "results.E002",
     {"CHANNEL_LAYERS": MEMORY, "PROCESSES": 0, "DEBUG": False}),
    ("no write-ahead log", checks.sqlite_takes_its_turn, "results.E003",
     {"DATABASES": sqlite(init_command="")}),
    ("no IMMEDIATE", checks.sqlite_takes_its_turn, "results.E003",
     {"DATABASES": sqlite(transaction_mode=None)}),
    ("no busy timeout", checks.sqlite_takes_its_turn, "results.E003",
     {"DATABASES": sqlite(timeout=0)}),
    ("a transaction a request", checks.transactions_belong_to_commands, "results.E004",
     {"DATABASES": {"default": {**sqlite()["default"], "ATOMIC_REQUESTS": True}}}),
    ("a short secret", checks.secret_is_long, "results.E005", {"SECRET_KEY": "x" * 49}),
    ("every host", checks.hosts_are_named, "results.E006", {"ALLOWED_HOSTS": ["*"], "DEBUG": False}),
    ("no HTTPS beyond this machine", checks.traffic_is_encrypted, "results.W007",
     {"ALLOWED_HOSTS": ["desk.example"], "SECURE_SSL_REDIRECT": False}),
    ("debug pages beyond this machine", checks.debug_stays_at_home, "results.W008",
     {"ALLOWED_HOSTS": ["desk.example"], "DEBUG": True}),
    ("an origin without a scheme", checks.origins_are_whole, "results.E009",
     {"ALLOWED_ORIGINS": ["desk.example"]}),
    ("HTTPS that nobody ended", checks.proxy_is_believed, "results.W010",
     {"SECURE_SSL_REDIRECT": True, "TRUSTED_PROXY": False}),
]  # fmt: skip
SOUND = [
    ("one process in memory", checks.layer_reaches_every_process, {"CHANNEL_LAYERS": MEMORY, "PROCESSES": 1}),
    ("several on Redis", checks.layer_reaches_every_process, {"CHANNEL_LAYERS": REDIS, "PROCESSES": 4}),
    ("a developer's PostgreSQL", checks.layer_reaches_every_process,
     {"CHANNEL_LAYERS": MEMORY, "PROCESSES": 0, "DEBUG": True}),
    ("the desk's SQLite", checks.sqlite_takes_its_turn, {"DATABASES": sqlite()}),
    ("PostgreSQL", checks.sqlite_takes_its_turn,
     {"DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}}}),
    ("commands' transactions", checks.transactions_belong_to_commands, {"DATABASES": sqlite()}),
    ("a long secret", checks.secret_is_long, {"SECRET_KEY": "x" * 50}),
    ("named hosts", checks.hosts_are_named, {"ALLOWED_HOSTS": ["desk.example"], "DEBUG": False}),
    ("HTTP on this machine", checks.traffic_is_encrypted,
     {"ALLOWED_HOSTS": ["localhost"], "SECURE_SSL_REDIRECT": False}),
    ("HTTPS beyond it", checks.traffic_is_encrypted,
     {"ALLOWED_HOSTS": ["desk.example"], "SECURE_SSL_REDIRECT": True}),
    ("debug pages at home", checks.debug_stays_at_home, {"ALLOWED_HOSTS": ["localhost"], "DEBUG": True}),
    ("whole origins", checks.origins_are_whole, {"ALLOWED_ORIGINS": ["https://desk.example", "localhost"]}),
    ("HTTPS ended by nginx", checks.proxy_is_believed, {"SECURE_SSL_REDIRECT": True, "TRUSTED_PROXY": True}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "id_", "changed"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
# Databases are only read as settings here: no connection is made under the changed ones.
@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
def test_it_finds_the_fault_and_says_what_to_do(settings, check, id_, changed):
    for name, value in changed.items():
        setattr(settings, name, value)
    found = check(app_configs=None)
    assert [message.id for message in found] == [id_]
    assert found[0].hint


@pytest.mark.parametrize(("check", "changed"), [row[1:] for row in SOUND], ids=[row[0] for row in SOUND])
@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
def test_it_is_silent_about_a_sound_desk(settings, check, changed):
    for name, value in changed.items():
        setattr(settings, name, value)
    assert check(app_configs=None) == []
