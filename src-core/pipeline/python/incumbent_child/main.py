"""The life of a child: import once, then one call after the other until the worker closes the channel."""

import os
import sys

from .calling import run_call
from .channel import keep_channel_private, messages
from .loading import run_start
from .output import prepare_output
from .words import OWN_ENTRY


def main():
    keep_channel_private()
    prepare_output()
    # Python puts the folder of this file first; the user's modules are looked for elsewhere.
    if sys.path and os.path.abspath(sys.path[0] or ".") == os.path.dirname(OWN_ENTRY):
        del sys.path[0]
    function = None
    marker = b""
    for message in messages():
        if message["kind"] == "start":
            marker = message["marker"].encode("utf-8") if message["marks"] else b""
            function = run_start(message)
        elif function is not None:
            run_call(function, message, marker)
