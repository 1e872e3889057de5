#!/usr/bin/env python3
"""What a replay costs beside what it plays: a notebook of 30 cells against the same text as one compiled program (again, with
nothing changed), against bare calls of the compiler (the first time), and against Jupyter with a Python notebook of equal shape.

Rounds alternate between all of them, so that a slow moment of the machine meets all; figures are medians. `jupyter execute` needs
nbclient and ipykernel, and is left out without them."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CELLIST = os.path.join(HERE, "..", ".build", "release", "cellist")
ROUNDS, CELLS = 7, 30
# Limits: again / bare execution, after 0.3 s for the session; the first time / bare compilations; again / jupyter execute.
AGAIN, ALLOWANCE, FIRST, JUPYTER = 1.15, 0.3, 1.1, 0.5


def swift_cells(round_):
    """Cells as they come in a course: functions, types, loops over arrays, text. Each builds on those before, and works a while."""
    cells = ["import Foundation\nvar total = %d" % round_]
    for k in range(1, CELLS):
        kind = k % 3
        if kind == 0:
            cells.append("struct Point%d { var x, y: Double; var length: Double { (x * x + y * y).squareRoot() } }\n"
                         "var sum%d = 0.0\nfor i in 0..<20_000_000 { sum%d += Point%d(x: Double(i %% 7), y: 3).length }\n"
                         "print(Int(sum%d) + total)" % (k, k, k, k, k))
        elif kind == 1:
            cells.append("func primes%d(below n: Int) -> [Int] {\n    var isPrime = [Bool](repeating: true, count: n)\n"
                         "    var found: [Int] = []\n    for i in 2..<n where isPrime[i] {\n        found.append(i)\n"
                         "        for j in stride(from: i * i, to: n, by: i) { isPrime[j] = false }\n    }\n"
                         "    return found\n}\ntotal += primes%d(below: 5_000_000).count\nprint(total)" % (k, k))
        else:
            cells.append("let words%d = (0..<120_000).map { \"w\\($0 %% 997)\" }\nvar counts%d: [String: Int] = [:]\n"
                         "for word in words%d { counts%d[word, default: 0] += 1 }\n"
                         "print(counts%d.values.max()!, String(format: \"%%.3f\", Double(total)))" % (k, k, k, k, k))
    # No cell is one that an earlier round has left in the cache.
    return ["%s  // round %d" % (cell, round_) for cell in cells]


def small_cells(first, function):
    """Cells that cost next to nothing to run, of the same shape in two languages: what is timed is the replay."""
    return [first] + [function.format(k=k) for k in range(1, CELLS)]


SMALL_SWIFT = ("import Foundation\nvar total = 0", "func f{k}(_ n: Int) -> Int {{ (0..<n).reduce(0, +) }}\n"
               "total += f{k}(1000)\nprint(total)")
SMALL_PYTHON = ("import math\ntotal = 0", "def f{k}(n):\n    return sum(range(n))\ntotal += f{k}(1000)\nprint(total)")


def timed(command, **options):
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, **options)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit("%s: %s" % (" ".join(command), done.stderr.decode()))
    return seconds, done.stdout.decode()


def toolchain():
    return os.path.dirname(os.path.dirname(os.path.realpath(shutil.which("swift"))))


def bare_compilations(folder, cells):
    """Seconds of one call of the frontend for each cell, alone: what it imports of earlier cells is put before it as text."""
    seconds = 0
    for number, cell in enumerate(cells):
        path = os.path.join(folder, "bare%d.swift" % number)
        with open(path, "w") as file:
            file.write(("" if number == 0 else "import Foundation\nvar total = 1\n") + cell + "\n")
        seconds += timed([toolchain() + "/bin/swift-frontend", "-frontend", "-c", "-O", "-g", "-primary-file", path,
                          "-module-name", "Bare", "-o", path + ".o"])[0]
    return seconds


def write_jupyter(path):
    cells = [{"cell_type": "code", "id": "c%d" % k, "metadata": {}, "outputs": [], "execution_count": None, "source": text}
             for k, text in enumerate(small_cells(*SMALL_PYTHON))]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    with open(path, "w") as file:
        json.dump({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}, file)


def write_script(path, cells):
    with open(path, "w") as file:
        file.write("".join("// %%%%\n%s\n\n" % cell for cell in cells))


def has_jupyter():
    return subprocess.run([sys.executable, "-c", "import nbclient, ipykernel"], capture_output=True).returncode == 0


def main():
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, CELLIST_CACHE=os.path.join(folder, "cache"))
        notebook, program = os.path.join(folder, "notebook.swift"), os.path.join(folder, "program")
        python, small = os.path.join(folder, "python.ipynb"), os.path.join(folder, "small.swift")
        write_jupyter(python)
        write_script(small, small_cells(*SMALL_SWIFT))
        for round_ in range(ROUNDS + 1):
            cells = swift_cells(round_)
            write_script(notebook, cells)
            with open(program + ".swift", "w") as file:
                file.write("\n".join(cells))
            timed([toolchain() + "/bin/swiftc", "-O", program + ".swift", "-o", program])
            figures = {}
            figures["first"], shown = timed([CELLIST, "run", notebook], env=environment)
            figures["again"], _ = timed([CELLIST, "run", notebook], env=environment)
            figures["bare"], wanted = timed([program])
            assert shown == wanted, "the notebook and the program print different things"
            figures["compiled"] = bare_compilations(folder, cells)
            output = ["-o", os.path.join(folder, "out.ipynb")]
            figures["small"], _ = timed([CELLIST, "run", small] + output, env=environment)
            if has_jupyter():
                figures["jupyter"], _ = timed([sys.executable, "-c", "from nbclient.cli import main; main()", python])
            if round_ > 0:  # what is read first is read slowly
                rounds.append(figures)
    return report({name: statistics.median(round_[name] for round_ in rounds) for name in rounds[0]})


def report(seconds):
    again, bare, compiled = seconds["again"], seconds["bare"], seconds["compiled"]
    # What the first replay takes beyond the cells' own work, which bare compilations leave out.
    ratios = [("unchanged, less %.1f s for the session / the same as one program" % ALLOWANCE, again - ALLOWANCE, bare, AGAIN),
              ("the first time, less the program's time / bare compilations", seconds["first"] - bare, compiled, FIRST)]
    if "jupyter" in seconds:
        ratios.append(("small cells, unchanged / jupyter execute in Python", seconds["small"], seconds["jupyter"], JUPYTER))
    print("replay, notebooks of %d cells, medians of %d rounds" % (CELLS, ROUNDS))
    for name, ours, peer, limit in ratios:
        print("  %-66s %.2f   (%.2f s / %.2f s; at most %.2f)" % (name, ours / peer, ours, peer, limit))
    if "jupyter" not in seconds:
        print("  jupyter execute: left out, python3 has no nbclient and ipykernel (pip install nbclient ipykernel)")
    return 0 if all(ours / peer <= limit for _, ours, peer, limit in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())
