"""The protocol's descriptors: 3 brings one JSON object a line, 4 takes the answers."""

import json
import os

TO_CHILD, FROM_CHILD = DESCRIPTORS = (3, 4)


def keep_channel_private():
    """No descendant, started or forked, holds the protocol's descriptors open."""
    for descriptor in DESCRIPTORS:
        os.set_inheritable(descriptor, False)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=close_channel)


def close_channel():
    for descriptor in DESCRIPTORS:
        try:
            os.close(descriptor)
        except OSError:
            pass


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
    # The line feed in front ends whatever the user's code may have written to this descriptor. NaN and infinities of
    # `extra` stand as bare words, which the worker reads as floats.
    data = ("\n" + json.dumps(message) + "\n").encode("ascii")
    while data:
        data = data[os.write(FROM_CHILD, data) :]
