"""Objectives with a fidelity that were made for tuning: whoever tunes on them can measure on the public ones.

Learning curves that cross, rise again, stay flat for long and carry noise. Budgets and spaces are in
learning_curves.json, as are optima and medians, which find_optima.py finds numerically.
"""
import math

from benchlib import Failure, Objective, Table, here, load_spaces

SPACES = load_spaces(here(__file__, "learning_curves.json"))


def power_law(start, end, z, scale, exponent):
    """From `start` towards `end`: the usual shape of a loss over training time."""
    return end + (start - end) * (1 + z / scale) ** -exponent


def crossing5(c, z):
    """High rates are ahead early and end badly; the best rate also depends on the batch size and the momentum."""
    rate = math.log10(c["lr"]) + 2.4 - 0.5 * (math.log2(c["batch"]) - 6) / 3 + 0.8 * (c["momentum"] - 0.5)
    decay = math.log10(c["weight_decay"]) + 3.6
    end = (0.2 + 0.05 * rate * rate + 0.04 * max(0.0, rate) ** 3 + 0.02 * decay * decay
           + 0.4 * (c["dropout"] - 0.22) ** 2 + 0.15 * (c["momentum"] - 0.72) ** 2)
    speed = 10 ** min(1.4, max(-1.6, 0.8 * rate))
    over = 0.0025 * max(0.0, 0.25 - c["dropout"]) * max(0, z - 27) * (1 + max(0.0, -decay))
    return power_law(2.3, min(end, 2.0), z, 3.0 / speed, 0.9) + over


def plateau4(c, z):
    """Nothing is learnt until a moment that depends on the configuration; too bold ones diverge or crash."""
    rate, warm, clip = math.log10(c["lr"]), c["warmup"], math.log10(c["clip"])
    boldness = rate + 2.2 + 0.5 * clip - 1.2 * warm
    if boldness > 1.35:
        raise Failure("the loss is not a number")
    onset = 2 + 14 * max(0.0, -rate - 2.6) ** 2 + 18 * max(0.0, warm - 0.35) + 3 * (c["depth"] - 3) ** 2 / 4
    end = (0.35 + 0.10 * (rate + 2.5) ** 2 + 0.12 * (warm - 0.3) ** 2 + 0.05 * (clip - 0.2 + 0.3 * (rate + 2.5)) ** 2
           + 0.015 * (c["depth"] - 6) ** 2)
    loss = 2.0 if z <= onset else power_law(2.0, min(end, 2.0), z - onset, 4.0, 1.0)
    if boldness > 0.6:
        loss += 1.5 * (boldness - 0.6) * min(1.0, z / 10)
    return loss


def costly6(c, z):
    """Wide and deep is better and takes longer: with the same money, fewer of the good ones."""
    size = math.log2(c["width"]) - 9
    rate = math.log10(c["lr"]) + 3.0 + 0.22 * size + 0.1 * (c["layers"] - 4)
    end = (0.1 + 0.03 * max(0.0, -size) + 0.012 * (size - 0.5) ** 2 + 0.006 * (c["layers"] - 5) ** 2
           + 0.06 * rate * rate + 0.08 * (c["dropout"] - 0.05 - 0.08 * max(0.0, size + 2)) ** 2
           + 0.03 * (math.log10(c["weight_decay"]) + 4 - 0.3 * size) ** 2 + 0.05 * (c["smoothing"] - 0.1) ** 2)
    return power_law(1.6, min(end, 1.5), z, 2.0 * 10 ** max(-0.8, -0.6 * rate), 0.8)


def costly6_cost(c, z):
    """About 1 for a full evaluation of a random configuration; 0.15 to 4 by width and layers."""
    return z / 27 * (0.1 + 0.12 * c["layers"] * (c["width"] / 256) ** 0.8)


ACTIVATION = {"relu": 0.0, "gelu": 0.012, "tanh": 0.05}
OPTIMIZER = {"sgd": (-1.2, 0.02), "adam": (-3.0, 0.0), "lion": (-3.9, 0.015)}


def subset7(c, z):
    """The fidelity is the share of the data, a float: little data wants more regularisation and a smaller model."""
    centre, offset = OPTIMIZER[c["optimizer"]]
    rate = math.log10(c["lr"]) - centre + 0.3 * (c["activation"] == "tanh")
    data = math.log10(z)
    strength = math.log10(c["weight_decay"]) + 3.5 + 1.2 * data + (0.6 if c["optimizer"] == "lion" else 0.0)
    units = math.log2(c["units"]) - 8 - 1.1 * data
    end = (0.12 + offset + ACTIVATION[c["activation"]] + 0.05 * rate * rate + 0.02 * strength * strength
           + 0.012 * units * units + 0.25 * (c["dropout"] - 0.2 + 0.15 * data) ** 2
           + (0.02 if c["augment"] == (c["activation"] == "relu") else 0.0) + 0.004 * (c["layers"] - 3) ** 2)
    return end + 0.16 * (z ** -0.35 - 1)


def misleading6(c, z):
    """The lowest fidelity says little: another point is best there, and the noise is as large as the differences."""
    s = 1 - math.log(z) / math.log(64)
    x = [c["x%d" % i] for i in range(1, 7)]
    best = [0.23, 0.71, 0.42, 0.86, 0.35, 0.58]
    drift = [0.35, -0.25, 0.2, -0.3, 0.3, -0.2]
    weights = [3.0, 1.6, 2.2, 1.0, 0.7, 0.3]
    d = [v - b - s * m for v, b, m in zip(x, best, drift)]
    bowl = sum(w * v * v for w, v in zip(weights, d))
    return bowl + 0.25 * (1 - math.cos(7 * (d[0] + d[1]))) + 0.15 * (1 - math.cos(9 * (d[2] - d[3]))) + 0.8 * s


boosting_table = Table(here(__file__, "boosting.json.gz"), ("learning_rate", "leaf"), "trees")


def boosting(c, z):
    """Gradient boosting on the diabetes data: validation error measured on a grid, interpolated between."""
    return boosting_table(c, z)


_F = {
    "crossing5": (crossing5, lambda z: 0.004 + 0.03 / z ** 0.5, None),
    "plateau4": (plateau4, lambda z: 0.01, None),
    "costly6": (costly6, lambda z: 0.003 + 0.01 / z ** 0.5, costly6_cost),
    "subset7": (subset7, lambda z: 0.002 + 0.006 / z ** 0.5, None),
    "misleading6": (misleading6, lambda z: 0.01 + 0.4 / z ** 0.7, None),
    "boosting": (boosting, None, None),
}

OBJECTIVES = {n: Objective(n, e, *_F[e.get("function", n)]) for n, e in SPACES.items()}
