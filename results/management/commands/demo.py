"""`manage.py demo`: the desk on this machine with a real night running through it.

Migrates, loads the packs that ship with the desk, makes one account a role, serves, and replays.
Owns nothing that the desk on the night does not have: it calls the same commands. May be stopped and
started again at any time; the replay goes on where it was.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import uvicorn
from asgiref.sync import sync_to_async
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser, OutputWrapper
from django.db import connections
from django.db.models import Q

from results.management.accounts import Account, assign, make_accounts
from results.management.commands.replay import sentence
from results.management.commands.serve import server
from results.management.replaying import Step, acts_of, play, replay_account
from results.models import Act, Contest, CouncilDeclaration, Declaration, Election, Override
from results.packs.reading import shipped

NIGHT_S = 600.0
# The reporter's own counts: a few of the night's closest stories, left to her until the replay comes by.
HER_COUNTS = ("Leicester East", "Leicester South", "Leicester West", "North Herefordshire", "Ashfield")


class Command(BaseCommand):
    """Everything at once, from an empty checkout."""

    help = "Run the desk here with a recorded night: migrate, load, make accounts, serve, replay."

    def add_arguments(self, parser: CommandParser) -> None:
        """How fast, where, and whether to begin again."""
        parser.add_argument("--speed", type=float, help="times as fast as the night (whole night: 10 min)")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-replay", action="store_true", help="leave declaring to you")
        parser.add_argument("--afresh", action="store_true", help="forget what was declared before")
        parser.add_argument("--passwords", action="store_true", help="give the accounts new passwords")

    def handle(self, *, port: int, speed: float | None, **options: Any) -> None:
        """Prepare, then serve until told to stop."""
        self._prepare(afresh=options["afresh"])
        accounts = list(make_accounts(anew=options["passwords"]))
        assign(username="reporter", contests=Contest.objects.filter(name__in=HER_COUNTS))
        self._show(accounts, port)
        serving = server(host="127.0.0.1", port=port)
        nights = [] if options["no_replay"] else [Night(slug, speed, self.stdout) for slug in shipped()]
        with (
            suppress(KeyboardInterrupt),
            asyncio.Runner(loop_factory=serving.config.get_loop_factory()) as run,
        ):
            run.run(_serve(serving, nights))
        self.stdout.write("Stopped. Start it again with the same command: it goes on where it was.")

    def _prepare(self, *, afresh: bool) -> None:
        call_command("migrate", verbosity=0)
        if afresh:
            forget()
        for slug in shipped():
            self.stdout.write(f"Loading {slug} …")
            call_command("load_pack", slug, stdout=self.stdout)

    def _show(self, accounts: list[Account], port: int) -> None:
        here = f"http://127.0.0.1:{port}"
        self.stdout.write("")
        for account in accounts:
            self.stdout.write(f"  sign in as  {account.username:<10} password  {account.password}")
        if not accounts:
            self.stdout.write("  Accounts were made before; --passwords gives them new passwords.")
        self.stdout.write(f"\n  boards      {here}/\n  reporters   {here}/admin/")
        self.stdout.write("\n  Ctrl-C stops it.\n")
        self.stdout.flush()


class Night:
    """One election's recorded night, running beside the server in a thread of its own."""

    def __init__(self, slug: str, speed: float | None, out: OutputWrapper) -> None:
        self._slug = slug
        self._speed = speed
        self._out = out
        self._stop = threading.Event()

    def stop(self) -> None:
        """End the replay before its next declaration."""
        self._stop.set()

    def run(self) -> None:
        """Declare until the night is over or stopped."""
        try:
            for step in self._steps():
                self._out.write(sentence(step))
                self._out.flush()
            self._out.write(f"The replay of {self._slug} has ended; the desk stays up.")
        finally:
            connections.close_all()

    def _steps(self) -> Iterator[Step]:
        election = Election.objects.get(slug=self._slug)
        acts = acts_of(election, by=replay_account())
        span = (acts[-1].at - acts[0].at).total_seconds()
        return play(
            acts=acts, speed=self._speed or max(span / NIGHT_S, 1.0), until=None, wait=self._stop.wait
        )


async def _serve(serving: uvicorn.Server, nights: list[Night]) -> None:
    # In threads of this loop, so that a replay's hints reach the hub like a reporter's do.
    replays = [asyncio.create_task(sync_to_async(night.run, thread_sensitive=False)()) for night in nights]
    try:
        await serving.serve()
    finally:
        for night in nights:
            night.stop()
        await asyncio.gather(*replays)


def forget() -> None:
    """Take all that was declared out of the shipped elections, so that they can be loaded again."""
    for election in Election.objects.filter(slug__in=shipped()):
        Act.objects.filter(Q(contest__election=election) | Q(council__election=election)).delete()
        Override.objects.filter(declaration__contest__election=election).delete()
        Declaration.objects.filter(contest__election=election).delete()
        CouncilDeclaration.objects.filter(council__election=election).delete()
        election.delete()
