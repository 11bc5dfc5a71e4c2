"""What the user's code prints and logs: descriptors 1 and 2, which the worker appends to the trial's log."""

import faulthandler
import logging
import os
import sys


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


def end_output(marker):
    """Flushes all that the call has printed and writes the marker behind it, past any replacement of sys.stdout."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:  # noqa: BLE001 - the user's code may have closed or replaced it
            pass
    for descriptor in (1, 2) if marker else ():
        try:
            os.write(descriptor, marker)
        except OSError:
            pass
