"""Every page that registers itself with the desk's admin site; imported once, when all models are loaded.

They are not imported by the package itself: the site's class lives in it too, and Django would then
make the site a second time while the pages register with the first.
"""

from results.admin import contests, elections, history, key_contests, links, outputs

__all__ = ["contests", "elections", "history", "key_contests", "links", "outputs"]
