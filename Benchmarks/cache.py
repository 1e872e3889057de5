#!/usr/bin/env python3
"""What the cache of compiled cells gives and costs: the same notebook without a cache, for the first time with one, and again.

Each round has texts of its own, so that the first time is one; the three are played one after the other in each round.
Figures are medians over cells of the time from a cell's text to its result."""
import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CELLIST = os.path.join(HERE, "..", ".build", "release", "cellist")
ROUNDS, CELLS = 8, 8
HIT, MISS = 0.1, 1.1


def write_notebook(path, round_):
    with open(path, "w") as file:
        file.write("// %%\nimport Foundation\nimport LabKit\nfunc scaled(_ x: Double) -> Double { x * %d }\n" % (round_ + 1))
        for k in range(CELLS):
            file.write("// %%%%\nlet a%d = scaled(%d.5) + %s\nprint(a%d, arange(%d).sum())\n"
                       % (k, round_, "a%d" % (k - 1) if k else "1", k, k + 3))


def play(path, cache):
    played = subprocess.run([CELLIST, "run", "--json", path], capture_output=True, check=True,
                            env=dict(os.environ, CELLIST_CACHE=cache))
    report = json.loads(played.stdout)
    return [cell["seconds"] for cell in report["cells"][1:]], report["seconds"]


def main():
    without, first, again, replays, compiled = [], [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        path, cache = os.path.join(folder, "cells.swift"), os.path.join(folder, "cache")
        write_notebook(path, ROUNDS)
        for setting in ("off", cache):
            play(path, setting)
        for round_ in range(ROUNDS):
            write_notebook(path, round_)
            # By turns, since what is read first is read slowly.
            settings = ["off", cache] if round_ % 2 else [cache, "off"]
            for setting in settings:
                cells, total = play(path, setting)
                (without if setting == "off" else first).extend(cells)
                if setting == "off":
                    compiled.append(total)
            cells, total = play(path, cache)
            again += cells
            replays.append(total)
    median = statistics.median
    hit, miss = median(again) / median(without), median(first) / median(without)
    print("cache, medians of %d cells" % len(again))
    print("  a cell from the cache / compiled                     %.2f   (%.1f ms / %.0f ms; at most %.1f)"
          % (hit, median(again) * 1e3, median(without) * 1e3, HIT))
    print("  a cell compiled and kept / compiled                  %.2f   (%+.1f ms; at most %.1f)"
          % (miss, (median(first) - median(without)) * 1e3, MISS))
    print("  a replay of %d cells from the cache / compiled        %.2f   (%.2f s / %.2f s)"
          % (CELLS + 1, median(replays) / median(compiled), median(replays), median(compiled)))
    return 0 if hit <= HIT and miss <= MISS else 1


if __name__ == "__main__":
    sys.exit(main())
