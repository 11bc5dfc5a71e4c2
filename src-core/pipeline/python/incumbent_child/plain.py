"""Values of Python, numpy, torch and their like as JSON."""

import datetime
import math
import numbers
import pathlib
import sys
from collections.abc import Mapping

from .words import kind_of, short_repr, text

MAX_DEPTH, MAX_ARRAY_ITEMS = 20, 10000


def as_number(value):
    """A float for numbers and for scalars of numpy, torch and their like; None for everything else."""
    if isinstance(value, (bool, str, bytes, Mapping)) or value is None:
        return None
    try:
        if isinstance(value, numbers.Real):
            return float(value)
        item = value.item() if callable(getattr(value, "item", None)) else value
        if isinstance(item, (bool, complex, str)) or not hasattr(item, "__float__"):
            return None
        return float(item)
    except Exception:  # noqa: BLE001 - an array of several values, a huge integer, a foreign type's own refusal
        return None


def encoded(number):
    """A number that survives JSON."""
    if number != number:
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return number


def plain(value, path, depth=0):
    """`value` as JSON, non-finite numbers included; what JSON cannot carry is kept as its repr, with a note in the log."""
    if value is None or isinstance(value, (bool, str)):
        return text(value) if isinstance(value, str) else value
    if isinstance(value, int):
        return int(value) if abs(value) <= 2**53 else str(value)
    if isinstance(value, float):
        return float(value)
    if depth > MAX_DEPTH:
        return noted(value, path)
    if isinstance(value, Mapping):
        return {text(str(key)): plain(item, "%s.%s" % (path, key), depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item, "%s[%d]" % (path, at), depth + 1) for at, item in enumerate(value)]
    return plain_object(value, path, depth)


def plain_object(value, path, depth):
    if isinstance(value, pathlib.PurePath):
        return text(str(value))
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    number = as_number(value)
    if number is not None:
        return plain(int(value), path) if is_whole(value) else number
    try:
        if callable(getattr(value, "tolist", None)) and array_size(value) <= MAX_ARRAY_ITEMS:
            return plain(value.tolist(), path, depth + 1)
    except Exception:  # noqa: BLE001 - a type that only looks like an array
        pass
    return noted(value, path)


def is_whole(value):
    """Whether a scalar of numpy, torch and their like is an integer by its kind."""
    item = value.item() if callable(getattr(value, "item", None)) else value
    return isinstance(item, numbers.Integral)


def array_size(value):
    size = 1
    for length in getattr(value, "shape", ()):
        size *= int(length)
    return size


def noted(value, path):
    print("[incumbent] %s is %s, which JSON cannot carry; its repr is kept" % (path, kind_of(value)), file=sys.stderr)
    return short_repr(value, 2000)
