"""Optuna's time for one suggestion, for the benchmark of the optimizers.

    python optuna_suggestions.py

The first line in has the space and finished evaluations:
    {"space": [{"name", "kind", "lower", "upper", "log"} | {"name", "kind", "choices"}],
     "observations": [{"config": {...}, "loss": 0.5}]}
Then each line `"ask"` is answered with {"milliseconds", "config"}, and each line that is a number tells the loss of
what was suggested last. One thread; the sampler is Optuna's Gaussian process at its defaults.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
import json
import sys
import time
import warnings

import optuna
import torch

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
torch.set_num_threads(1)


def distribution(parameter):
    kinds = optuna.distributions
    if parameter["kind"] == "categorical":
        return kinds.CategoricalDistribution(parameter["choices"])
    kind = kinds.IntDistribution if parameter["kind"] == "integer" else kinds.FloatDistribution
    return kind(parameter["lower"], parameter["upper"], log=parameter["log"])


def main():
    head = json.loads(sys.stdin.readline())
    space = {parameter["name"]: distribution(parameter) for parameter in head["space"]}
    study = optuna.create_study(sampler=optuna.samplers.GPSampler(seed=1))
    for observation in head["observations"]:
        study.add_trial(
            optuna.trial.create_trial(
                params=observation["config"], distributions=space, value=observation["loss"]
            )
        )
    trial = None
    for line in sys.stdin:
        message = json.loads(line)
        if message == "ask":
            begun = time.perf_counter()
            trial = study.ask(space)
            milliseconds = 1000 * (time.perf_counter() - begun)
            print(json.dumps({"milliseconds": milliseconds, "config": trial.params}), flush=True)
        else:
            study.tell(trial, message)


main()
