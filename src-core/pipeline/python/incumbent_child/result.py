"""What the function returned: a number, or a mapping with `loss` and more."""

import math
from collections.abc import Mapping

from .plain import as_number, encoded, plain
from .words import Refused, describe, quoted

LOSS_NAMES = ("loss", "objective_to_minimize")
EXTRA_NAMES = ("extra", "info_dict")
EXPECTED_RESULT = "The function must return a number or a dict with `loss`, but it returned %s. "


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
    if len(losses) == 2 and losses[0] != losses[1] and not losses[0] != losses[0]:
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
