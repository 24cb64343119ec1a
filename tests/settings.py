"""Settings of the test run: the desk's own, with what a test may not depend on set first."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "a key for tests only, long enough for the checks, and never a secret")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="resultsdesk-tests-"))
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")
os.environ.setdefault("HTTPS", "off")

from resultsdesk.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if not DATABASE_URL:  # noqa: F405
    # A file, not memory: the hub reads in a thread of its own, and a shared memory database has
    # neither WAL nor a busy timeout.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
