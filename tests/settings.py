"""Settings of the test run: the desk's own, with what a test may not depend on set first."""

import os
import tempfile
import time

os.environ.setdefault("SECRET_KEY", "a key for tests only, long enough for the checks, and never a secret")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="resultsdesk-tests-"))
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")
os.environ.setdefault("HTTPS", "off")

from resultsdesk.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if REDIS_URL:  # noqa: F405
    # Redis hands a hint to whoever listens, in any of its databases: each process of a run hears its own
    # alone, and those of the servers that it starts.
    run = os.environ.setdefault("TEST_RUN", f"{os.getpid()}-{time.time_ns()}")
    CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"desk-{run}-{os.environ.get('PYTEST_XDIST_WORKER')}"  # noqa: F405

if DATABASE_URL:  # noqa: F405
    # What a test leaves is thrown away: no commit need wait for the disk.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"  # noqa: F405
else:
    # A file, not memory: the hub reads in a thread of its own, and a shared memory database has
    # neither WAL nor a busy timeout.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
