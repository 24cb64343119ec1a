"""What every live page's address says: the theme it is seen in, and where its socket is."""

from urllib.parse import quote, urlencode

from django.http import HttpRequest


def theme_of(request: HttpRequest) -> dict[str, str]:
    """The theme that was asked for; nothing where the viewer's own holds."""
    theme = request.GET.get("theme", "")
    return {"theme": theme} if theme in {"dark", "light"} else {}


def socket_address(request: HttpRequest, address: str, *, since: int) -> str:
    """A socket's address with the number that the page was drawn at, and the link that opened it."""
    query = {"since": str(since)}
    if token := request.GET.get("token"):
        query["token"] = token
    return f"{quote(address)}?{urlencode(query)}"
