"""Finds the optimum and the median of random points of every objective of a module, and writes them to its spaces.

    python find_optima.py learning_curves.py learning_curves.json

The optimum of the noise-free loss at the highest fidelity: the best of many random points, then pattern searches
(steps along each parameter that halve where none helps) from the best of them. Categories are tried one by one.
"""
import json
import math
import random
import re
import sys

from benchlib import Failure, is_categorical, is_int, sample_uniform
from serve import load

POINTS, STARTS, FIRST_STEP, LAST_STEP = 20000, 12, 0.1, 1e-7


def loss(objective, config):
    try:
        return objective.true(config)
    except Failure:
        return math.inf


def moved(spec, value, step):
    """The value a share of its axis further, within the bounds."""
    low, high = spec["lower"], spec["upper"]
    if spec.get("log"):
        value = math.exp(math.log(value) + step * (math.log(high) - math.log(low)))
    else:
        value += step * (high - low)
    return min(max(value, low), high)


def neighbours(objective, config, step):
    for name, spec in objective.space.items():
        if name == objective.fidelity:
            continue
        if is_categorical(spec):
            values = [c for c in spec["choices"] if c != config[name]]
        elif is_int(spec):
            stride = max(1, round(step * (spec["upper"] - spec["lower"])))
            values = [min(max(config[name] + s, spec["lower"]), spec["upper"]) for s in (-stride, -1, 1, stride)]
        else:
            values = [moved(spec, config[name], s) for s in (-step, step)]
        yield from ({**config, name: value} for value in values)


def descend(objective, config):
    best, step = loss(objective, config), FIRST_STEP
    while step > LAST_STEP:
        value, near = min(((loss(objective, n), n) for n in neighbours(objective, config, step)), key=lambda x: x[0])
        if value < best:
            best, config = value, near
        else:
            step /= 2
    return best


def find(objective):
    rng = random.Random(0)
    points = sorted(((loss(objective, c), i, c) for i, c in
                     enumerate(sample_uniform(objective.space, rng) for _ in range(POINTS))), key=lambda x: x[:2])
    finite = [value for value, _, _ in points if value < math.inf]
    optimum = min(descend(objective, c) for _, _, c in points[:STARTS])
    return {"optimum": round(optimum, 9), "random_median": round(finite[len(finite) // 2], 6),
            "share_of_failures": round(1 - len(finite) / POINTS, 3)}


def to_json(document):
    """Objects over several lines, each list on one, exponents without zeros: as this repository formats JSON."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    text = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda found: "[" + " ".join(found[1].split()) + "]", text)
    return re.sub(r"(?<=[0-9])e-0([1-9])", r"e-\1", text) + "\n"


def main(module, spaces):
    with open(spaces) as file:
        document = json.load(file)
    objectives, found = load(module), {}
    for name, entry in document["objectives"].items():
        base = entry.get("function", name)
        found[base] = found.get(base) or find(objectives[base])
        entry.update(found[base])
        print(name, found[base], flush=True)
    with open(spaces, "w") as file:
        file.write(to_json(document))


if __name__ == "__main__":
    main(*sys.argv[1:])
