"""Entry of the Python child of a worker. `multiprocessing` imports this file again in its own children, so nothing acts
at module level.
"""

if __name__ == "__main__":
    import sys

    # Our own few lines are compiled at each start; no file appears beside them.
    setting, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    from incumbent_child.main import main

    sys.dont_write_bytecode = setting
    main()
