"""Calling the user's function: its arguments by name, its result or its error as a message."""

import inspect
import os
import pathlib
import sys

from .channel import answer
from .output import end_output
from .result import read_result
from .words import Refused, describe, describe_error, quoted

CONTEXT_PATHS = ("pipeline_directory", "previous_pipeline_directory", "root_directory")
CONTEXT_NAMES = CONTEXT_PATHS + ("pipeline_id",)


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
    parts = []
    if missing:
        parts.append("%s() takes %s, which the search space does not give" % (name, quoted(missing)))
    if unknown:
        parts.append("the search space gives %s, which %s() does not take" % (quoted(unknown), name))
    advice = "Add it to the search space, or give it a default value"
    if unknown:
        advice = "Rename one of them" if missing else "Add it to the signature, or remove it from the search space"
    rule = "The function's arguments must be the parameters of the search space, but "
    return rule + " and ".join(parts) + ". " + advice + "."


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
