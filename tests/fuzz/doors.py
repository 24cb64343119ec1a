"""Where posts go: the pages whose forms are tried, by who sees them, and doors that only scripts post to."""

from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from results.models import CouncilDeclaration, Declaration
from results.views import acts, desk
from tests.fuzz.scraped import Form
from tests.fuzz.standing import Standing

OF_A_CONTEST = ("declare", "call", "withdraw", "override", "resolve")
KEPT_BY_PRODUCERS = (
    "election",
    "party",
    "region",
    "council",
    "councilseats",
    "contest",
    "candidacy",
    "previoustally",
    "assignment",
    "accesslink",
    "output",
    "keycontest",
)
ONLY_READ = ("declaration", "councildeclaration", "deskevent", "asrun")


def pages(standing: Standing) -> list[tuple[str, str]]:
    """Who looks, and at what: every page that has a form on it."""
    found = [("", "/accounts/login/"), ("", "/admin/login/"), ("alice", "/admin/"), ("bob", "/admin/")]
    for contest in standing.contests:
        for page in OF_A_CONTEST:
            address = reverse(f"admin:results_contest_{page}", args=[contest.pk])
            found += [(who, address) for who in ("alice", "bob", "priya")]
    for row in Declaration.objects.all():
        address = reverse("admin:results_declaration_confirm", args=[row.pk])
        found += [(who, address) for who in ("alice", "bob", "edda")]
    found += [
        (who, reverse("admin:results_council_total", args=[standing.council.pk]))
        for who in ("alice", "priya")
    ] * 3
    for total in CouncilDeclaration.objects.all():
        found.append(("edda", reverse("admin:results_council_total_confirm", args=[total.pk])))
    found += [("gwen", "/graphics/pgm/control/")] * 8
    found += [("priya", "/desk/general/"), ("priya", "/desk/general/key/list/")] * 4
    return found + _of_rows() + [("sue", "/admin/password_change/")]


def _of_rows() -> list[tuple[str, str]]:
    found = []
    for name in (*KEPT_BY_PRODUCERS, *ONLY_READ, "user", "group"):
        app = "auth" if name in ("user", "group") else "results"
        who = "sue" if app == "auth" else "priya"
        first = apps.get_model(app, name).objects.order_by("pk").first()
        assert apps.get_model(app, name) in admin.site._registry
        at = f"/admin/{app}/{name}/"
        found += [(who, at), (who, f"{at}add/"), ("sue", f"{at}add/")]
        if first:
            found += [(who, f"{at}{first.pk}/change/"), (who, f"{at}{first.pk}/delete/")]
    return found


def unseen(standing: Standing) -> list[tuple[str, Form]]:
    """Doors that no markup leads to, or that scripts alone post to, with fields as they send them."""
    contest, council = standing.contests[0].pk, standing.council.pk
    figures = tuple(_figures().items())
    found = [
        ("alice", f"/admin/results/contest/{contest}/declare/preview/", figures),
        (
            "priya",
            f"/admin/results/council/{council}/total/preview/",
            (("seats-Con", "2"), ("seats-Lab", "1")),
        ),
        ("bob", f"/admin/results/contest/{standing.contests[3].pk}/resolve/preview/", (("votes-2", "1"),)),
        ("alice", f"/admin/results/contest/{contest}/claim/", (("shown", ""), ("leave", "1"))),
        ("gwen", "/graphics/pgm/control/keep/", (("seq", "1"),)),
    ]
    found += [("gwen", f"/graphics/pgm/acts/{act}/", (("what", "1 x"), ("reason", "x"))) for act in acts.ACTS]
    found += [("priya", f"/desk/general/acts/{act}/", (("what", "1"), ("region", "EM"))) for act in desk.ACTS]
    return [(who, Form(at, at, False, fields, (), ((at, ()),))) for who, at, fields in found]


def _figures() -> dict[str, str]:
    from tests.declaring_form import FIGURES

    return FIGURES
