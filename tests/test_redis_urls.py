"""One address says where Redis is: what it may say, what is refused; no password is ever repeated."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from resultsdesk.redis_urls import RedisAddress, layer_host, read_redis_url
from resultsdesk.services import layers

README = Path(__file__).resolve().parent.parent / "README.md"
TLS = {"ssl": True, "ssl_check_hostname": True}
READ = {
    "a server": ("redis://cache.example", RedisAddress((("cache.example", 6379),), options={"db": 0})),
    "a port and a database": (
        "redis://10.0.0.7:6380/5",
        RedisAddress((("10.0.0.7", 6380),), options={"db": 5}),
    ),
    "a database as an option": ("redis://cache?db=5", RedisAddress((("cache", 6379),), options={"db": 5})),
    "IPv6": ("redis://[::1]:6380/0", RedisAddress((("::1", 6380),), options={"db": 0})),
    "a password": (
        "redis://:pw@cache/0",
        RedisAddress((("cache", 6379),), options={"db": 0, "password": "pw"}),
    ),
    "a name, a password with signs in it": (
        "redis://desk:p%40s%2Fs%23%3A@cache/0",
        RedisAddress((("cache", 6379),), options={"db": 0, "username": "desk", "password": "p@s/s#:"}),
    ),
    "TLS": ("rediss://cache:6380/0", RedisAddress((("cache", 6380),), options={"db": 0, **TLS})),
    "TLS by a certificate of one's own": (
        "rediss://cache/0?ssl_ca_certs=/etc/ssl/own.pem",
        RedisAddress((("cache", 6379),), options={"db": 0, "ssl_ca_certs": "/etc/ssl/own.pem", **TLS}),
    ),
    "a socket": ("unix:///run/redis/redis.sock", RedisAddress(path="/run/redis/redis.sock")),
    "a socket, a database, a password": (
        "unix://:pw@/run/redis.sock?db=2",
        RedisAddress(path="/run/redis.sock", options={"db": 2, "password": "pw"}),
    ),
    "a Sentinel": (
        "redis+sentinel://watch/mymaster",
        RedisAddress((("watch", 26379),), master="mymaster", options={"db": 0}),
    ),
    "Sentinels, all said": (
        "redis+sentinel://desk:pw@one:26380,[::2],three:1/night/4?sentinel_username=s&sentinel_password=spw",
        RedisAddress(
            (("one", 26380), ("::2", 26379), ("three", 1)),
            master="night",
            options={"db": 4, "username": "desk", "password": "pw"},
            sentinel_options={"username": "s", "password": "spw"},
        ),
    ),
    "Sentinels by TLS": (
        "rediss+sentinel://one,two/night/0?ssl_ca_certs=/etc/ssl/own.pem",
        RedisAddress(
            (("one", 26379), ("two", 26379)),
            master="night",
            options={"db": 0, "ssl_ca_certs": "/etc/ssl/own.pem", **TLS},
            sentinel_options={"ssl_ca_certs": "/etc/ssl/own.pem", **TLS},
        ),
    ),
}  # fmt: skip
REFUSED = {
    "no scheme": ("localhost:6379", "must begin with redis://"),
    "another's scheme": ("http://:hunter2@cache", "must begin with redis://"),
    "two servers": ("redis://:hunter2@one,two/0", "names several servers"),
    "no host": ("redis://:hunter2@/0", "names no host"),
    "a host with a blank": ("redis://:hunter2@my cache/0", "names no host"),
    "a port that is none": ("redis://:hunter2@cache:sixty/0", "names no host"),
    "a port too high": ("redis://:hunter2@cache:70000/0", "names no host"),
    "a slash in the password": ("redis://:hunter2/3@cache:6379/0", "names no host"),
    "a sharp in the password": ("redis://:hunter2#3@cache:6379/0", "has a # in it"),
    "a question mark in the password": ("redis://:x?hunter2@cache:6379/0", "cannot be read"),
    "a bracket in the password": ("redis://:hunter2[@cache:6379/0", "cannot be read"),
    "a database that is no number": ("redis://:hunter2@cache/night", "has a database that is no number"),
    "no check of certificates": (
        "rediss://:hunter2@cache/0?ssl_cert_reqs=none",
        "how certificates are checked",
    ),
    "no check of names": ("rediss://:hunter2@cache/0?ssl_check_hostname=no", "how certificates are checked"),
    "TLS options without TLS": (
        "redis://:hunter2@cache/0?ssl_ca_certs=/x",
        "known are db, password, username",
    ),
    "an option with a slip": ("redis://:hunter2@cache/0?bd=1", "has an option that is not known"),
    "a Sentinel's option without Sentinels": ("redis://cache/0?sentinel_password=hunter2", "not known"),
    "no master": ("redis+sentinel://:hunter2@one,two", "must name the master"),
    "a gap between Sentinels": ("redis+sentinel://:hunter2@one,,two/night", "names no host"),
    "no socket": ("unix://:hunter2@", "names no socket"),
    "a socket of another machine": ("unix://cache/run/redis.sock", "names no socket"),
}  # fmt: skip


@pytest.mark.parametrize(("url", "meant"), READ.values(), ids=READ)
def test_an_address_says_where_redis_is(url, meant):
    assert read_redis_url(url) == meant


@pytest.mark.parametrize(("url", "wrong"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said_with_the_variable_and_nothing_of_the_address(url, wrong):
    with pytest.raises(ImproperlyConfigured) as refused:
        layers(url)
    said = str(refused.value)
    assert said.startswith("REDIS_URL ")
    assert wrong in said
    assert "hunter2" not in said
    # What it was raised from would print the whole address below it.
    assert refused.value.__suppress_context__


def test_the_addresses_in_the_readme_are_such_as_are_read():
    told = re.findall(r"`((?:rediss?(?:\+sentinel)?|unix)://[^`\s]+/[^`\s]+)`", README.read_text())
    assert len(told) >= 3
    for url in told:
        read_redis_url(url)


def test_an_address_prints_no_password():
    url = "redis+sentinel://desk:hunter2@one/night/0?sentinel_password=hunter2"
    assert "hunter2" not in repr(read_redis_url(url))


def test_the_layer_asks_the_sentinels_by_their_own_password_and_waits_for_none_of_them_long():
    url = "rediss+sentinel://:pw@one,two/night/0?sentinel_password=spw&ssl_ca_certs=/etc/ssl/own.pem"
    host = layer_host(read_redis_url(url), connect_s=1, answer_s=5)
    assert (host["master_name"], host["sentinels"]) == ("night", [("one", 26379), ("two", 26379)])
    assert (host["password"], host["ssl"], host["socket_timeout"]) == ("pw", True, 5)
    theirs = host["sentinel_kwargs"]
    assert (theirs["password"], theirs["ssl"], theirs["socket_timeout"]) == ("spw", True, 1)
