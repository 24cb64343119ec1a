"""Outputs and the as-run log in the producer's hands: a rehearsal stays off live outputs, the log stays."""

import csv
import io
from http import HTTPStatus

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from results.models import AsRun, DeskEvent, Output
from results.onair.air import clear, take
from results.onair.holds import hold
from tests.admin_pages import filled, list_of, page_of
from tests.onair_rows import a_cue, an_output
from tests.people import a_producer, a_reporter, an_operator
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db
ADD = "/admin/results/output/add/"


@pytest.fixture
def producer(client: Client) -> Client:
    client.force_login(a_producer())
    return client


@pytest.fixture
def gwen():
    return an_operator()


def an_output_form(election, **given):
    return {
        "name": "PGM 1",
        "slug": "pgm-1",
        "election": election.pk,
        "format": "1080i50",
        "layers": ["lower-third", "full"],
        **given,
    }


def problem(answer, field: str) -> str:
    return " ".join(answer.context["adminform"].form.errors.get(field, []))


def test_a_producer_adds_an_output_with_its_layers_from_the_back_to_the_front(producer):
    answer = producer.post(ADD, an_output_form(a_small_election(contests=1), live="on"))
    output = Output.objects.get()
    assert answer.status_code == HTTPStatus.FOUND
    assert (output.layers, output.live, output.format) == (["full", "lower-third"], True, "1080i50")


def test_a_rehearsal_is_kept_off_a_live_output_and_nothing_typed_is_lost(producer):
    rehearsal = a_small_election(contests=1, rehearsal=True)
    answer = producer.post(ADD, an_output_form(rehearsal, live="on"))
    assert "is a rehearsal: it stays off live outputs" in problem(answer, "live")
    assert 'value="PGM 1"' in answer.content.decode()
    assert not Output.objects.exists()


def test_a_rehearsal_may_have_an_output_that_no_viewer_sees(producer):
    producer.post(ADD, an_output_form(a_small_election(contests=1, rehearsal=True)))
    assert not Output.objects.get().live


def test_an_output_without_a_layer_is_refused_at_the_field(producer):
    answer = producer.post(ADD, an_output_form(a_small_election(contests=1), layers=[]))
    assert "Tick the layers it may use" in problem(answer, "layers")


@pytest.mark.parametrize("slug", ["feeds", "packages", "ograf"])
def test_a_name_whose_address_is_another_page_is_refused_at_the_field(producer, slug):
    answer = producer.post(ADD, an_output_form(a_small_election(contests=1), slug=slug))
    assert problem(answer, "slug") == f"/graphics/{slug}/ is another page of the desk: choose another name."
    with pytest.raises(ValidationError):
        Output(slug=slug, name="A", election=a_small_election(contests=1)).full_clean()
    assert not Output.objects.exists()


def test_an_output_keeps_its_election_while_cues_of_it_stand_ready(producer, gwen):
    output = an_output()
    a_cue(output, gwen)
    other = a_small_election(contests=1)
    answer = producer.post(page_of(output), filled(producer, output) | {"election": other.pk})
    assert "remove them first" in problem(answer, "election")


def test_a_layer_that_is_on_air_cannot_be_unticked(producer, gwen):
    output = an_output()
    cue = a_cue(output, gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    answer = producer.post(page_of(output), filled(producer, output) | {"layers": ["full"]})
    assert "The lower third is on air" in problem(answer, "layers")


def test_saving_the_page_of_an_output_leaves_its_preview_and_tells_its_pages(producer, gwen):
    output = an_output()
    form = filled(producer, output)
    cue = a_cue(output, gwen)
    before = DeskEvent.objects.filter(output=output).count()
    producer.post(page_of(output), form | {"name": "Studio wall"})
    output.refresh_from_db()
    assert (output.name, output.previewed_id) == ("Studio wall", cue.pk)
    assert DeskEvent.objects.filter(output=output).count() == before + 1


def test_nobody_deletes_an_output_or_a_line_of_the_log(producer, gwen):
    output = an_output()
    clear(output_id=output.pk, by=gwen)
    for row in (output, AsRun.objects.get()):
        address = f"/admin/results/{row._meta.model_name}/{row.pk}/delete/"
        assert producer.post(address, {"post": "yes"}).status_code == HTTPStatus.FORBIDDEN


def test_the_log_is_read_and_never_written(producer, gwen):
    output = an_output()
    clear(output_id=output.pk, by=gwen)
    assert producer.get(list_of("asrun")).status_code == HTTPStatus.OK
    assert producer.get("/admin/results/asrun/add/").status_code == HTTPStatus.FORBIDDEN
    assert producer.post(page_of(AsRun.objects.get()), {"note": "x"}).status_code == HTTPStatus.FORBIDDEN


def test_the_log_is_exported_with_what_each_act_showed(producer, gwen):
    output = an_output(name="PGM 1")
    cue = a_cue(output, gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    hold(output_id=output.pk, by=gwen, reason="=1+1")
    chosen = list(AsRun.objects.values_list("pk", flat=True))
    answer = producer.post(list_of("asrun"), {"action": "export", "_selected_action": chosen})
    first, second = csv.DictReader(io.StringIO(answer.content.decode(), newline=""))
    assert (first["act"], first["graphic"], first["subject"]) == ("take", "lower-third", "Leicester East")
    assert (first["operator"], first["hash"]) == ("gwen", cue.digest)
    assert "Con gain from Lab" in first["values"]
    assert (second["act"], second["note"]) == ("hold", "'=1+1")


@pytest.mark.parametrize("lines", [1, 20])
def test_the_logs_list_costs_the_same_however_long(producer, gwen, django_assert_num_queries, lines):
    output = an_output()
    for _ in range(lines):
        cue = a_cue(output, gwen)
        take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    producer.get(list_of("asrun"))
    with django_assert_num_queries(12):
        producer.get(list_of("asrun"))


@pytest.mark.parametrize("page", ["output", "asrun"])
def test_reporters_have_no_part_in_outputs(client, page):
    client.force_login(a_reporter())
    assert client.get(list_of(page)).status_code == HTTPStatus.FORBIDDEN


def test_the_list_of_outputs_leads_to_their_panels(producer):
    an_output(slug="pgm", name="PGM")
    assert 'href="/graphics/pgm/control/"' in producer.get(list_of("output")).content.decode()


def test_an_operator_finds_the_graphics_desk_from_any_page(client, gwen):
    client.force_login(gwen)
    assert 'href="/graphics/"' in client.get("/").content.decode()
