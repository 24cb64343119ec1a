"""The results app: wires the parts that must run at start."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """The desk's one app."""

    name = "results"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Results desk"
