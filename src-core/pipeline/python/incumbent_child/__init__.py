"""The Python side of a worker: imports the user's function once and calls it for each evaluation.

Standard library only, Python 3.8 or newer. stdout and stderr belong to the user's code, and so do all module names
but this package's.
"""
