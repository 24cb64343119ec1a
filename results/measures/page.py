"""The text that Prometheus reads. Owns where the processes of a machine put their counts together.

`share` must be called before anything else of this room is imported in the processes that serve: the library
looks at the environment once.
"""

import os
from pathlib import Path

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from results.measures.instruments import REGISTRY

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = CONTENT_TYPE_LATEST


def share(folder: Path) -> None:
    """Let the processes that are started from now on count together, from 0, in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.db"):
        old.unlink(missing_ok=True)
    os.environ[FOLDER] = str(folder)


def page(gauges: Collector) -> bytes:
    """Everything counted by the processes of this machine that were started together, and these gauges."""
    registry = CollectorRegistry()
    registry.register(gauges)
    if FOLDER not in os.environ:
        return generate_latest(REGISTRY) + generate_latest(registry)
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
