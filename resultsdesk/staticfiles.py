"""Static files: hashed names that browsers keep for ever once collected, plain names before that.

A bare checkout and its tests run without collecting anything. Refuses to guess a hashed name: it
comes from the manifest that `collectstatic` wrote, or not at all.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class DeskStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's hashed and compressed files, where they were collected."""

    def stored_name(self, name: str) -> str:
        """The hashed name of a file; its own name where nothing was collected."""
        if not self.hashed_files:
            return name
        return str(super().stored_name(name))
