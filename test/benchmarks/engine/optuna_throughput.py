"""Optuna's trials per second with its journal file, for the benchmark of the engine.

    python optuna_throughput.py PROCESSES TRIALS FOLDER

Random search over one float, an objective that returns it, one journal file on the disk of FOLDER. Counted from the
moment at which every process is ready. Prints {"per_second": …, "version": …}.
"""

import json
import multiprocessing
import os
import sys
import tempfile
import time

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

STUDY = "throughput"


def storage(path):
    return JournalStorage(JournalFileBackend(path))


def objective(trial):
    return (trial.suggest_float("x", 0, 1) - 0.3) ** 2


def work(path, trials, seed, ready, go, ended):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler = optuna.samplers.RandomSampler(seed=seed)
    study = optuna.load_study(study_name=STUDY, storage=storage(path), sampler=sampler)
    ready.release()
    go.wait()
    study.optimize(objective, n_trials=trials)
    ended.put(time.time())


def main(processes, trials, folder):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    context = multiprocessing.get_context("spawn")
    path = os.path.join(tempfile.mkdtemp(prefix="optuna-", dir=folder), "journal")
    optuna.create_study(study_name=STUDY, storage=storage(path))
    ready, go, ended = context.Semaphore(0), context.Event(), context.Queue()
    share = trials // processes
    workers = [
        context.Process(target=work, args=(path, share, seed, ready, go, ended)) for seed in range(processes)
    ]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.acquire()
    begun = time.time()
    go.set()
    last = max(ended.get() for _ in workers)
    for worker in workers:
        worker.join()
    print(json.dumps({"per_second": share * processes / (last - begun), "version": optuna.__version__}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
