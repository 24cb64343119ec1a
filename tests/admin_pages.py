"""Django admin's pages as a browser meets them: addresses, filled forms, messages."""

from datetime import datetime

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from results.models import DeskEvent, Election


def list_of(name: str) -> str:
    return reverse(f"admin:results_{name}_changelist")


def page_of(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def deletion_of(row) -> str:
    return reverse(f"admin:results_{row._meta.model_name}_delete", args=[row.pk])


def filled(client: Client, row) -> dict[str, object]:
    """What a browser would send back from the page of a row, unchanged."""
    context = client.get(page_of(row)).context
    fields = list(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        saved = [form for form in inline.formset.forms if form.instance.pk]
        fields += [field for form in (inline.formset.management_form, *saved) for field in form]
    sent = {field.html_name: as_sent(field) for field in fields}
    for name in [name for name in sent if name.endswith("INITIAL_FORMS")]:
        sent[name.replace("INITIAL", "TOTAL")] = sent[name]
    return {name: value for name, value in sent.items() if value is not None}


def as_sent(field) -> object:
    """A field's value as its widget writes it; None for an empty or unticked one."""
    value = field.field.prepare_value(field.value())
    if value is False or value == "":
        return None
    return field.field.widget.format_value(value) if isinstance(value, datetime) else value


def events(election: Election) -> list[str]:
    return list(DeskEvent.objects.filter(election=election).order_by("seq").values_list("kind", flat=True))


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))
