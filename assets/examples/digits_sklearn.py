"""A support vector machine of scikit-learn that learns to read handwritten digits.

`evaluate` is what the search calls, once for each configuration, with the parameters of digits-sklearn.yaml as keyword
arguments.
"""

import logging
import time

from digits_data import load, split
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

images, digits = load()
(X_TRAIN, X_VALIDATION, X_TEST) = split(images)
(Y_TRAIN, Y_VALIDATION, Y_TEST) = split(digits)


def evaluate(C, gamma, components, shrinking):
    started_at = time.perf_counter()
    model = make_pipeline(StandardScaler(), PCA(components, random_state=1), SVC(C=C, gamma=gamma, shrinking=shrinking))
    model.fit(X_TRAIN, Y_TRAIN)
    loss = 1 - model.score(X_VALIDATION, Y_VALIDATION)
    # What is logged goes to the trial's log, as prints do.
    logging.info("%.2f %% of the validation images misread", 100 * loss)
    return {
        "loss": loss,
        "cost": time.perf_counter() - started_at,
        "extra": {
            "test_error": 1 - model.score(X_TEST, Y_TEST),
            "support_vectors": model[-1].n_support_.sum(),
        },
    }
