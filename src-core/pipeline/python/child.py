"""The Python side of a worker: imports the user's function once and calls it for each evaluation.

Standard library only, Python 3.8 or newer. Descriptor 3 brings one JSON object a line, 4 takes the answers, 5 brings
nothing and ends when the worker does. stdout and stderr are the user's. Nothing here may import the user's code
before the `start` message, and nothing at module level may act: `multiprocessing` imports this file again in its
children.
"""

import datetime
import difflib
import faulthandler
import importlib
import importlib.machinery
import importlib.util
import inspect
import json
import logging
import math
import numbers
import os
import pathlib
import signal
import sys
import threading
import traceback
from collections.abc import Mapping

TO_CHILD, FROM_CHILD, LIFELINE = 3, 4, 5
CONTEXT_PATHS = ("pipeline_directory", "previous_pipeline_directory", "root_directory")
CONTEXT_NAMES = CONTEXT_PATHS + ("pipeline_id",)
LOSS_NAMES = ("loss", "objective_to_minimize")
EXTRA_NAMES = ("extra", "info_dict")
MAX_MESSAGE, MAX_TRACEBACK = 10000, 100000
MAX_DEPTH, MAX_ARRAY_ITEMS = 20, 10000
OWN_FILE = os.path.abspath(__file__)


class Refused(Exception):
    """A finding of ours, in words for the user; `name` becomes the error's type."""

    def __init__(self, name, message, cost=None):
        super().__init__(message)
        self.name = name
        self.cost = cost


# ---------------------------------------------------------------------------------------------- the life of a child


def die_with_worker():
    """Ends this process and its group when the worker is gone, also while the user's code runs."""
    if sys.platform == "linux":
        try:
            import ctypes

            parent = os.getppid()
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
            if os.getppid() != parent:
                os._exit(1)
        except Exception:  # noqa: BLE001 - a build without ctypes still has the lifeline
            pass
    threading.Thread(target=watch_lifeline, name="incumbent-lifeline", daemon=True).start()


def watch_lifeline():
    try:
        os.read(LIFELINE, 1)
    except OSError:
        pass
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def keep_channel_private():
    """No descendant, started or forked, holds the protocol's descriptors open."""
    for descriptor in (TO_CHILD, FROM_CHILD, LIFELINE):
        os.set_inheritable(descriptor, False)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=close_channel)


def close_channel():
    for descriptor in (TO_CHILD, FROM_CHILD, LIFELINE):
        try:
            os.close(descriptor)
        except OSError:
            pass


def prepare_output():
    """Whole lines reach the log at once, whatever the locale; what is logged goes there from INFO on."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    faulthandler.enable()
    # The handler of last resort serves only where the user's code configures none, and basicConfig still works.
    handler = logging._StderrHandler(logging.INFO)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.lastResort = handler
    if logging.root.level == logging.WARNING:
        logging.root.setLevel(logging.INFO)


def messages():
    """The lines from the worker, until it closes the channel."""
    buffered = b""
    while True:
        chunk = os.read(TO_CHILD, 1 << 16)
        if not chunk:
            return
        *lines, buffered = (buffered + chunk).split(b"\n")
        for line in lines:
            if line:
                yield json.loads(line)


def answer(message):
    # The line feed in front ends whatever the user's code may have written to this descriptor.
    data = ("\n" + json.dumps(message, allow_nan=False) + "\n").encode("ascii")
    while data:
        data = data[os.write(FROM_CHILD, data) :]


def end_output(marker):
    """Writes the marker behind all that the call has printed, past any replacement of sys.stdout."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:  # noqa: BLE001 - the user's code may have closed or replaced it
            pass
    for descriptor in (1, 2):
        try:
            os.write(descriptor, marker)
        except OSError:
            pass


# ------------------------------------------------------------------------------------------------------- importing


def load(start):
    """The function that the worker names; raises what the user's module raises, or Refused."""
    folder = start["working_directory"]
    if "file" in start:
        own = os.path.dirname(start["file"])
        sys.argv = [start["file"]]
        sys.path.insert(0, own)
        if folder not in sys.path:
            sys.path.append(folder)
        module = load_file(start["file"])
        where = start["file"]
    else:
        sys.path.insert(0, folder)
        module = importlib.import_module(start["module"])
        where = "the module " + start["module"]
    return find_function(module, start["function"], where)


def load_file(path):
    if not os.path.isfile(path):
        raise Refused("pipeline-file-missing", "Expected the pipeline's file, found none at " + path)
    stem = pathlib.Path(path).stem
    # A file named like a module that is in use already (types.py) must not replace it.
    name = stem if stem.isidentifier() and stem not in sys.modules else "incumbent_pipeline_" + stem
    loader = importlib.machinery.SourceFileLoader(name, path)
    spec = importlib.util.spec_from_loader(name, loader, origin=path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def find_function(module, name, where):
    value = module
    for part in name.split("."):
        value = getattr(value, part, None)
    if callable(value):
        return value
    found = "something that is not callable (%s)" % describe(value) if value is not None else "no such name"
    names = [key for key, item in vars(module).items() if callable(item) and not key.startswith("_")]
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    hint = "; near it: " + ", ".join(near) if near else ""
    raise Refused(
        "pipeline-function-missing", "Expected a function `%s` in %s, found %s%s" % (name, where, found, hint)
    )


def run_start(start):
    """Imports; answers `ready` or why not. Returns the function or None."""
    try:
        function = load(start)
    except Refused as refusal:
        fail_start(refusal.name, {"type": "Refused", "message": str(refusal), "traceback": ""})
        return None
    except BaseException as error:  # noqa: BLE001 - also SystemExit at import
        found = describe_error(error)
        name = start.get("file") or start.get("module")
        words = "%s: %s" % (found["type"], found["message"]) if found["message"] else found["type"]
        found["message"] = "Importing %s must succeed, but it raised %s" % (name, words)
        fail_start("pipeline-import-failed", found)
        return None
    answer({"kind": "ready"})
    return function


def fail_start(code, error):
    answer({"kind": "start-error", "code": code, "error": error})


# --------------------------------------------------------------------------------------------------------- calling


def signature_of(function):
    """Names that the function takes by keyword and those it cannot do without; None where it does not tell."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    by_name = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return {
        "takes": [p.name for p in parameters if p.kind in by_name],
        "needs": [p.name for p in parameters if p.kind in by_name and p.default is inspect.Parameter.empty],
        "any": any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters),
        "by_position": [
            p.name
            for p in parameters
            if p.kind is inspect.Parameter.POSITIONAL_ONLY and p.default is inspect.Parameter.empty
        ],
    }


def arguments_for(function, config, context):
    """The keyword arguments of one call; Refused where the function cannot take the configuration."""
    signature = signature_of(function)
    if signature is None:
        return dict(config)
    arguments = {name: context_value(name, context) for name in CONTEXT_NAMES if name in signature["takes"]}
    arguments.update(config)
    missing = [name for name in signature["needs"] if name not in arguments]
    unknown = [] if signature["any"] else [name for name in config if name not in signature["takes"]]
    if missing or unknown or signature["by_position"]:
        raise Refused("InvalidArguments", mismatch(function, signature, missing, unknown))
    return arguments


def context_value(name, context):
    value = context[name]
    return pathlib.Path(value) if name in CONTEXT_PATHS and value is not None else value


def mismatch(function, signature, missing, unknown):
    name = getattr(function, "__name__", None) or describe(function)
    if signature["by_position"]:
        return (
            "Parameters are passed by name, but %s() takes %s by position only; remove the `/` from its signature"
            % (name, quoted(signature["by_position"]))
        )
    parts = ["The function's arguments must be the parameters of the search space"]
    if missing:
        parts.append("%s() takes %s, which the search space does not give" % (name, quoted(missing)))
    if unknown:
        parts.append("the search space gives %s, which %s() does not take" % (quoted(unknown), name))
    advice = "Rename one of them" if missing and unknown else "Add it to the other side, or give it a default value"
    if unknown and not missing:
        advice = "Add it to the signature, or remove it from the search space"
    return "; ".join(parts) + ". " + advice + "."


def quoted(names):
    return ", ".join("`%s`" % name for name in names)


def call(function, config, context):
    result = function(**arguments_for(function, config, context))
    if inspect.isawaitable(result):
        import asyncio  # 30 ms that only an async function pays

        return asyncio.run(wait_for(result))
    return result


async def wait_for(awaitable):
    return await awaitable


def run_call(function, message, marker):
    process = os.getpid()
    try:
        result = read_result(call(function, message["config"], message["context"]))
        outcome = dict(result, kind="result", id=message["id"])
    except BaseException as error:  # noqa: BLE001 - KeyboardInterrupt and SystemExit end an evaluation, not the child
        outcome = {
            "kind": "error",
            "id": message["id"],
            "error": describe_error(error),
            "cost": getattr(error, "cost", None) if isinstance(error, Refused) else None,
        }
    if os.getpid() != process:
        # A copy that the function forked and forgot to end: the answer is the original's to give.
        sys.stdout.flush()
        os._exit(0)
    end_output(marker)
    answer(outcome)


# ------------------------------------------------------------------------------------------------------ the result


def read_result(value):
    """What the function returned, as the parts of a `result` message; Refused where it is no result."""
    number = as_number(value)
    if number is not None:
        return {"loss": encoded(number), "cost": None, "learning_curve": None, "extra": None}
    if not isinstance(value, Mapping):
        raise Refused("InvalidResult", EXPECTED_RESULT % describe(value) + advice_for(value))
    cost = read_cost(value.get("cost"))
    return {
        "loss": encoded(read_loss(value, cost)),
        "cost": cost,
        "learning_curve": read_curve(value.get("learning_curve"), cost),
        "extra": read_extra(value),
    }


EXPECTED_RESULT = "The function must return a number or a dict with `loss`, but it returned %s. "


def advice_for(value):
    if value is None:
        return "Is a `return` missing? Return the loss: `return loss` or `return {'loss': loss}`."
    if isinstance(value, (list, tuple, set)):
        return "Return one loss: `return loss` or `return {'loss': loss}`."
    return "Return the loss as a number: `return float(loss)` or `return {'loss': float(loss)}`."


def read_loss(value, cost):
    named = [name for name in LOSS_NAMES if value.get(name) is not None]
    if not named:
        keys = quoted(value) if value else "no keys"
        raise Refused("InvalidResult", EXPECTED_RESULT % ("a dict with " + keys) + "Add `loss` to it.", cost)
    losses = [as_number(value[name]) for name in named]
    if losses[0] is None:
        found = "a dict whose `%s` is %s" % (named[0], describe(value[named[0]]))
        raise Refused("InvalidResult", EXPECTED_RESULT % found + "The loss must be one number.", cost)
    if len(losses) == 2 and losses[0] != losses[1] and not (is_nan(losses[0]) and is_nan(losses[1])):
        raise Refused(
            "InvalidResult",
            "A result has one loss, but `loss` and `objective_to_minimize` differ. Return one of them.",
            cost,
        )
    return losses[0]


def read_cost(value):
    if value is None:
        return None
    cost = as_number(value)
    if cost is None or not math.isfinite(cost) or cost < 0:
        raise Refused(
            "InvalidResult", "The `cost` of a result must be a finite number ≥ 0, but it is %s." % describe(value)
        )
    return cost


def read_curve(value, cost):
    if value is None:
        return None
    items = value.tolist() if callable(getattr(value, "tolist", None)) else value
    curve = [as_number(item) for item in items] if isinstance(items, (list, tuple)) else [None]
    if None in curve:
        raise Refused(
            "InvalidResult",
            "The `learning_curve` of a result must be a list of numbers, but it is %s." % describe(value),
            cost,
        )
    return [encoded(number) for number in curve]


def read_extra(value):
    """`extra` and `info_dict` as given; keys that mean nothing here are kept beside them."""
    known = LOSS_NAMES + EXTRA_NAMES + ("cost", "learning_curve")
    given = [value[name] for name in EXTRA_NAMES if value.get(name) is not None]
    others = {key: item for key, item in value.items() if key not in known}
    if len(given) == 1 and not others:
        return plain(given[0], "extra")
    if not given and not others:
        return None
    merged = {}
    for name in reversed(EXTRA_NAMES):
        item = value.get(name)
        merged.update(item if isinstance(item, Mapping) else {} if item is None else {name: item})
    merged.update(others)
    return plain(merged, "extra")


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


def is_nan(number):
    return number != number


def encoded(number):
    """A number that survives JSON."""
    if is_nan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return number


def plain(value, path, depth=0):
    """`value` as JSON; what JSON cannot carry is kept as its repr, with a note in the log."""
    if value is None or isinstance(value, (bool, str)):
        return text(value) if isinstance(value, str) else value
    if isinstance(value, int):
        return int(value) if abs(value) <= 2**53 else str(value)
    if isinstance(value, float):
        return encoded(float(value))
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
        return encoded(number)
    try:
        if callable(getattr(value, "tolist", None)) and array_size(value) <= MAX_ARRAY_ITEMS:
            return plain(value.tolist(), path, depth + 1)
    except Exception:  # noqa: BLE001 - a type that only looks like an array
        pass
    return noted(value, path)


def array_size(value):
    size = 1
    for length in getattr(value, "shape", ()):
        size *= int(length)
    return size


def noted(value, path):
    print("[incumbent] %s is %s, which JSON cannot carry; its repr is kept" % (path, kind_of(value)), file=sys.stderr)
    return short_repr(value, 2000)


# ------------------------------------------------------------------------------------------------------- in words


def describe(value):
    """`None`, `a str ('abc')`: what was found, for a message."""
    if value is None:
        return "None"
    return "%s (%s)" % (kind_of(value), short_repr(value, 100))


def kind_of(value):
    kind = type(value)
    module = getattr(kind, "__module__", "builtins")
    name = kind.__name__ if module == "builtins" else "%s.%s" % (module, kind.__name__)
    return ("an " if name[:1] in "aeio" else "a ") + name


def short_repr(value, length):
    try:
        found = repr(value)
    except Exception as error:  # noqa: BLE001 - a broken __repr__ of the user's class
        found = "no repr: %s" % type(error).__name__
    return text(found if len(found) <= length else found[: length - 1] + "…")


def text(value):
    """Without lone surrogates, which no file could be written with."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


def describe_error(error):
    """An exception as type, message and traceback, without the frames of this file."""
    if isinstance(error, Refused):
        return {"type": error.name, "message": text(str(error)), "traceback": ""}
    found = {"type": type(error).__name__, "message": message_of(error), "traceback": traceback_of(error)}
    if isinstance(error, SystemExit):
        found["type"] = "Exit"
        found["message"] = "The function must return a result, but it called sys.exit(%s)" % (
            "" if error.code is None else short_repr(error.code, 200)
        )
    return found


def message_of(error):
    try:
        return text(str(error))[:MAX_MESSAGE]
    except Exception:  # noqa: BLE001 - a broken __str__ of the user's exception
        return "no message: its __str__ raised"


def traceback_of(error):
    frames = error.__traceback__
    while frames is not None and is_own(frames.tb_frame.f_code.co_filename):
        frames = frames.tb_next
    try:
        lines = text("".join(traceback.format_exception(type(error), error, frames)))
    except Exception as broken:  # noqa: BLE001 - a broken __str__ again
        lines = "no traceback: %s" % type(broken).__name__
    if len(lines) > MAX_TRACEBACK:
        half = MAX_TRACEBACK // 2
        lines = lines[:half] + "\n[…]\n" + lines[-half:]
    return lines


def is_own(filename):
    return os.path.abspath(filename) == OWN_FILE or filename.startswith("<frozen importlib")


# ------------------------------------------------------------------------------------------------------------ main


def main():
    keep_channel_private()
    die_with_worker()
    prepare_output()
    # Python puts the folder of this file first; the user's modules are looked for elsewhere.
    if sys.path and os.path.abspath(sys.path[0] or ".") == os.path.dirname(OWN_FILE):
        del sys.path[0]
    function = None
    marker = b""
    for message in messages():
        if message["kind"] == "start":
            marker = message["marker"].encode("utf-8")
            function = run_start(message)
        elif function is not None:
            run_call(function, message, marker)


if __name__ == "__main__":
    main()
