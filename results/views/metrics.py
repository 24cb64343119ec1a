"""The desk's numbers for Prometheus. Owns the gauges' names.

Whoever reads them shows METRICS_TOKEN; without that setting nobody reads them. Refuses figures: how many
entries wait, never what they say. Asks the database once a second at most, however often it is read.
"""

import secrets
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from results.live.overview import Overview, overview
from results.live.pulse import own_pulse
from results.measures.page import CONTENT_TYPE, page

SHUT = "Metrics are shut: set METRICS_TOKEN, and show it as a bearer's token.\n"
NOT_YOURS = "That is not the token of METRICS_TOKEN.\n"


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything counted by the processes of this machine. 403 without a token set, 401 with another."""
    if not settings.METRICS_TOKEN:
        return HttpResponse(SHUT, status=403, content_type="text/plain; charset=utf-8")
    if not secrets.compare_digest(_shown(request).encode(), settings.METRICS_TOKEN.encode()):
        headers = {"WWW-Authenticate": "Bearer"}
        return HttpResponse(NOT_YOURS, status=401, headers=headers, content_type="text/plain; charset=utf-8")
    return HttpResponse(page(Gauges()), content_type=CONTENT_TYPE)


def _shown(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else request.GET.get("token", "")


class Gauges(Collector):
    """What stands at this moment, of the processes of this machine and of the database."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every gauge; those that the database would tell are left out while it does not answer."""
        now = overview()
        yield GaugeMetricFamily("desk_database_up", "Whether the database answers.", value=now.database)
        if now.redis is not None:
            yield GaugeMetricFamily("desk_redis_up", "Whether Redis answers.", value=now.redis)
        yield from _of_processes(now)
        if now.database:
            yield from _of_the_night(now)


def _of_processes(now: Overview) -> Iterator[GaugeMetricFamily]:
    process = ["process"]
    running = GaugeMetricFamily("desk_process", "A process that serves.", labels=["process", "version"])
    sockets = GaugeMetricFamily("desk_sockets", "Sockets that listen.", labels=["process", "topic"])
    linked = GaugeMetricFamily("desk_links_connected", "Links that a socket came in by.", labels=process)
    blind = GaugeMetricFamily("desk_blind_seconds", "Since the database was last looked at.", labels=process)
    lag = GaugeMetricFamily("desk_lag_seconds", "Age of the oldest event not told yet.", labels=process)
    here = own_pulse().host
    # Another machine's processes are read there.
    for one in (one for one in now.processes if one.pulse.host == here):
        name, counted = one.pulse.name, one.pulse.counted
        running.add_metric([name, one.pulse.version], 1)
        for topic, many in sorted(counted.sockets.items()):
            sockets.add_metric([name, topic], many)
        linked.add_metric([name], len(counted.links))
        blind.add_metric([name], counted.blind_s)
        lag.add_metric([name], one.lag_s)
    yield from (running, sockets, linked, blind, lag)


def _of_the_night(now: Overview) -> Iterator[GaugeMetricFamily]:
    seq = GaugeMetricFamily("desk_seq", "The number of the last event.", labels=["election"])
    waiting = GaugeMetricFamily(
        "desk_unconfirmed", "Entries that wait for somebody.", labels=["election", "state"]
    )
    for election in now.elections:
        seq.add_metric([election.slug], election.seq)
        waiting.add_metric([election.slug, "waiting"], election.waiting)
        waiting.add_metric([election.slug, "disputed"], election.disputed)
    yield from (seq, waiting)
    yield GaugeMetricFamily("desk_links_open", "Links that open something.", value=len(now.links))
