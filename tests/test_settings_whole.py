"""The settings as a whole, in a process of their own: what starts and what does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READ = ("DEBUG", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "ALLOWED_ORIGINS", "HTTPS")
READ += ("TRUSTED_PROXY", "PROCESSES", "LOG_LEVEL", "TIME_ZONE", "DJANGO_SETTINGS_MODULE", "DATA_DIR")
LONG = "b7Jq0cVn3pXw9LrT5sYd2kHf8mGz4uAe6iOx1vNtQyWsRjKpDl"
PRODUCTION = {
    "SECRET_KEY": LONG,
    "DATABASE_URL": "postgres://desk@127.0.0.1/desk",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "ALLOWED_HOSTS": "desk.example",
    "TRUSTED_PROXY": "on",
}


@pytest.fixture
def manage(tmp_path):
    """Runs manage.py with these variables and none of this run's."""

    def run(*args: str, **variables: str) -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if name not in READ}
        env = {**inherited, "DATA_DIR": str(tmp_path), **variables}
        return subprocess.run(
            [sys.executable, "manage.py", *args],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_bare_checkout_needs_no_settings(manage):
    done = manage("check")
    assert done.returncode == 0, done.stderr


def test_a_production_desk_passes_every_check(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("beside", ["DATABASE_URL", "REDIS_URL"])
def test_it_refuses_to_make_a_secret_that_processes_must_share(manage, beside):
    done = manage("check", **{beside: PRODUCTION[beside]})
    assert "SECRET_KEY must be set with DATABASE_URL or REDIS_URL" in done.stderr


def test_it_refuses_a_misspelt_switch(manage):
    done = manage("check", DEBUG="ture")
    assert "DEBUG must be on or off; it is 'ture'." in done.stderr


def test_https_is_on_as_soon_as_other_machines_are_let_in(manage):
    asked = "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.ALLOWED_ORIGINS)"
    done = manage("shell", "--no-imports", "-c", asked, ALLOWED_HOSTS="desk.example")
    assert done.stdout.strip() == "True ['https://desk.example']", done.stderr


def test_it_refuses_postgresql_without_redis_unless_one_process_is_declared(manage):
    silent = {name: value for name, value in PRODUCTION.items() if name != "REDIS_URL"}
    assert "results.E002" in manage("check", **silent).stderr
    assert manage("check", **silent, PROCESSES="1").returncode == 0
