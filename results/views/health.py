"""Whether the desk can work and is to be sent anybody, for a load balancer or a person at three at night.

Answers without a login and says nothing else: no versions, no addresses, no figures.
"""

import logging

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.boards.duty import migrations_waiting
from results.live.pulse import own_pulse
from results.views.machine import is_draining
from resultsdesk.redis_urls import redis_client

log = logging.getLogger(__name__)
PATIENCE = 0.5
BLIND_S = 5.0


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, 503 when it does not.

    Without Redis the desk is "degraded" and still 200: boards of other processes lag by a second.
    """
    database, layer = _database(), _layer()
    status = "down" if database == "down" else "degraded" if layer == "down" else "ok"
    body = {"status": status, "database": database, "redis": layer}
    return JsonResponse(body, status=503 if status == "down" else 200)


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 where this process may be sent pages and screens, 503 where it may not.

    It may while the database answers and has every migration, its screens are told what is new, and no file
    `draining` lies in DATA_DIR: put there before a machine is taken out. Redis is not asked for.
    """
    body = {
        "database": _database(),
        "migrations": "not known",
        "screens": "blind" if own_pulse().counted.blind_s > BLIND_S else "ok",
        "draining": "yes" if is_draining() else "no",
    }
    if body["database"] == "ok":
        body["migrations"] = _migrations()
    ready = body == {"database": "ok", "migrations": "ok", "screens": "ok", "draining": "no"}
    return JsonResponse({"status": "ready" if ready else "not ready", **body}, status=200 if ready else 503)


def _migrations() -> str:
    try:
        return "waiting" if migrations_waiting() else "ok"
    except DatabaseError as problem:
        log.error("The database does not tell its migrations: %s", problem)
        return "not known"


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        # A line, not a traceback: a load balancer asks once a second.
        log.error("The database does not answer: %s", problem)
        return "down"
    return "ok"


def _layer() -> str:
    if not settings.REDIS_URL:
        return "not used"
    try:
        redis_client(settings.REDIS_URL, patience_s=PATIENCE).ping()
    except (redis.RedisError, OSError) as problem:
        log.warning("Redis does not answer: %s", type(problem).__name__)
        return "down"
    return "ok"
