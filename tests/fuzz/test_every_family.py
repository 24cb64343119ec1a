"""Some hundreds of the inputs that `python -m tests.fuzz` sends by the thousand: none fails or is kept."""

import logging
from collections.abc import Iterator

import pytest

from tests.fuzz.families import FAMILIES
from tests.fuzz.run import desk, run

pytestmark = pytest.mark.django_db
# What about two seconds of each are.
INPUTS = {"forms": 70, "addresses": 200, "feeds": 200, "packs": 50, "sockets": 600}
SEED = 20240704


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Refusals by the hundred are no news."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_every_family_has_a_portion_here() -> None:
    assert set(INPUTS) == set(FAMILIES)


@pytest.mark.parametrize("name", FAMILIES)
def test_none_of_them_fails(name: str) -> None:
    with desk() as (standing, ledger):
        told = run(FAMILIES[name].make(standing, ledger), inputs=INPUTS[name], seed=SEED)
    assert {wrong: (number, tried.shown) for wrong, (number, tried) in told.faults.items()} == {}
    assert told.kept == {}
