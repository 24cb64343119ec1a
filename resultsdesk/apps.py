"""Puts the desk's own admin site in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin with the desk's site."""

    default_site = "results.admin.site.DeskAdminSite"
