"""Reads run directories of the Python library with PyYAML and json alone, independently of the program.

    python3 neps_facts.py ROOT...

Prints one JSON array with the facts of each root, in the words of `incumbent trials --format json`.
"""
import base64
import datetime
import json
import math
import re
import struct
import sys
from pathlib import Path

import yaml


class Loader(yaml.SafeLoader):
    """SafeLoader that takes a value with a tag of Python for what stands below the tag."""


def below_tag(loader, _suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


def numpy_scalar(loader, node):
    dtype, data = loader.construct_sequence(node, deep=True)
    code = {"f8": "<d", "f4": "<f", "i8": "<q", "i4": "<i"}[dtype["args"][0]]
    return struct.unpack(code, base64.b64decode(data))[0]


Loader.add_multi_constructor("tag:yaml.org,2002:python/", below_tag)
for generation in ("_core", "core"):
    Loader.add_constructor(
        f"tag:yaml.org,2002:python/object/apply:numpy.{generation}.multiarray.scalar", numpy_scalar
    )
Loader.add_constructor("tag:yaml.org,2002:binary", lambda loader, node: node.value)
Loader.add_constructor(
    "tag:yaml.org,2002:set", lambda loader, node: [str(key) for key in loader.construct_mapping(node)]
)


def read(path):
    if not path.exists():
        return None
    text = path.read_text()
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader)


def plain(value):
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def instant(seconds):
    if seconds is None or seconds != seconds:
        return None
    return math.floor(seconds * 1000)


def rung_of(name):
    match = re.fullmatch(r"\d+(?:_+rung_|_)(\d+)", name)
    return int(match.group(1)) if match else None


def is_curve(value):
    return isinstance(value, list) and all(isinstance(item, (int, float)) for item in value)


def with_other_curve(extra, curve):
    """A curve that is no list of numbers is kept beside the user's own values."""
    if curve is not None and not is_curve(curve):
        extra = {**extra, "learning_curve": curve}
    return plain(extra) if extra else None


def error_of(message, traceback, known):
    kind = known
    if traceback:
        first = message.split("\n")[0]
        lines = [line for line in traceback.split("\n") if re.match(r"[A-Za-z_][\w.]*(:|$)", line)]
        lines = [line for line in lines if line.endswith(first)]
        kind = re.match(r"[\w.]+", lines[-1]).group(0).split(".")[-1]
    return {"type": kind or "", "message": message, "traceback": traceback or ""}


def configs_trial(folder, errors):
    name = folder.name.removeprefix("config_")
    metadata, report = read(folder / "metadata.json"), read(folder / "report.yaml") or {}
    state = {"crashed": "failed", "external": "success"}.get(metadata["state"], metadata["state"])
    extra = dict(report.get("extra") or {})
    extra.update(extra.pop("info_dict", {}))
    curve = report.get("learning_curve")
    error = None
    if report.get("err") is not None:
        state = "failed"
        error = error_of(report["err"], report["tb"], errors.get(name))
    return {
        "trial": name,
        "state": state,
        "config": plain(read(folder / "config.yaml")),
        "loss": plain(report.get("objective_to_minimize")),
        "cost": plain(report.get("cost")),
        "learning_curve": plain(curve) if is_curve(curve) else None,
        "extra": with_other_curve(extra, curve),
        "error": error,
        "rung": rung_of(name),
        "previous": metadata["previous_trial_id"],
        "worker": metadata["evaluating_worker_id"] or metadata["sampling_worker_id"],
        "sampled_at": instant(metadata["time_sampled"]),
        "started_at": instant(metadata["time_started"]),
        "ended_at": instant(metadata["time_end"]),
    }


def results_trial(folder):
    name = folder.name.removeprefix("config_")
    metadata, result = read(folder / "metadata.yaml"), read(folder / "result.yaml")
    error, previous = read(folder / "error.yaml"), folder / "previous_config.id"
    extra = {key: value for key, value in (result or {}).items() if key not in ("loss", "cost", "info_dict")}
    extra.update((result or {}).get("info_dict", {}))
    curve = extra.pop("learning_curve", None)
    return {
        "trial": name,
        "state": "failed" if error else "success" if result else "pending",
        "config": plain(read(folder / "config.yaml")),
        "loss": plain((result or {}).get("loss")),
        "cost": plain((result or {}).get("cost")),
        "learning_curve": plain(curve) if is_curve(curve) else None,
        "extra": with_other_curve(extra, curve),
        "error": error_of(error["err"], error["tb"], None) if error else None,
        "rung": rung_of(name),
        "previous": previous.read_text() if previous.exists() else None,
        "worker": None,
        "sampled_at": instant(metadata.get("time_sampled")),
        "started_at": None,
        "ended_at": instant(metadata.get("time_end")),
    }


def facts_of(root):
    if (root / "configs").exists():
        list_of_errors = root / "shared_errors.jsonl"
        lines = list_of_errors.read_text().splitlines() if list_of_errors.exists() else []
        errors = {entry["trial_id"]: entry["err_type"] for entry in map(json.loads, lines)}
        return [configs_trial(folder, errors) for folder in (root / "configs").glob("config_*")]
    return [results_trial(folder) for folder in (root / "results").glob("config_*")]


json.dump([facts_of(Path(root)) for root in sys.argv[1:]], sys.stdout)
