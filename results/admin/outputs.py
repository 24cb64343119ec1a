"""Outputs of the graphics desk in the producer's hands, and the log of what was on air.

Owns the lock that keeps a rehearsal off an output that goes to viewers. Refuses to delete an output and to
touch the log: what aired stays on record.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from results.admin.as_run_csv import as_run_csv
from results.admin.bases import Page, RowForm
from results.models import AsRun, Layer, OnAir, Output
from results.models.onair import every_layer
from results.onair.outputs import told


class OutputForm(RowForm):
    """An output, which never goes to viewers while its election is rehearsed."""

    layers = forms.MultipleChoiceField(
        choices=[(layer, Layer(layer).label) for layer in every_layer()],
        widget=forms.CheckboxSelectMultiple,
        initial=every_layer,
        label="Layers it may use",
        error_messages={"required": "Tick the layers it may use: without one it shows nothing."},
    )

    class Meta:
        model = Output
        fields = ["name", "slug", "election", "format", "layers", "live"]

    def clean_layers(self) -> list[str]:
        """From the back to the front; refuse to drop one that is on air."""
        chosen = self.cleaned_data["layers"]
        dropped = OnAir.objects.filter(output=self._row().pk).exclude(layer__in=chosen).first()
        if dropped is not None:
            raise forms.ValidationError(
                f"The {dropped.get_layer_display()} is on air: take it out before you untick it."
            )
        return [layer for layer in every_layer() if layer in chosen]

    def clean_election(self) -> Any:
        """Refuse another election while cues of the one it had stand ready, or something of it is on air."""
        election, row = self.cleaned_data["election"], self._row()
        if not row.pk or row.election_id == election.pk:
            return election
        if row.cues.filter(removed_at=None).exists():
            raise forms.ValidationError(
                f"Its rundown holds cues of {row.election}: remove them first, or add another output."
            )
        # A cue that was removed leaves what it put on air there.
        if row.on_air.exists():
            raise forms.ValidationError(f"Something of {row.election} is on air: take it out first.")
        return election

    def clean(self) -> dict[str, Any]:
        """Refuse to send a rehearsal to viewers."""
        cleaned = super().clean() or self.cleaned_data
        election = cleaned.get("election")
        if cleaned.get("live") and election is not None and election.rehearsal:
            self.add_error(
                "live",
                f"{election.name} is a rehearsal: it stays off live outputs. Untick this, or choose another "
                "election.",
            )
        elif (
            cleaned.get("live")
            and OnAir.objects.filter(output=self._row().pk, values__rehearsal=True).exists()
        ):
            self.add_error("live", "Something of a rehearsal is on air there: take it out first.")
        return cleaned

    def _row(self) -> Output:
        """The output as it stands, held until it is saved: no take slips in between."""
        if self.instance.pk is None:
            return Output()
        return (
            Output.objects.select_for_update(of=("self",)).select_related("election").get(pk=self.instance.pk)
        )


@admin.register(Output)
class OutputAdmin(Page):
    """Outputs: what each shows, in which format, on which layers, and whether viewers see it."""

    form = OutputForm
    list_display = ["name", "panel", "election", "format", "used", "live"]
    list_select_related = ["election"]
    list_filter = ["election", "live"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["election"]
    prepopulated_fields = {"slug": ["name"]}

    @admin.display(description="layers")
    def used(self, output: Output) -> str:
        """The layers it may use, from the back to the front."""
        return ", ".join(Layer(layer).label for layer in output.layers)

    @admin.display(description="panel")
    def panel(self, output: Output) -> str:
        """The way to its operator's panel."""
        address = reverse("graphics-control", args=[output.slug])
        return format_html('<a href="{}" aria-label="Panel of {}">Panel</a>', address, output.name)

    def has_delete_permission(self, request: HttpRequest, obj: Output | None = None) -> bool:
        """Never: what it aired stays on record."""
        return False

    def save_model(self, request: HttpRequest, obj: Output, form: Any, change: bool) -> None:
        """Save what the page asks for alone: preview may have changed meanwhile. Tell the output's pages."""
        before = Output.objects.filter(pk=obj.pk).values_list("election", flat=True).first()
        if change:
            obj.save(update_fields=OutputForm.Meta.fields)
        else:
            obj.save()
        # Its pages listen to the election that it had: by this they learn that it is not there any more.
        for election in sorted({before or obj.election_id, obj.election_id}):
            told(obj, election_id=election)


@admin.register(AsRun)
class AsRunAdmin(Page):
    """What was on air, when, and by whom, newest first."""

    list_display = ["time", "output", "act", "layer", "cue", "by", "number", "note"]
    list_display_links = None
    list_select_related = ["output", "cue__contest", "cue__council", "cue__region", "by"]
    list_filter = ["output", "act", "layer", "by"]
    search_fields = ["note", "cue__contest__name", "cue__council__name"]
    date_hierarchy = "at"
    actions = ["export"]

    @admin.display(description="time", ordering="at")
    def time(self, line: AsRun) -> str:
        """To the second: 03:12:08."""
        return f"{timezone.localtime(line.at):%d %b %H:%M:%S}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: acts are logged by themselves."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: AsRun | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AsRun | None = None) -> bool:
        """Never."""
        return False

    @admin.action(description="Export the chosen lines as CSV", permissions=["view"])
    def export(self, request: HttpRequest, lines: QuerySet[AsRun]) -> HttpResponse:
        """The chosen lines as a file."""
        return as_run_csv(lines.select_related(*self.list_select_related).order_by("at", "pk"))
