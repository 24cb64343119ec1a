"""A certificate for this machine that nobody signed but itself, made by openssl."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Certificate:
    """Its files. Whoever trusts `certificate` trusts what shows it."""

    certificate: Path
    key: Path


def a_certificate(folder: Path, *, names: str = "DNS:localhost,IP:127.0.0.1") -> Certificate:
    """One for these names, good for two days; skips the test where there is no openssl."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    made = Certificate(folder / "own.pem", folder / "own.key")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=a test", "-addext", f"subjectAltName={names}",
         "-keyout", made.key, "-out", made.certificate],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return made
