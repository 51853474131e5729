"""A project folder with one stored result, written as Covey writes it."""

import json
from pathlib import Path

COLUMNS = (
    "study,analysis,metric,estimand,scale,arm,reference,segment,at,estimate,std_error,conf_low,conf_high,conf_level,"
    "coverage,interval_method,test,statistic,df,p_value,p_adjusted,family,adjusted_by,unit,n,reason"
)
ROWS = [
    "new_ranker,main,clicks,ate,difference,dwell,control,,,0.25,0.05,0.15,Infinity,0.95,pointwise,Welch t,Welch t,"
    '5.0,99.5,1e-06,,,"Lin: clicks, 14d before",clicks per user,200,',
    "new_ranker,main,revenue,ate,difference,dwell,control,,,,,,,,,,,,,,,,,,,no_units",
]

# A launcher that stores nothing: it echoes what it was called with, or fails on the study `broken`.
LAUNCHER = """#!/bin/sh
case " $* " in
  *" broken "*) echo "covey run: broken: the study is wrong" >&2; exit 2 ;;
  *" --json "*) echo "[{\\"study\\": \\"$2\\", \\"run\\": \\"r2\\", \\"headline\\": \\"called: $*\\", \\"invalidated\\": false}]" ;;
  *) echo "called: $*" ;;
esac
"""


def project(folder):
    """Lays the project down and gives back its path."""
    root = Path(folder)
    run = root / "results" / "new_ranker" / "r1"
    run.mkdir(parents=True)
    (root / "covey.yml").write_text("name: test\n", encoding="utf-8")
    (root / "results" / "new_ranker" / "latest").write_text("r1\n", encoding="utf-8")
    (run / "long.csv").write_bytes("\r\n".join([COLUMNS, *ROWS, ""]).encode())
    (run / "result.json").write_text(json.dumps({"run": "r1", "outcomes": []}), encoding="utf-8")
    return root


def launcher(folder):
    """Lays the launcher down and gives back its path."""
    file = Path(folder) / "covey"
    file.write_text(LAUNCHER, encoding="utf-8")
    file.chmod(0o755)
    return file
