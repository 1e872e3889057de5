"""Kills `cellist run -o` at random moments and looks at what is left; the last run of each round is completed by --resume.

Usage: killed_runs.py CELLIST [ROUNDS [SEED]]. Needs nbformat.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

import nbformat

CELLS = 12


def script():
    cells = []
    for i in range(1, CELLS + 1):
        before = "1" if i == 1 else f"v{i - 1} + 1"
        cells.append(f"// %% c{i}\nlet v{i} = {before}\nprint(UInt64.random(in: 0 ... .max))\nv{i}\n")
    return "".join(cells)


def look(path):
    """The finished cells' outputs; fails when the file is no valid notebook."""
    with open(path) as file:
        nbformat.validate(nbformat.from_dict(json.load(file)))
    notebook = nbformat.read(path, as_version=4)
    counts = [cell.execution_count for cell in notebook.cells]
    done = len([count for count in counts if count is not None])
    assert counts == list(range(1, done + 1)) + [None] * (CELLS - done), counts
    return [json.dumps(cell.outputs) for cell in notebook.cells[:done]]


def main():
    cellist, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
    print(f"seed {seed}", flush=True)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/nb.swift", "w") as file:
            file.write(script())
        run = [cellist, "run", "nb.swift", "-o", "out.ipynb"]
        subprocess.run(run, cwd=folder, check=True, stderr=subprocess.DEVNULL)
        # The first run compiles; those that are killed find their cells in the cache.
        start = time.monotonic()
        subprocess.run(run, cwd=folder, check=True, stderr=subprocess.DEVNULL)
        whole = time.monotonic() - start
        done = {}
        for _ in range(rounds):
            if os.path.exists(folder + "/out.ipynb"):
                os.remove(folder + "/out.ipynb")
            process = subprocess.Popen(run, cwd=folder, stderr=subprocess.PIPE, text=True)
            time.sleep(chance.uniform(0, whole * 1.1))
            process.send_signal(signal.SIGKILL)
            told = process.communicate()[1].count("[")
            if not os.path.exists(folder + "/out.ipynb"):
                assert told == 0
                done["nothing yet"] = done.get("nothing yet", 0) + 1
                continue
            left = look(folder + "/out.ipynb")
            assert len(left) >= told, (len(left), told)
            done[len(left)] = done.get(len(left), 0) + 1
            subprocess.run(run + ["--resume"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
            completed = look(folder + "/out.ipynb")
            assert len(completed) == CELLS and completed[: len(left)] == left
        litter = sorted(set(os.listdir(folder)) - {"nb.swift", "out.ipynb"})
        print(f"{rounds} runs killed; cells done when killed: {done}; files left behind: {litter}")


main()
