"""Beginning a demo again: everything that was declared goes, wards and totals of councils alike."""

import pytest
from django.core.management import call_command

from results.declaring.councils import enter_council
from results.declaring.overriding import override
from results.declaring.status import set_status
from results.management.commands.demo import forget
from results.models import Contest, Council, CouncilDeclaration, Declaration, Election
from tests.people import a_producer

pytestmark = pytest.mark.django_db


def test_it_forgets_councils_totals_too():
    call_command("load_pack", "local2023-midlands", verbosity=0)
    council = Council.objects.order_by("code").first()
    enter_council(council_id=council.pk, seats={"Lab": 1}, complete=False, by=a_producer())
    forget()
    assert not (CouncilDeclaration.objects.exists() or Election.objects.exists())


def test_it_forgets_declarations_with_all_that_was_done_to_them():
    call_command("load_pack", "ge2024-midlands", verbosity=0)
    call_command("replay", "ge2024-midlands", "--instant", "--until", "1", verbosity=0)
    declared, priya = Declaration.objects.get(), a_producer()
    override(declaration_id=declared.pk, by=priya, label="Speaker", reason="Seeks re-election")
    set_status(contest_id=Contest.objects.exclude(pk=declared.contest_id)[0].pk, status="counting", by=priya)
    forget()
    assert not (Declaration.objects.exists() or Election.objects.exists())
