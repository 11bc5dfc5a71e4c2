"""Makes boosting.json.gz: gradient boosting on scikit-learn's diabetes data, on a grid. Needs scikit-learn.

    python make_boosting.py
"""
import gzip
import itertools
import json

import numpy
from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import KFold

AXES = {
    "loss": ["squared_error", "huber"],
    "learning_rate": [0.005, 0.0125, 0.03, 0.075, 0.2, 0.5],
    "depth": [1, 2, 4, 7],
    "leaf": [1, 4, 16, 64],
    "subsample": [0.3, 0.6, 1.0],
}
TREES = 81


def curve(loss, learning_rate, depth, leaf, subsample):
    """Root mean squared error over the standard deviation after 1, 2, … trees, mean of three splits."""
    x, y = load_diabetes(return_X_y=True)
    errors = []
    for train, test in KFold(3, shuffle=True, random_state=0).split(x):
        model = GradientBoostingRegressor(
            loss=loss, learning_rate=learning_rate, max_depth=depth, min_samples_leaf=leaf,
            subsample=subsample, n_estimators=TREES, random_state=0).fit(x[train], y[train])
        errors.append([((p - y[test]) ** 2).mean() ** 0.5 / y.std() for p in model.staged_predict(x[test])])
    return [round(float(v), 5) for v in numpy.mean(errors, axis=0)]


if __name__ == "__main__":
    curves = [curve(*point) for point in itertools.product(*AXES.values())]
    with gzip.GzipFile("boosting.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps({"axes": AXES, "trees": TREES, "curves": curves}, separators=(",", ":")).encode())
