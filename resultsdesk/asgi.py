"""The desk as one ASGI application: pages through Django, sockets through Channels."""

import gc
import os
import sys
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resultsdesk.settings")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

# Django must be set up before anything that imports models.
from channels.routing import ProtocolTypeRouter  # noqa: E402
from channels.security.websocket import OriginValidator  # noqa: E402
from django.conf import settings  # noqa: E402

from results.live.lifespan import lifespan  # noqa: E402
from results.live.routing import sockets  # noqa: E402
from results.views.unreadable import too_large  # noqa: E402
from resultsdesk.limits import bounded  # noqa: E402
from resultsdesk.readable import readable  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": bounded(readable(pages), told=too_large),
        "lifespan": lifespan,
        "websocket": readable(OriginValidator(sockets, settings.ALLOWED_ORIGINS)),
    }
)

# What is loaded by now stays for good. Left to the collector it would be gone through again and again, and
# each time everything stands for a few hundredths of a second, a take among it.
import_module(settings.ROOT_URLCONF)
gc.freeze()
# So do the sockets, while they last: ten thousand that come back within seconds would be gone through each
# time their number had grown by a quarter, at last for most of a second. What a page leaves behind is young.
gc.set_threshold(10_000, 10, 200)
# A request is worked on in a thread of its own, which gives way at each question to the database and takes up
# again when the loop, busy with a storm of screens, is told to. That is to be soon.
sys.setswitchinterval(0.001)
