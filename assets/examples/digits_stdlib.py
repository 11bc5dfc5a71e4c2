"""The network of digits.mjs with Python's standard library alone: nothing needs to be installed.

Python is slow at this, so the network is smaller, learns from one image at a time and for fewer epochs. `train` is what
the search calls, once for each configuration, with the parameters of digits-python.yaml as keyword arguments. Because its
signature names them, it also gets the trial's own folder, for a checkpoint, and the folder of the trial that it
continues with more epochs, if there is one.
"""

import math
import pickle
import random
import time
from operator import mul

from digits_data import DIGITS, PIXELS, load, split

(TRAINING, VALIDATION, TEST) = split(list(zip(*load())))

ACTIVATIONS = {
    # The function, and its slope as a function of its value.
    "relu": (lambda x: max(0.0, x), lambda y: 1.0 if y > 0 else 0.0),
    "tanh": (math.tanh, lambda y: 1 - y * y),
}


def train(
    learning_rate,
    hidden_units,
    activation,
    weight_decay,
    epochs,
    pipeline_directory,
    previous_pipeline_directory=None,
):
    started_at = time.perf_counter()
    rng = random.Random(1)
    network = Network(hidden_units, activation, rng)
    learning_curve = []
    if previous_pipeline_directory is not None:
        checkpoint = pickle.loads((previous_pipeline_directory / "checkpoint.pickle").read_bytes())
        network.hidden, network.output, learning_curve = checkpoint["network"]
        rng.setstate(checkpoint["rng"])
        print(f"continues after {len(learning_curve)} epochs of {previous_pipeline_directory}")

    for epoch in range(len(learning_curve) + 1, epochs + 1):
        # Falls with the epoch alone, not with the share of all epochs: so that a continued training is the same as a
        # whole one.
        rate = learning_rate / math.sqrt(epoch)
        for pixels, digit in rng.sample(TRAINING, len(TRAINING)):
            network.learn(pixels, digit, rate, weight_decay)
        learning_curve.append(network.error_rate(VALIDATION))
        print(f"epoch {epoch} of {epochs}: {learning_curve[-1]:.2%} of the validation images misread")
    checkpoint = {"network": (network.hidden, network.output, learning_curve), "rng": rng.getstate()}
    (pipeline_directory / "checkpoint.pickle").write_bytes(pickle.dumps(checkpoint))
    return {
        "loss": learning_curve[-1],
        "cost": time.perf_counter() - started_at,
        "learning_curve": learning_curve,
        "extra": {"test_error": network.error_rate(TEST)},
    }


class Network:
    """One hidden layer; each row of weights ends with its bias. First weights after Glorot and Bengio (2010)."""

    def __init__(self, hidden_units, activation, rng):
        self.activate, self.slope = ACTIVATIONS[activation]
        self.hidden = [first_weights(PIXELS, hidden_units, rng) for _ in range(hidden_units)]
        self.output = [first_weights(hidden_units, DIGITS, rng) for _ in range(DIGITS)]

    def forward(self, pixels):
        inner = [self.activate(weighted_sum(row, pixels)) for row in self.hidden]
        return inner, [weighted_sum(row, inner) for row in self.output]

    def learn(self, pixels, digit, rate, weight_decay):
        """One step of stochastic gradient descent on the cross-entropy of one image."""
        inner, scores = self.forward(pixels)
        slopes = softmax(scores)
        slopes[digit] -= 1
        columns = zip(*self.output)
        inner_slopes = [sum(map(mul, slopes, column)) * self.slope(y) for column, y in zip(columns, inner)]
        descend(self.output, inner, slopes, rate, weight_decay)
        descend(self.hidden, pixels, inner_slopes, rate, weight_decay)

    def error_rate(self, images):
        """The share of images whose most probable digit is the wrong one; NaN where training has diverged."""
        wrong = 0
        for pixels, digit in images:
            scores = self.forward(pixels)[1]
            if any(map(math.isnan, scores)):
                return math.nan
            wrong += scores.index(max(scores)) != digit
        return wrong / len(images)


def first_weights(inputs, outputs, rng):
    limit = math.sqrt(6 / (inputs + outputs))
    return [rng.uniform(-limit, limit) for _ in range(inputs)] + [0.0]


def weighted_sum(row, values):
    return sum(map(mul, row, values)) + row[-1]


def descend(rows, values, slopes, rate, weight_decay):
    kept = 1 - rate * weight_decay
    for at, slope in enumerate(slopes):
        if slope != 0:
            step = rate * slope
            row = rows[at]
            rows[at] = [kept * weight - step * value for weight, value in zip(row, values)] + [row[-1] - step]


def softmax(scores):
    largest = max(scores)
    powers = [math.exp(score - largest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
