"""Where Redis is, read from one address, and the desk's clients of it.

Owns the forms of the address: a server, one by TLS, one by a socket of this machine, or the name of a master
that Sentinels watch. Refuses TLS without a look at the certificate, options it does not know, and to repeat
any part of an address that it refuses: a password with a stray sign in it may stand anywhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from redis.sentinel import Sentinel

SCHEMES = ("redis", "rediss", "unix", "redis+sentinel", "rediss+sentinel")
SERVER_PORT, SENTINEL_PORT = 6379, 26379
SENTINEL_PREFIX = "sentinel_"
PEOPLE = frozenset({"username", "password"})
CERTIFICATES = frozenset({"ssl_ca_certs", "ssl_certfile", "ssl_keyfile"})
CHECKS = frozenset({"ssl_cert_reqs", "ssl_check_hostname"})
# Host names, IPv4, IPv6 in brackets; then a port.
HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::(?P<port>\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """A Redis. `hosts` are the Sentinels' where there is a `master`, its name among them; else there is one.

    `path` is that of a socket of this machine. `options` and `sentinel_options` are what connections take, by
    the names of redis-py.
    """

    hosts: tuple[tuple[str, int], ...] = ()
    path: str = ""
    master: str = ""
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)
    sentinel_options: Mapping[str, Any] = field(default_factory=dict, repr=False)


def read_redis_url(url: str) -> RedisAddress:
    """The Redis at an address. Raises ValueError with what is wrong, to follow the name of the variable."""
    scheme = url.partition("://")[0]
    if scheme not in SCHEMES or "://" not in url:
        raise ValueError(
            "must begin with redis://, rediss:// (TLS), unix://, redis+sentinel:// or rediss+sentinel://"
        )
    try:
        parts = urlsplit(url)
        given = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        raise ValueError(
            "cannot be read: write signs such as / ? # @ in a password as %2F %3F %23 %40"
        ) from None
    if parts.fragment:
        raise ValueError("has a # in it: write it as %23")
    options = _options(given, tls=scheme.startswith("rediss"), watched=scheme.endswith("+sentinel"))
    if scheme == "unix":
        return _on_this_machine(parts, options)
    if scheme.endswith("+sentinel"):
        return _watched(parts, options)
    return _server(parts, options)


def _options(given: Mapping[str, str], *, tls: bool, watched: bool) -> dict[str, Any]:
    if set(given) & CHECKS:
        raise ValueError(
            "must not say how certificates are checked: they always are. Name whom to trust: ssl_ca_certs"
        )
    known = {"db", *PEOPLE, *(CERTIFICATES if tls else ())}
    known |= {SENTINEL_PREFIX + name for name in PEOPLE} if watched else set()
    if not set(given) <= known:
        raise ValueError(f"has an option that is not known there: known are {', '.join(sorted(known))}")
    number = {"db": _number(given["db"])} if "db" in given else {}
    return {**given, **number, **({"ssl": True, "ssl_check_hostname": True} if tls else {})}


def _on_this_machine(parts: SplitResult, options: Mapping[str, Any]) -> RedisAddress:
    if len(parts.path) < 2 or parts.netloc.rpartition("@")[2]:
        raise ValueError("names no socket: unix:///run/redis/redis.sock?db=0")
    return RedisAddress(path=unquote(parts.path), options={**_person(parts), **options})


def _server(parts: SplitResult, options: Mapping[str, Any]) -> RedisAddress:
    hosts = _hosts(parts, SERVER_PORT)
    if len(hosts) != 1:
        raise ValueError(
            "names several servers: only Sentinels may be several, as redis+sentinel://a,b/master/0"
        )
    return RedisAddress(hosts=hosts, options=_with_database(parts, parts.path.strip("/"), options))


def _watched(parts: SplitResult, options: Mapping[str, Any]) -> RedisAddress:
    master, _, database = parts.path.strip("/").partition("/")
    if not master:
        raise ValueError(
            "must name the master that the Sentinels watch: redis+sentinel://host:26379/mymaster/0"
        )
    own = {name: value for name, value in options.items() if not name.startswith(SENTINEL_PREFIX)}
    theirs = {
        name.removeprefix(SENTINEL_PREFIX): value
        for name, value in options.items()
        if name.startswith((SENTINEL_PREFIX, "ssl"))
    }
    return RedisAddress(
        hosts=_hosts(parts, SENTINEL_PORT),
        master=unquote(master),
        options=_with_database(parts, database, own),
        sentinel_options=theirs,
    )


def _hosts(parts: SplitResult, port: int) -> tuple[tuple[str, int], ...]:
    found = [HOST.fullmatch(host.strip()) for host in parts.netloc.rpartition("@")[2].split(",")]
    hosts = [(host["six"] or host["name"], int(host["port"] or port)) for host in found if host]
    if len(hosts) < len(found) or not all(0 < number < 65536 for _, number in hosts):
        raise ValueError(
            "names no host and port: redis://:password@host:6379/0, other signs as %2F %3F %23 %40"
        )
    return tuple(hosts)


def _with_database(parts: SplitResult, database: str, options: Mapping[str, Any]) -> dict[str, Any]:
    return {"db": _number(database or "0"), **_person(parts), **options}


def _person(parts: SplitResult) -> dict[str, str]:
    name, _, password = parts.netloc.rpartition("@")[0].partition(":")
    said = {"username": unquote(name), "password": unquote(password)}
    return {what: value for what, value in said.items() if value}


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError("has a database that is no number: redis://host:6379/0")
    return int(text)


def layer_host(address: RedisAddress, *, connect_s: float, answer_s: float) -> dict[str, Any]:
    """What the channel layer takes for this Redis, and how long it waits for a connection, for an answer."""
    patience = {"socket_connect_timeout": connect_s, "socket_timeout": answer_s}
    if address.master:
        return {
            "master_name": address.master,
            "sentinels": list(address.hosts),
            # A Sentinel that is away or hangs must not hold up the question to the next.
            "sentinel_kwargs": {
                **address.sentinel_options,
                "socket_connect_timeout": connect_s,
                "socket_timeout": connect_s,
                "retry": redis.asyncio.retry.Retry(NoBackoff(), 0),
            },
            **address.options,
            **patience,
        }
    return {**_single(address, asynchronous=True), **patience}


def _single(address: RedisAddress, *, asynchronous: bool) -> dict[str, Any]:
    made = redis.asyncio if asynchronous else redis
    options = dict(address.options)
    if address.path:
        return {**options, "connection_class": made.UnixDomainSocketConnection, "path": address.path}
    kind = {"connection_class": made.SSLConnection} if options.pop("ssl", False) else {}
    ((host, port),) = address.hosts
    return {**options, **kind, "host": host, "port": port}


@cache
def redis_client(url: str, *, patience_s: float) -> redis.Redis:
    """The process's client of this Redis; whoever asks it waits so long, and twice that after a restart."""
    address = read_redis_url(url)
    # Once again where a connection that was kept turns out to be closed, and never with a pause.
    patience: dict[str, Any] = {
        "socket_connect_timeout": patience_s,
        "socket_timeout": patience_s,
        "retry": Retry(NoBackoff(), 1),
    }
    if not address.master:
        return redis.Redis(
            connection_pool=redis.ConnectionPool(**_single(address, asynchronous=False), **patience)
        )
    # redis-py types none of its Sentinel.
    sentinels: Any = Sentinel
    watching = sentinels(address.hosts, sentinel_kwargs={**address.sentinel_options, **patience})
    master: redis.Redis = watching.master_for(address.master, **address.options, **patience)
    return master
