"""Values and errors in words for the user."""

import os
import traceback

MAX_MESSAGE, MAX_TRACEBACK = 10000, 100000
OWN_FOLDER = os.path.dirname(os.path.abspath(__file__))
OWN_ENTRY = os.path.join(os.path.dirname(OWN_FOLDER), "child.py")


class Refused(Exception):
    """A finding of ours, in words for the user; `name` becomes the error's type."""

    def __init__(self, name, message, cost=None):
        super().__init__(message)
        self.name = name
        self.cost = cost


def quoted(names):
    return ", ".join("`%s`" % name for name in names)


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
    path = os.path.abspath(filename)
    return path == OWN_ENTRY or os.path.dirname(path) == OWN_FOLDER or filename.startswith("<frozen importlib")
