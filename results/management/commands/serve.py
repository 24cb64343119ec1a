"""`manage.py serve`: the desk on uvicorn, pages and sockets, in one process or several.

Owns how the server is set up; `server()` is that set-up for whoever serves in a process of her own.
Refuses to start with migrations waiting, and to start several processes that cannot hear each other.
Nothing here writes an address to the log: addresses may hold the token of a link.
"""

import logging
import signal
import socket
import warnings
from pathlib import Path
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from uvicorn.supervisors import Multiprocess

from results.live.connections import DeskHttp
from results.live.leaving import LEAVE_S
from results.live.protocol import DeskProtocol
from results.measures.page import share

log = logging.getLogger(__name__)
APPLICATION = "resultsdesk.asgi:application"
SOCKETS_ONLY_SHOW = 64 * 1024
# Sockets take LEAVE_S to leave; what is asked last has so long again.
SHUTDOWN_SECONDS = int(LEAVE_S) + 5
# On a machine with much to do a process takes its time to begin, and one that is slow to answer is not dead.
WORKER_SECONDS = 30
# The loop takes one new connection a turn from each of these, which are one and the same. In a storm many
# boards stand before a reporter, and what they cost once they are accepted must not keep her waiting.
DOORS = 16
# nginx keeps its connections to the desk for 60 seconds; the side that closes first loses requests.
KEEP_ALIVE_SECONDS = 75


def configuration(*, host: str, port: int, processes: int = 1) -> uvicorn.Config:
    """uvicorn as the desk wants it."""
    return uvicorn.Config(
        APPLICATION,
        host=host,
        port=port,
        workers=processes,
        loop="uvloop",
        http=DeskHttp,
        ws=DeskProtocol,
        ws_max_size=SOCKETS_ONLY_SHOW,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        # The protocol agrees on compression itself: uvicorn's would compress for each socket anew.
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        # Django reads what a trusted proxy says; uvicorn would believe whoever speaks last.
        proxy_headers=False,
        backlog=4096,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        timeout_worker_healthcheck=WORKER_SECONDS,
    )


def server(*, host: str = "127.0.0.1", port: int = 8000) -> uvicorn.Server:
    """A server for this process: `run()` it, in a thread if need be; `should_exit = True` ends it."""
    make_ready()
    return uvicorn.Server(configuration(host=host, port=port))


def make_ready() -> None:
    """Collect static files under hashed names, and let in as many sockets as the machine allows."""
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
    # A static file is read whole before it is sent, which Django remarks upon each time.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    _open_many_files()


def _open_many_files() -> None:
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def many_doors(config: uvicorn.Config) -> list[socket.socket]:
    """Where it listens, so many times over."""
    listening = config.bind_socket()
    # From here on connections queue up, so that the address is true when it is printed.
    listening.listen(config.backlog)
    return [listening, *(listening.dup() for _ in range(DOORS - 1))]


class Command(BaseCommand):
    """Serve pages and sockets."""

    help = "Serve the desk: pages and sockets."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on.")
        parser.add_argument("--port", type=int, default=8000, help="Port to listen on.")
        parser.add_argument(
            "--processes",
            type=int,
            default=max(1, settings.PROCESSES),
            help="How many processes; more than one needs REDIS_URL. Default: PROCESSES.",
        )

    def handle(self, *args: Any, host: str, port: int, processes: int, **options: Any) -> None:
        """Check, then serve until told to stop."""
        _refuse_deaf_processes(processes)
        _refuse_waiting_migrations()
        make_ready()
        config = configuration(host=host, port=port, processes=processes)
        sockets = many_doors(config)
        listening = f"http://{host}:{sockets[0].getsockname()[1]}/"
        self.stdout.write(f"The desk is at {listening} ({_many(processes)}). Stop it with Ctrl-C.")
        self.stdout.flush()
        try:
            if processes > 1:
                share(Path(settings.DATA_DIR, "measures"))
                Multiprocess(config, sockets=sockets).run()
            else:
                _stay_at_a_hangup()
                uvicorn.Server(config).run(sockets=sockets)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")


def _refuse_deaf_processes(processes: int) -> None:
    if processes < 1:
        raise CommandError("Give at least one process.")
    if processes > 1 and not settings.REDIS_URL:
        raise CommandError(
            f"{processes} processes need REDIS_URL: without Redis they cannot tell each other what changed. "
            "Set it, or serve with --processes 1."
        )


def _stay_at_a_hangup() -> None:
    # Several processes are replaced one after the other; of one there is no other to go on meanwhile.
    if hasattr(signal, "SIGHUP"):
        signal.signal(
            signal.SIGHUP, lambda *_: log.warning("One process cannot be replaced: restart the desk.")
        )


def _refuse_waiting_migrations() -> None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    if waiting:
        raise CommandError(f"Migrations wait ({len(waiting)}). Run: manage.py migrate")


def _many(processes: int) -> str:
    return "one process" if processes == 1 else f"{processes} processes"
