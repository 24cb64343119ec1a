"""nginx as README.md sets it up, on loopback, in front of what a test puts behind it.

Owns what a test must change in that configuration, and nothing else: names, ports, files. What stands there
otherwise than a test expects fails it.
"""

import os
import re
import ssl
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.certificates import a_certificate
from tests.desks import a_port, until
from tests.services import require

README = Path(__file__).resolve().parent.parent / "README.md"
IS_ROOT = os.geteuid() == 0
LINE = re.compile(r"\S+ \[.*?\] (\S+) (\S+) (\d+) \d+ [\d.]+ (.+) [\d, -]+ (\S+)$")


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the desk's log at nginx. `machines` were asked one after the other; - for none."""

    method: str
    path: str
    status: str
    machines: str
    cache: str


class Nginx:
    """One that runs. `url` is where pages are, by HTTPS; `plain` where it sends on to there."""

    def __init__(self, folder: Path, behind: Sequence[str], *, port: int = 0, **changed: str) -> None:
        self.folder = folder
        self.port, self.plain_port = port or a_port(), a_port()
        self.url = f"https://localhost:{self.port}"
        self.plain = f"http://localhost:{self.plain_port}"
        self._certificate = a_certificate(folder)
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(self._whole(behind, changed))

    def trust(self) -> ssl.SSLContext:
        """What a browser needs to trust it."""
        return ssl.create_default_context(cafile=str(self._certificate.certificate))

    def check(self) -> subprocess.CompletedProcess[str]:
        """What nginx says of its configuration."""
        return self._run("-t")

    def asked(self, method: str, path: str, *, times: int) -> list["Logged"]:
        """What was logged of requests for a path, once it is so many: a line comes after its answer."""
        lines = [Logged(*LINE.match(line).groups()) for line in self._log("desk.log").splitlines()]
        found = [line for line in lines if (line.method, line.path) == (method, path)]
        return found if len(found) == times else []

    def everything_logged(self) -> str:
        """All that it has written anywhere."""
        return "".join(path.read_text() for path in self.folder.glob("*.log"))

    def start(self) -> None:
        """Run until `stop`."""
        self._process = subprocess.Popen([require("nginx"), *self._where()], stderr=subprocess.PIPE)
        until(self._is_up, "nginx")

    def stop(self) -> None:
        """End it and its workers."""
        self._process.terminate()
        self._process.wait(timeout=30)
        self._process.stderr.close()

    def _is_up(self) -> bool:
        assert self._process.poll() is None, self._process.stderr.read().decode()
        return (self.folder / "nginx.pid").exists()

    def _log(self, name: str) -> str:
        return (self.folder / name).read_text()

    def _run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [require("nginx"), *self._where(), *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def _where(self) -> list[str]:
        return ["-p", str(self.folder), "-c", str(self.configuration), "-e", str(self.folder / "start.log")]

    def _whole(self, behind: Sequence[str], changed: dict[str, str]) -> str:
        main, desk = in_readme()
        body, temporary = (
            self._changed(desk, behind, changed),
            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"),
        )
        paths = "\n".join(f"{name}_temp_path {self.folder}/{name};" for name in temporary)
        # Workers of the same person, who may read this test's folder.
        main = main.replace(
            "worker_processes auto;", "worker_processes 2;" + ("user root;" if IS_ROOT else "")
        )
        return (
            f"daemon off;\npid {self.folder}/nginx.pid;\n{main}\n"
            f"http {{\ninclude /etc/nginx/mime.types;\n{paths}\n"
            # Distributions have logs of their own there, with whole addresses.
            f"access_log {self.folder}/access.log;\nerror_log {self.folder}/error.log;\n{body}\n}}\n"
        )

    def _changed(self, desk: str, behind: Sequence[str], changed: dict[str, str]) -> str:
        (server,) = re.findall(r"server 127\.0\.0\.1:8000(.*);", desk)
        own = {
            f"server 127.0.0.1:8000{server};": "\n".join(f"server {one}{server};" for one in behind),
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "server_name desk.example;": "server_name localhost;",
            "/etc/ssl/desk.example.pem": str(self._certificate.certificate),
            "/etc/ssl/desk.example.key": str(self._certificate.key),
            "/var/log/nginx": str(self.folder),
            "/var/cache/nginx/desk": f"{self.folder}/cache",
        }
        for old, new in {**own, **changed}.items():
            assert old in desk, f"README.md's nginx has no {old!r}"
            desk = desk.replace(old, new)
        return desk


def in_readme() -> list[str]:
    """Both parts of the configuration as README.md gives it: the main one, and the desk's own."""
    found = re.findall(r"```nginx\n(.*?)```", README.read_text(), re.DOTALL)
    assert len(found) == 2
    return found


@contextmanager
def an_nginx(folder: Path, behind: Sequence[str], *, port: int = 0, **changed: str) -> Iterator[Nginx]:
    """One that runs in front of these addresses; `changed` are further words of README.md to replace."""
    nginx = Nginx(folder, behind, port=port, **changed)
    nginx.start()
    try:
        yield nginx
    finally:
        nginx.stop()
