"""The magics %covey and %%covey for Jupyter and IPython."""

import re
import shlex
from pathlib import Path

from . import launcher
from .errors import CoveyError
from .project import Project

MARK = "# written by %%covey in a notebook\n"
NAME = re.compile(r"^name:[ \t]*['\"]?([A-Za-z0-9][A-Za-z0-9_.-]*)['\"]?[ \t]*(#.*)?$", re.MULTILINE)


def register(ipython):
    """Adds both magics to a shell."""
    ipython.register_magic_function(line_magic, magic_kind="line", magic_name="covey")
    ipython.register_magic_function(cell_magic, magic_kind="cell", magic_name="covey")


def line_magic(line):
    """%covey COMMAND LINE: prints what the command prints."""
    arguments = shlex.split(line)
    if arguments and _needs_project(arguments):
        arguments += ["--project", str(project_folder())]
    code, out, err = launcher.call(arguments)
    if out:
        print(out, end="")
    if err:
        print(err, end="")
    if code:
        raise CoveyError(f"covey {line} ended with exit code {code}", code)


def cell_magic(line, cell):
    """%%covey [--replace]: the cell is the YAML of one study; saves it, runs it, gives back its results."""
    arguments = shlex.split(line)
    if [a for a in arguments if a != "--replace"]:
        raise CoveyError("%%covey takes the YAML of one study, and only the option --replace; commands go after %covey")
    project = Project(project_folder())
    study, file = _place(project, cell)
    before = file.read_text(encoding="utf-8") if file.exists() else None
    if before is not None and not before.startswith(MARK) and "--replace" not in arguments:
        raise CoveyError(f"{file} was not written by a notebook; rename the study, or replace it with %%covey --replace")
    file.parent.mkdir(exist_ok=True)
    file.write_text(MARK + cell.rstrip() + "\n", encoding="utf-8")
    try:
        said = project.run(study)
    except CoveyError as fault:
        if fault.exit_code == 2:  # the study is wrong: leave the project as it was
            _put_back(file, before)
        raise
    print(said["headline"])
    try:
        return project.results(study)
    except CoveyError:  # without pandas
        return project.rows(study)


def project_folder():
    """The nearest folder upward with a covey.yml."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "covey.yml").is_file():
            return folder
    raise CoveyError(f"no covey.yml in {here} or above; change to a project, or add --project")


def _needs_project(arguments):
    named = any(a in ("-p", "--project") or a.startswith("--project=") for a in arguments)
    return not named and arguments[0] not in ("init", "demo") and not arguments[0].startswith("-")


def _place(project, cell):
    names = [match.group(1) for match in NAME.finditer(cell)]
    if len(names) != 1:
        raise CoveyError(f"the cell must declare one study with one `name:` at the left edge; it has {len(names)}")
    return names[0], project.folder / "studies" / (names[0] + ".yml")


def _put_back(file, before):
    if before is None:
        file.unlink()
    else:
        file.write_text(before, encoding="utf-8")
