"""Reads and runs the studies of a Covey project."""

from .errors import CoveyError
from .project import Project

__all__ = ["CoveyError", "Project", "open"]
__version__ = "0.1.0"


def open(folder=".", results=None):  # noqa: A001  covey.open(...) reads as it is meant
    """Opens a project folder, the one with covey.yml.

    results: the folder of stored results, when covey.yml puts it elsewhere than `results`.
    """
    return Project(folder, results)


def load_ipython_extension(ipython):
    """`%load_ext covey`: the magics %covey and %%covey."""
    from .magic import register

    register(ipython)
