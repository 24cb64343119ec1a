"""How row ids stand in addresses. A number that no row can have is nobody's page, and no fault."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class RowId(IntConverter):
    """A row's id: at most eighteen digits, which every database can look up."""

    regex = "[0-9]{1,18}"


register_converter(RowId, "row")
