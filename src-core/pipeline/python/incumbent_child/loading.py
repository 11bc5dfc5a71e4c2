"""Importing the user's function, once, when the worker says `start`."""

import difflib
import importlib
import importlib.machinery
import importlib.util
import os
import pathlib
import sys

from .channel import answer
from .words import Refused, describe, describe_error


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
    # With a loader of our own also for a name that does not end in .py; as a location, so that `__file__` is there.
    loader = importlib.machinery.SourceFileLoader(name, path)
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
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
    if value is not None:
        found = "something that is not callable (%s)" % describe(value)
        raise Refused("pipeline-function-missing", "Expected a function `%s` in %s, found %s" % (name, where, found))
    names = [key for key, item in vars(module).items() if callable(item) and not key.startswith("_")]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    hint = " Did you mean `%s`?" % near[0] if near else ""
    raise Refused("pipeline-function-missing", "%s has no function `%s`.%s" % (where, name, hint))


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
        found["message"] = "Could not import %s: %s" % (name, words)
        fail_start("pipeline-import-failed", found)
        return None
    answer({"kind": "ready"})
    return function


def fail_start(code, error):
    answer({"kind": "start-error", "code": code, "error": error})
