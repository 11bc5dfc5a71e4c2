"""Writes a run directory as the library's 0.16 does: in place and in pieces, so that a reader meets files that are cut.

    python3 write_neps_run.py ROOT TRIALS PAUSE
"""
import json
import os
import sys
import time

root, count, pause = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])


def write(path, text):
    """Truncates the file, then writes it piece by piece."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    data = text.encode()
    size = max(1, len(data) // 4)
    for at in range(0, len(data), size):
        os.write(descriptor, data[at : at + size])
        os.fsync(descriptor)
        time.sleep(pause)
    os.close(descriptor)


def metadata(number, state, begun, ended):
    folder = f"{root}/configs/config_{number}"
    return json.dumps(
        {
            "id": str(number),
            "location": folder,
            "state": state,
            "previous_trial_id": None,
            "previous_trial_location": None,
            "sampling_worker_id": "worker_0",
            "time_sampled": begun,
            "evaluating_worker_id": "worker_0",
            "evaluation_duration": None if ended is None else ended - begun,
            "time_submitted": None,
            "time_started": begun,
            "time_end": ended,
        }
    )


os.makedirs(f"{root}/configs", exist_ok=True)
write(f"{root}/optimizer_info.yaml", "info:\n  ignore_fidelity: false\nname: random_search\n")
for number in range(1, count + 1):
    folder, begun = f"{root}/configs/config_{number}", 1_760_000_000.0 + number
    with open(f"{root}/configs/.trial_cache.pkl", "ab") as cache:
        cache.write(b"never read")
    os.mkdir(folder)
    write(f"{folder}/config.yaml", f"layers: {number}\nlr: {0.5 ** number!r}\noptimizer: adam\n")
    write(f"{folder}/metadata.json", metadata(number, "evaluating", begun, None))
    curve = "".join(f"- {number + 1 / step!r}\n" for step in range(1, 30))
    write(
        f"{folder}/report.yaml",
        f"cost: 1.5\nerr: null\nevaluation_duration: 0.5\nextra:\n  acc: 0.25\nlearning_curve:\n{curve}"
        f"objective_to_minimize: {float(number)!r}\nreported_as: success\ntb: null\n",
    )
    write(f"{folder}/metadata.json", metadata(number, "success", begun, begun + 0.5))
