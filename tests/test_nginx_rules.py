"""What README.md's nginx does with requests, whatever is behind it: how often, to whom, how large."""

import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.desks import a_port, until
from tests.nginx import Nginx, an_nginx
from tests.services import needs_nginx
from tests.stand_ins import StandIn, stand_ins

pytestmark = needs_nginx
TOKEN = "a-token-that-nobody-may-read-in-a-log"
DECLARE = "/admin/results/contest/1/declare/"


@pytest.fixture
def dead() -> str:
    """Where nobody listens."""
    return f"127.0.0.1:{a_port()}"


@pytest.fixture
def nginx(tmp_path) -> Iterator[tuple[Nginx, StandIn]]:
    """In front of one machine that answers."""
    machine = StandIn()
    with stand_ins(machine) as behind, an_nginx(tmp_path, behind) as server:
        yield server, machine


def asked(nginx: Nginx, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str, dict]:
    """Status, text and headers of an answer, by HTTPS."""
    request = urllib.request.Request(f"{nginx.url}{path}", body, {"Accept-Encoding": "identity", **headers})
    try:
        with urllib.request.urlopen(request, timeout=30, context=nginx.trust()) as answer:
            return answer.status, answer.read().decode("latin-1"), dict(answer.headers)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode("latin-1"), dict(refused.headers)


def test_it_is_taken_as_it_stands(tmp_path):
    said = Nginx(tmp_path, ["127.0.0.1:8000"]).check()
    assert said.returncode == 0
    assert "warn" not in said.stderr


def test_what_was_sent_is_never_sent_a_second_time(tmp_path):
    machines = [StandIn(dies=True), StandIn(dies=True)]
    with stand_ins(*machines) as behind, an_nginx(tmp_path, behind) as nginx:
        status, page, _ = asked(nginx, DECLARE, b"votes-1=10")
        assert status == 502
        assert "may have arrived or not" in page
        assert sorted(len(machine.asked) for machine in machines) == [0, 1]


def test_what_could_not_be_sent_goes_to_another_machine(tmp_path, dead):
    machine = StandIn()
    with stand_ins(machine) as behind, an_nginx(tmp_path, [dead, *behind]) as nginx:
        assert {asked(nginx, DECLARE, b"votes-1=10")[0] for _ in range(4)} == {200}
    assert machine.methods() == ["POST"] * 4


def test_a_page_is_asked_of_another_machine_where_one_dies_at_it(tmp_path):
    dying, well, longer = StandIn(dies=True), StandIn(), {"fail_timeout=3s": "fail_timeout=300s"}
    with stand_ins(dying, well) as behind, an_nginx(tmp_path, behind, **longer) as nginx:
        assert {asked(nginx, "/")[0] for _ in range(6)} == {200}
        # Each was asked, and the one that failed twice is left alone for a while.
        assert (len(well.asked), len(dying.asked)) == (6, 2)


def test_guessing_passwords_has_a_rate_and_a_newsroom_behind_one_address_has_none(tmp_path):
    machine, slower = StandIn(), {"rate=60r/m": "rate=1r/m"}
    with stand_ins(machine) as behind, an_nginx(tmp_path, behind, **slower) as nginx:
        tries = [asked(nginx, "/accounts/login/", b"password=x") for _ in range(34)]
        assert [status for status, *_ in tries[:30]] == [200] * 30
        assert tries[-1][0] == 429
        assert "Wait ten seconds" in tries[-1][1]
        assert {asked(nginx, path)[0] for path in ["/accounts/login/", "/boards/x/EM/"] * 20} == {200}


def test_what_waits_in_memory_for_one_address_is_bounded(tmp_path):
    machine, fewer = StandIn(), {"limit_conn desk_sends 100;": "limit_conn desk_sends 3;"}
    half = f"POST {DECLARE} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nvotes-1=10".encode()
    with stand_ins(machine) as behind, an_nginx(tmp_path, behind, **fewer) as nginx, ExitStack() as stack:
        for _ in range(3):
            plain = socket.create_connection(("127.0.0.1", nginx.port), timeout=30)
            line = stack.enter_context(nginx.trust().wrap_socket(plain, server_hostname="localhost"))
            line.sendall(half)
        until(lambda: asked(nginx, DECLARE, b"votes-1=10")[0] == 429, "a refusal")
        assert asked(nginx, "/boards/x/EM/")[0] == 200


def test_nobody_outside_sees_the_metrics(nginx):
    server, machine = nginx
    assert asked(server, "/metrics", Authorization="Bearer scrape-me")[0] == 404
    assert machine.asked == []


def test_what_a_client_says_of_itself_is_not_passed_on(nginx):
    server, machine = nginx
    forged = {"X-Forwarded-For": "10.9.8.7", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}
    asked(server, "/", **forged)
    headers = machine.asked[0].headers
    assert (headers["X-Forwarded-For"], headers["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert headers["Host"] == "localhost"


def test_plain_http_is_sent_on_to_https_by_the_name_of_the_desk(nginx):
    server, machine = nginx
    with socket.create_connection(("127.0.0.1", server.plain_port), timeout=30) as line:
        line.sendall(b"GET /boards/x/EM/?wall=1 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        answer = line.makefile("rb").read().decode()
    assert answer.startswith("HTTP/1.1 301 ")
    assert "Location: https://localhost/boards/x/EM/?wall=1\r\n" in answer
    assert machine.asked == []


def test_what_is_too_large_is_refused_with_a_sentence(nginx):
    server, machine = nginx
    status, page, _ = asked(server, DECLARE, b"x" * 17 * 1024 * 1024)
    assert (status, "the photograph is too large" in page) == (413, True)
    assert asked(server, DECLARE, b"x" * 15 * 1024 * 1024)[0] == 200
    # Elsewhere nobody sends photographs.
    assert asked(server, "/jump/", b"x" * 2 * 1024 * 1024)[0] == 413
    assert len(machine.asked) == 1


def test_pages_are_compressed(nginx):
    _, page, headers = asked(nginx[0], "/", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Accept-Encoding"
    assert len(page) < 200


def test_browsers_are_offered_http_2(nginx):
    trust = nginx[0].trust()
    trust.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", nginx[0].port), timeout=30) as line,
        trust.wrap_socket(line, server_hostname="localhost") as encrypted,
    ):
        assert encrypted.selected_alpn_protocol() == "h2"
        assert encrypted.version() == "TLSv1.3"


def test_a_static_file_that_one_machine_does_not_know_yet_is_asked_of_another(tmp_path):
    newest = "/static/desk/board.0123456789ab.css"
    behind_the_times, well = StandIn(statuses={newest: 404}), StandIn()
    with stand_ins(behind_the_times, well) as behind, an_nginx(tmp_path, behind) as nginx:
        assert {asked(nginx, newest)[0] for _ in range(4)} == {200}
    assert len(well.asked) == 4


def test_a_socket_that_is_silent_for_its_time_is_closed(tmp_path):
    shorter = {"proxy_read_timeout 60s;": "proxy_read_timeout 1s;"}
    with stand_ins(StandIn()) as behind, an_nginx(tmp_path, behind, **shorter) as nginx:
        asks = (
            b"GET /ws/boards/x/EM/ HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\n\r\n"
        )
        with (
            socket.create_connection(("127.0.0.1", nginx.port), timeout=30) as line,
            nginx.trust().wrap_socket(line, server_hostname="localhost") as encrypted,
        ):
            encrypted.sendall(asks)
            assert encrypted.recv(4096).startswith(b"HTTP/1.1 101 ")
            assert encrypted.recv(4096) == b""


def test_no_log_has_a_token_whatever_goes_wrong(tmp_path, dead):
    dying = StandIn(dies=True)
    with stand_ins(dying) as behind, an_nginx(tmp_path, [dead, *behind]) as nginx:
        for path in (
            "/",
            "/boards/x/EM/",
            DECLARE,
            "/static/x.css",
            "/metrics",
            "/%zz",
            "/../..",
            "/x" * 9000,
        ):
            for body in (None, b"x", b"x" * 1024 * 1024 * 2):
                try:
                    asked(nginx, f"{path}?token={TOKEN}", body, Referer=f"https://localhost/?token={TOKEN}")
                except OSError:
                    continue
        said = nginx.everything_logged()
    assert "/boards/x/EM/ 502 " in said
    assert TOKEN not in said
