"""Finds and calls the command `covey`."""

import os
import shutil
import subprocess
from pathlib import Path

from .errors import CoveyError


def find():
    """Path of the launcher: the variable COVEY, then PATH, then the checkout this package lies in."""
    named = os.environ.get("COVEY")
    if named:
        if not os.access(named, os.X_OK):
            raise CoveyError(f"COVEY={named} is not an executable file; point it at the launcher `covey`")
        return named
    on_path = shutil.which("covey")
    if on_path:
        return on_path
    checkout = Path(__file__).resolve().parents[3] / "covey"
    if checkout.is_file() and os.access(checkout, os.X_OK):
        return str(checkout)
    raise CoveyError("the command covey was not found; put it on PATH or set COVEY to it")


def call(arguments):
    """Runs the launcher to its end; gives back exit code, standard output, standard error."""
    done = subprocess.run(
        [find(), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
