"""A project folder and its stored results."""

import csv
import difflib
import json
from pathlib import Path

from . import launcher
from .errors import CoveyError

NUMBERS = (
    "estimate",
    "std_error",
    "conf_low",
    "conf_high",
    "conf_level",
    "statistic",
    "df",
    "p_value",
    "p_adjusted",
)
INTEGERS = ("n",)


class Project:
    """The studies of one folder. Reading touches only files; run() calls the launcher."""

    def __init__(self, folder=".", results=None):
        self.folder = Path(folder).expanduser().resolve()
        if not (self.folder / "covey.yml").is_file():
            raise CoveyError(f"there is no covey.yml in {self.folder}; open the project's folder")
        self._results = Path(results).resolve() if results else self.folder / "results"

    def __repr__(self):
        return f"covey.open({str(self.folder)!r})"

    def studies(self):
        """Names of the studies that have a stored result."""
        if not self._results.is_dir():
            return []
        return sorted(f.name for f in self._results.iterdir() if (f / "latest").is_file())

    def runs(self, study):
        """Run ids of a study, sorted."""
        folder = self._study(study)
        return sorted(f.name for f in folder.iterdir() if (f / "result.json").is_file())

    def results(self, study, run="latest"):
        """The long schema of a run as a pandas frame."""
        try:
            import pandas
        except ImportError:
            raise CoveyError(
                "results() needs pandas, which is not installed; use rows() for a list of dicts, or install pandas"
            ) from None
        columns, rows = self._table(study, run)
        frame = pandas.DataFrame(rows, columns=columns)
        for name in columns:
            if name in NUMBERS:
                frame[name] = pandas.to_numeric(frame[name]).astype("float64")
            elif name in INTEGERS:
                frame[name] = frame[name].astype("Int64")
            else:
                frame[name] = frame[name].astype("string")
        return frame

    def rows(self, study, run="latest"):
        """The long schema of a run as a list of dicts; None where there is no value."""
        return self._table(study, run)[1]

    def result(self, study, run="latest"):
        """The whole result of a run: result.json as a dict."""
        return json.loads(self._file(study, run, "result.json").read_text(encoding="utf-8"))

    def run(self, study, as_of=None, target=None):
        """Runs a study and gives back what the launcher says of it: study, run, invalidated, headline, folder."""
        arguments = ["run", study, "--json", "--project", self.folder]
        if as_of is not None:
            arguments += ["--as-of", as_of.isoformat() if hasattr(as_of, "isoformat") else as_of]
        if target is not None:
            arguments += ["--target", target]
        code, out, err = launcher.call(arguments)
        if code != 0:
            raise CoveyError(err.strip() or f"covey run ended with exit code {code}", code)
        documents = json.loads(out)
        return documents[0] if len(documents) == 1 else documents

    def _table(self, study, run):
        with self._file(study, run, "long.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [{name: _value(name, text) for name, text in row.items()} for row in reader]
            return list(reader.fieldnames or []), rows

    def _file(self, study, run, name):
        folder = self._study(study)
        if run == "latest":
            run = (folder / "latest").read_text(encoding="utf-8").strip()
        file = folder / run / name
        if Path(run).name != run or not file.is_file():
            known = ", ".join(self.runs(study)) or "none"
            raise CoveyError(f"study {study!r} has no run {run!r}; runs there are: {known}")
        return file

    def _study(self, study):
        known = self.studies()
        if study in known:
            return self._results / study
        near = difflib.get_close_matches(study, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known) or 'none'}"
        raise CoveyError(f"no stored result of a study {study!r}; {hint} (covey run {study} makes one)")


def _value(name, text):
    """A field of long.csv with its type; an empty field is no value."""
    if text is None or text == "":
        return None
    if name in NUMBERS:
        return float(text)
    return int(text) if name in INTEGERS else text
