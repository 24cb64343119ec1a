"""Whether the desk can work, for a load balancer or a person at three in the morning.

Answers without a login and says nothing else: no versions, no addresses, no figures.
"""

import logging

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)
PATIENCE = 0.5


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


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("The database does not answer")
        return "down"
    return "ok"


def _layer() -> str:
    if not settings.REDIS_URL:
        return "not used"
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE
        ) as client:
            client.ping()
    except (redis.RedisError, OSError) as problem:
        log.warning("Redis does not answer: %s", type(problem).__name__)
        return "down"
    return "ok"
