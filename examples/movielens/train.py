"""Trains the baselines on MovieLens: the earlier four fifths of each user's ratings to learn from, the last fifth to be found.

Usage: python3 train.py [FOLDER OF ml_latest_small] [FOLDER TO WRITE TO]; needs numpy.
"""

import csv
import gzip
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from baselines import train, write  # noqa: E402

LIKED = 4.0
HEADER = ["user_id", "film_id", "rating", "at"]


def ratings(folder):
    with gzip.open(folder / "ratings.csv.gz", "rt", newline="") as lines:
        for row in csv.DictReader(lines):
            yield int(row["userId"]), int(row["movieId"]), float(row["rating"]), int(row["timestamp"])


def split(rows):
    """Each user's last fifth by time, ties by film, is held back."""
    of_user = defaultdict(list)
    for row in rows:
        of_user[row[0]].append(row)
    before, after = [], []
    for _, seen in sorted(of_user.items()):
        seen.sort(key=lambda row: (row[3], row[1]))
        cut = len(seen) - len(seen) // 5
        before += seen[:cut]
        after += seen[cut:]
    return before, after


def main(source, target):
    target.mkdir(parents=True, exist_ok=True)
    before, after = split(ratings(source))
    train(
        liked=[(user, film) for user, film, rating, _ in before if rating >= LIKED],
        seen=[(user, film) for user, film, _, _ in before],
        folder=target,
        item="film_id",
    )
    ratings_of = Counter(row[0] for row in before)
    write(target / "users.csv.gz", ["user_id", "ratings"], sorted(ratings_of.items()))
    write(target / "train.csv.gz", HEADER, before)
    write(target / "truth.csv.gz", HEADER, after)


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data/ml_latest_small",
        Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "data",
    )
