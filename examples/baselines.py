"""Three recommenders to have systems to compare: popularity, item-kNN and EASE. Examples, no product; needs numpy."""

import csv
import gzip
from collections import Counter

import numpy as np

LENGTH = 50
FEWEST = 3  # users of an item that is learnt


def popularity(matrix):
    return np.tile(matrix.sum(axis=0), (matrix.shape[0], 1))


def item_knn(matrix, neighbours=20):
    """Cosine of items over users; an item's score is the sum over the user's items among whose neighbours it is."""
    lengths = np.linalg.norm(matrix, axis=0)
    cosine = (matrix.T @ matrix) / np.maximum(np.outer(lengths, lengths), 1e-12)
    np.fill_diagonal(cosine, 0)
    floor = -np.sort(-cosine, axis=1)[:, neighbours - 1 : neighbours]
    return matrix @ np.where(cosine >= floor, cosine, 0).T


def ease(matrix, penalty=300.0):
    """Steck (2019): item weights by ridge regression with a zero diagonal, in closed form."""
    gram = matrix.T @ matrix
    gram[np.diag_indices_from(gram)] += penalty
    inverse = np.linalg.inv(gram)
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return matrix @ weights


BASELINES = {"popularity": popularity, "item_knn": item_knn, "ease": ease}


def write(path, header, rows):
    with gzip.open(path, "wt", newline="", encoding="utf-8") as target:
        table = csv.writer(target, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def train(liked, seen, folder, item):
    """Writes a file of lists per baseline.

    liked: pairs of user and item to learn from; seen: pairs that are not listed again; item: name of the item's column.
    """
    users = sorted({user for user, _ in seen})
    users_of = Counter(thing for _, thing in set(liked))
    items = sorted(thing for thing, count in users_of.items() if count >= FEWEST)
    row_of = {user: i for i, user in enumerate(users)}
    column_of = {thing: i for i, thing in enumerate(items)}
    matrix = np.zeros((len(users), len(items)))
    known = np.zeros(matrix.shape, dtype=bool)
    for user, thing in seen:
        if thing in column_of:
            known[row_of[user], column_of[thing]] = True
    for user, thing in liked:
        if thing in column_of:
            matrix[row_of[user], column_of[thing]] = 1
    for name, baseline in BASELINES.items():
        scores = np.where(known, -np.inf, baseline(matrix))
        best = np.argsort(-scores, axis=1, kind="stable")[:, :LENGTH]
        rows = (
            (user, items[i], repr(float(scores[u, i])))
            for u, user in enumerate(users)
            for i in best[u]
            if np.isfinite(scores[u, i])
        )
        write(folder / f"{name}.csv.gz", ["user_id", item, "score"], rows)
