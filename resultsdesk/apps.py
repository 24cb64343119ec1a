"""Puts the desk's own admin site in the place of Django's."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin with the desk's site and pages."""

    default_site = "results.admin.site.DeskAdminSite"

    def ready(self) -> None:
        """Make the site, then let the desk's pages register with it."""
        super().ready()
        import_module("results.admin.pages")
