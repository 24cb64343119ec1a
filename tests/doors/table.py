"""What every address answers everybody: one row an address, one letter each.

The columns, first for GET and then for POST: signed out, an outsider, a reporter of the count, a reporter
of no count, a producer, an editor, graphics, a superuser; then, signed out and with a token, a board's link,
a feed's, an output's and a revoked one. A POST comes without a field: whoever is let in is told what is
missing.

    +  is let in                        -  is refused, 403
    l  is asked to sign in              0  there is no such page for her
    >  is led elsewhere on the desk     m  the address is not asked like that, 405
    r  is told to fetch the whole page anew
"""

from results.live.codes import NO_SUCH_PAGE, NOT_FOR_YOU, SIGN_IN

PAGES = """
/                                                                          l-++++++ llll  mmmmmmmm mmmm
/boards/<slug:slug>/<str:region>/                                          l-++++++ +---  mmmmmmmm mmmm
/walls/<slug:slug>/<str:region>/                                           l-++++++ llll  mmmmmmmm mmmm
/councils/<slug:slug>/<str:code>/                                          l-++++++ llll  mmmmmmmm mmmm
/contests/<slug:slug>/<str:code>/                                          l-++++++ llll  mmmmmmmm mmmm
/corrections/<slug:slug>/                                                  l-++++++ llll  mmmmmmmm mmmm
/pictures/<slug:slug>/<str:region>/                                        l-++++++ +---  mmmmmmmm mmmm
/pictures/<slug:slug>/<str:region>/<slug:picture>.<str:ext>                l-++++++ ++--  mmmmmmmm mmmm
/pictures/<slug:slug>/contest/<str:code>/<slug:picture>.<str:ext>          l-++++++ llll  mmmmmmmm mmmm
/feeds/live/<slug:slug>/<str:region>/scoreboard.json                       l-++++++ -+--  mmmmmmmm mmmm
/feeds/live/<slug:slug>/<str:region>/<slug:graphic>.<str:ext>              l-++++++ -+--  l-mmmmmm -m--
/feeds/cue/<row:cue>.<str:ext>                                             l---++++ --+-  l---mmmm --m-
/feeds/output/<slug:slug>/<slug:layer>.<str:ext>                           l---++++ --+-  l---mmmm --m-
/graphics/feeds/                                                           l---++++ llll  mmmmmmmm mmmm
/graphics/packages/                                                        l-++++++ llll  mmmmmmmm mmmm
/graphics/packages/<slug:system>.zip                                       l-++++++ llll  mmmmmmmm mmmm
/graphics/ograf/<slug:graphic>/<str:file>                                  ++++++++ ++++  mmmmmmmm mmmm
/graphics/                                                                 l---++++ llll  mmmmmmmm mmmm
/graphics/<slug:slug>/control/                                             l---++++ llll  mmmmmmmm mmmm
/graphics/<slug:slug>/control/keep/                                        mmmmmmmm mmmm  l---++++ llll
/graphics/<slug:slug>/control/newer/<row:cue>/                             l---++++ llll  mmmmmmmm mmmm
/graphics/<slug:slug>/control/release/<row:hold>/                          l---++++ llll  mmmmmmmm mmmm
/graphics/<slug:slug>/acts/<slug:act>/                                     mmmmmmmm mmmm  l--->>>> llll
/graphics/<slug:output>/                                                   ----++++ --+-  mmmmmmmm mmmm
/graphics/<slug:output>/preview/                                           ----++++ --+-  mmmmmmmm mmmm
/jump/                                                                     l-++++++ llll  mmmmmmmm mmmm
/desk/<slug:slug>/                                                         l---++++ llll  mmmmmmmm mmmm
/desk/<slug:slug>/lately/                                                  l---++++ llll  mmmmmmmm mmmm
/desk/<slug:slug>/key/                                                     l---++++ llll  mmmmmmmm mmmm
/desk/<slug:slug>/key/list/                                                l---++-+ llll  l---00-0 llll
/desk/<slug:slug>/acts/<slug:act>/                                         mmmmmmmm mmmm  l--->>>> llll
/about/                                                                    l-++++++ llll  mmmmmmmm mmmm
/accounts/login/                                                           +>>>>>>> ++++  +>>>>>>> ++++
/accounts/logout/                                                          mmmmmmmm mmmm  llllllll llll
/status/                                                                   l---++-+ llll  mmmmmmmm mmmm
/healthz                                                                   ++++++++ ++++  mmmmmmmm mmmm
/readyz                                                                    ++++++++ ++++  mmmmmmmm mmmm
/metrics                                                                   -------- ----  mmmmmmmm mmmm
/admin/results/contest/<row:contest_id>/declare/                           l-+-++-+ llll  l-+-++-+ llll
/admin/results/contest/<row:contest_id>/declare/preview/                   l-mmmm-m llll  l-+-++-+ llll
/admin/results/sent/                                                       l-++++-+ llll  l-mmmm-m llll
/admin/results/council/<row:council_id>/total/                             l-+-++-+ llll  l-+-++-+ llll
/admin/results/council/<row:council_id>/total/preview/                     l-mmmm-m llll  l-+-++-+ llll
/admin/results/council/<row:council_id>/progress/                          l-+-++-+ llll  l-+-++-+ llll
/admin/results/councildeclaration/<row:declaration_id>/confirm/            l-+-++-+ llll  l-+-++-+ llll
/admin/results/contest/<row:contest_id>/call/                              l->->>-> llll  l-+-++-+ llll
/admin/results/contest/<row:contest_id>/status/                            l-mmmm-m llll  l->->>-> llll
/admin/results/contest/<row:contest_id>/claim/                             l-mmmm-m llll  l-+-++-+ llll
/admin/results/sheet/<row:sheet_id>/                                       l-+-++-+ llll  l-mmmm-m llll
/admin/results/my-counts/                                                  rr++++r+ rrrr  rr++++r+ rrrr
/admin/results/waiting/                                                    rr++++r+ rrrr  rr++++r+ rrrr
/admin/results/declaration/<row:declaration_id>/confirm/                   l-+-++-+ llll  l-+-++-+ llll
/admin/results/contest/<row:contest_id>/resolve/                           l-+----+ llll  l-+----+ llll
/admin/results/contest/<row:contest_id>/resolve/preview/                   l-mmmm-m llll  l-+----+ llll
/admin/results/contest/<row:contest_id>/withdraw/                          l-+-++-+ llll  l-+-++-+ llll
/admin/results/contest/<row:contest_id>/override/                          l---++-+ llll  l---++-+ llll
/admin/results/contest/<row:pk>/audit/                                     l-+-++-+ llll  l-mmmm-m llll
/admin/results/contest/<row:pk>/audit/audit.csv                            l-+-++-+ llll  l-mmmm-m llll
/admin/results/council/<row:pk>/audit/                                     l-+-++-+ llll  l-mmmm-m llll
/admin/results/council/<row:pk>/audit/audit.csv                            l-+-++-+ llll  l-mmmm-m llll
/admin/results/election/<row:pk>/audit.csv                                 l---++-+ llll  l-mmmm-m llll
/admin/results/people/                                                     l---++-+ llll  l-mmmm-m llll
/admin/                                                                    l-++++-+ llll  l-++++-+ llll
/admin/login/                                                              llllllll llll  llllllll llll
/admin/logout/                                                             >-mmmm-m >>>>  >-llll-l >>>>
/admin/password_change/                                                    l-++++-+ llll  l-++++-+ llll
/admin/password_change/done/                                               l-++++-+ llll  l-mmmm-m llll
/admin/autocomplete/                                                       l---++-+ llll  l-mmmm-m llll
/admin/jsi18n/                                                             l-++++-+ llll  l-mmmm-m llll
/admin/r/<path:content_type_id>/<path:object_id>/                          l-0000-0 llll  l-0000-0 llll
/admin/auth/user/<id>/password/                                            l------+ llll  l------+ llll
/admin/auth/                                                               l-00++-+ llll  l-00++-+ llll
/admin/axes/                                                               l-0000-+ llll  l-0000-+ llll
/admin/results/                                                            l-00++-+ llll  l-00++-+ llll
/admin/(?P<url>.*)$                                                        l-0000-0 llll  l-0000-0 llll
"""

# The pages that Django's admin gives every model, by what the desk lets be done with its rows. The last is
# the old address of the one before: it leads there, and says nothing of the row.
LIST, ADD, HISTORY, DELETE, CHANGE, OLD = (
    "",
    "add/",
    "<path:object_id>/history/",
    "<path:object_id>/delete/",
    "<path:object_id>/change/",
    "<path:object_id>/",
)
TO_PRODUCERS = "l---++-+ llll  l---++-+ llll"
TO_SUPERUSERS = "l------+ llll  l------+ llll"
TO_NOBODY = "l------- llll  l------- llll"
READ = "l---++-+ llll  l------- llll"
OF_A_MODEL = {
    "reference data, which stays where it was declared upon": {
        LIST: TO_PRODUCERS,
        ADD: TO_PRODUCERS,
        HISTORY: TO_PRODUCERS,
        DELETE: "l--->>-> llll  l--->>-> llll",
        CHANGE: TO_PRODUCERS,
    },
    "the producers' own": dict.fromkeys((LIST, ADD, HISTORY, DELETE, CHANGE), TO_PRODUCERS),
    "on record": {
        LIST: TO_PRODUCERS,
        ADD: TO_PRODUCERS,
        HISTORY: TO_PRODUCERS,
        DELETE: TO_NOBODY,
        CHANGE: TO_PRODUCERS,
    },
    "history": {
        LIST: TO_PRODUCERS,
        ADD: TO_NOBODY,
        HISTORY: TO_PRODUCERS,
        DELETE: TO_NOBODY,
        CHANGE: READ,
    },
    "people": {
        LIST: TO_PRODUCERS,
        ADD: TO_SUPERUSERS,
        HISTORY: TO_PRODUCERS,
        DELETE: TO_SUPERUSERS,
        CHANGE: "l---++-+ llll  l------+ llll",
    },
    "roles": dict.fromkeys((LIST, ADD, HISTORY, DELETE, CHANGE), TO_SUPERUSERS),
    "the lock on the door": {
        LIST: TO_SUPERUSERS,
        ADD: TO_NOBODY,
        HISTORY: TO_SUPERUSERS,
        DELETE: TO_SUPERUSERS,
        CHANGE: "l------+ llll  l------> llll",
    },
}
LED_ON = "l->>>>-> llll  l->>>>-> llll"
MODELS = {
    "auth.group": "roles",
    "auth.user": "people",
    "axes.accessattempt": "the lock on the door",
    "axes.accesslog": "the lock on the door",
    "axes.accessfailurelog": "the lock on the door",
    "results.election": "reference data, which stays where it was declared upon",
    "results.party": "reference data, which stays where it was declared upon",
    "results.region": "reference data, which stays where it was declared upon",
    "results.council": "reference data, which stays where it was declared upon",
    "results.councilseats": "reference data, which stays where it was declared upon",
    "results.contest": "reference data, which stays where it was declared upon",
    "results.candidacy": "reference data, which stays where it was declared upon",
    "results.previoustally": "reference data, which stays where it was declared upon",
    "results.keycontest": "the producers' own",
    "results.assignment": "the producers' own",
    "results.declaration": "history",
    "results.councildeclaration": "history",
    "results.deskevent": "history",
    "results.asrun": "history",
    "results.accesslink": "on record",
    "results.output": "on record",
}

# Sockets have one letter a column: nobody posts there.
SOCKETS = """
/ws/boards/<slug:slug>/<str:region>/                                       l-++++++ +---
/ws/contests/<slug:slug>/<str:code>/                                       l-++++++ llll
/ws/councils/<slug:slug>/<str:code>/                                       l-++++++ llll
/ws/corrections/<slug:slug>/                                               l-++++++ llll
/ws/pictures/<slug:slug>/<str:region>/                                     l-++++++ +---
/ws/outputs/<slug:output>/program/                                         l---++++ --+-
/ws/outputs/<slug:output>/preview/                                         l---++++ --+-
/ws/outputs/<slug:output>/panel/                                           l---++++ llll
/ws/desk/<slug:slug>/                                                      l---++++ llll
/ws/desk/<slug:slug>/key/                                                  l---++++ llll
"""
CODES = {SIGN_IN: "l", NOT_FOR_YOU: "-", NO_SUCH_PAGE: "0"}


def pages() -> dict[str, tuple[str, str]]:
    """What each address answers: its letters for GET, and for POST."""
    written = {pattern: (get, post) for pattern, get, post in map(_columns, PAGES.strip().splitlines())}
    return written | {
        f"/admin/{model.replace('.', '/')}/{page}": _columns(f"{page} {letters}")[1:]
        for model, kind in MODELS.items()
        for page, letters in (OF_A_MODEL[kind] | {OLD: LED_ON}).items()
    }


def sockets() -> dict[str, str]:
    """What each socket's route answers."""
    rows = (line.split() for line in SOCKETS.strip().splitlines())
    return {pattern: people + links for pattern, people, links in rows}


def _columns(line: str) -> tuple[str, str, str]:
    *pattern, get, get_links, post, post_links = line.split()
    return "".join(pattern), get + get_links, post + post_links
