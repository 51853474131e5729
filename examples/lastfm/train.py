"""Trains the baselines on Last.fm: artists that users tagged before July 2010 to learn from, those of the year after to be found.

A user's listening counts have no date, tags have: an artist counts from the month in which the user first tagged it. An artist's
tag is the one given most often before July 2010.
Usage: python3 train.py [FOLDER OF hetrec2011_lastfm_2k] [FOLDER TO WRITE TO]; needs numpy.
"""

import csv
import gzip
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from baselines import train, write  # noqa: E402

CUT = date(2010, 7, 1)
HEADER = ["user_id", "artist_id", "at"]


def tagged(folder):
    with gzip.open(folder / "user_taggedartists.dat.gz", "rt", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            at = date(int(row["year"]), int(row["month"]), int(row["day"]))
            yield int(row["userID"]), int(row["artistID"]), int(row["tagID"]), at


def main(source, target):
    target.mkdir(parents=True, exist_ok=True)
    with open(source / "tags.dat", encoding="latin-1", newline="") as lines:
        names = {int(row["tagID"]): row["tagValue"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    first, tags = {}, defaultdict(Counter)
    for user, artist, tag, at in tagged(source):
        first[user, artist] = min(at, first.get((user, artist), at))
        if at < CUT:
            tags[artist][tag] += 1
    pairs = sorted((user, artist, at) for (user, artist), at in first.items())
    before = [pair for pair in pairs if pair[2] < CUT]
    listed = [(user, artist) for user, artist, _ in before]
    train(liked=listed, seen=listed, folder=target, item="artist_id")
    write(target / "train.csv.gz", HEADER, before)
    write(target / "truth.csv.gz", HEADER, [pair for pair in pairs if pair[2] >= CUT])
    write(
        target / "artists.csv.gz",
        ["artist_id", "tag"],
        ((artist, names[min(seen, key=lambda t: (-seen[t], t))]) for artist, seen in sorted(tags.items())),
    )


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data/hetrec2011_lastfm_2k",
        Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "data",
    )
