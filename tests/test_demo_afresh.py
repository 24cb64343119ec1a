"""Beginning a demo again: everything that was declared goes, wards and totals of councils alike."""

import pytest
from django.core.management import call_command

from results.declaring.councils import enter_council
from results.management.commands.demo import forget
from results.models import Council, CouncilDeclaration, Election
from tests.people import a_producer

pytestmark = pytest.mark.django_db


def test_it_forgets_councils_totals_too():
    call_command("load_pack", "local2023-midlands", verbosity=0)
    council = Council.objects.order_by("code").first()
    enter_council(council_id=council.pk, seats={"Lab": 1}, complete=False, by=a_producer())
    forget()
    assert not (CouncilDeclaration.objects.exists() or Election.objects.exists())
