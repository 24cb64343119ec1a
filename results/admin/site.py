"""The desk's admin site."""

from django.contrib.admin import AdminSite


class DeskAdminSite(AdminSite):
    """Django's admin in the desk's words."""

    site_header = "Results desk"
    site_title = "Results desk"
    index_title = "Desk"
