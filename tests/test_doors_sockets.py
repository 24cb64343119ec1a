"""Every socket of the desk before everybody: who may listen stands in a table, and what is missing fails."""

from contextlib import suppress
from urllib.parse import quote

import pytest

from results.live.routing import sockets
from tests.doors import table
from tests.doors.walking import BLANK
from tests.doors.world import OUTPUT, SLUG, World, a_world
from tests.screens import CLOSED, Refused, a_screen, on_the_loop


def routes() -> list[str]:
    """Every route of the sockets' own resolver."""
    return [f"/{route.pattern}" for route in sockets.routes]


def address(world: World, route: str) -> str:
    """What a route leads to in the world."""
    given = {"slug": SLUG, "region": "EM", "code": "C0001", "output": OUTPUT}
    if route.startswith("/ws/councils/"):
        given |= {"slug": world.council.election.slug, "code": world.council.code}
    return BLANK.sub(lambda blank: quote(given[blank[1]]), route)


async def letter(world: World, who: str, path: str) -> str:
    """The table's letter for what a socket hears first: content, or the code that closes it."""
    token = world.tokens.get(who, "")
    with suppress(Refused):
        async with a_screen(f"{path}?token={quote(token)}", person=world.people.get(who)) as screen:
            event = await screen.first()
            return table.CODES.get(event["code"], str(event["code"])) if event["type"] == CLOSED else "+"
    return "not accepted"


def test_every_socket_has_its_row_and_every_row_its_socket() -> None:
    assert sorted(routes()) == sorted(table.sockets())


@pytest.mark.django_db(transaction=True)
def test_every_socket_answers_everybody_as_the_table_says() -> None:
    world, wrongs = a_world(), []

    async def night() -> None:
        for route, letters in table.sockets().items():
            for who, expected in zip(world.everybody, letters, strict=True):
                if (got := await letter(world, who, address(world, route))) != expected:
                    wrongs.append(f"{route}, {who}: {got}, not {expected}")

    on_the_loop(night)
    assert not wrongs, "\n".join(wrongs)
