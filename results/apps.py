"""The results app: wires the parts that must run at start."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ResultsConfig(AppConfig):
    """The desk's one app."""

    name = "results"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Results desk"

    def ready(self) -> None:
        """Register checks and the addresses' row ids, watch the links, keep the roles after every migrate."""
        from results import checks, converters  # noqa: F401
        from results.people import open_links
        from results.people.roles import keep_groups

        post_migrate.connect(keep_groups, sender=self, dispatch_uid="results.people.keep_groups")
        open_links.watch()
