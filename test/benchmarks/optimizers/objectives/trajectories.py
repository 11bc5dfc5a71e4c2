"""Evaluates the searches of result files again and prints what came of them, without their configurations.

    python trajectories.py RESULTS.json ... [--module FILE]

One JSON document: "objectives" with what makes a loss a normalised regret, and "runs" with the noise-free loss of the
incumbent at evaluation (or at cost) 1, 2, ..., null before the first success. `score.py` reads it.
"""
import argparse
import json

import score
from serve import load

DIGITS = 7


def objective_entry(o):
    return {"name": o.name, "group": score.group(o), "optimum": o.optimum, "random_median": o.random_median,
            "evaluations": o.evaluations, "budget": o.budget, "function": o.entry.get("function")}


def trajectory(run, o):
    return [None if v is None else float("%.*g" % (DIGITS, v)) for v in score.replay(run, o)["true"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", nargs="+")
    parser.add_argument("--module")
    given = parser.parse_args()
    objectives = load(given.module)
    runs = []
    for path in given.results:
        name, found = score.read(path)
        for run in found:
            if run["objective"] in objectives:
                keys = ("optimizer", "objective", "seed", "workers", "evaluations")
                runs.append({**{k: run.get(k) for k in keys}, "true": trajectory(run, objectives[run["objective"]])})
    print(json.dumps({"name": "incumbent", "objectives": [objective_entry(o) for o in objectives.values()], "runs": runs}))


if __name__ == "__main__":
    main()
