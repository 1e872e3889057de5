#!/usr/bin/env python3
"""What LabKit costs beside training by hand: its classifier beside scikit-learn's, the digits in a fresh session, and the
memory of the lab's 1000 epochs.

usage: labkit.py [turns]      (4; the quickest turn of each counts)"""
import openblas  # before NumPy

import json
import os
import subprocess
import sys
import tempfile
import time
import warnings

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

import training

TURNS = int(sys.argv[1]) if len(sys.argv) > 1 else 4
FITS = {
    "sgd": dict(hidden_layer_sizes=(80, 70), activation="logistic", solver="sgd", alpha=0.01, learning_rate_init=0.01, max_iter=200),
    "adam": dict(hidden_layer_sizes=(80, 70), activation="logistic", solver="adam", alpha=0.01, learning_rate_init=0.01, max_iter=200),
    "relu, adam": dict(hidden_layer_sizes=(100,), activation="relu", solver="adam", max_iter=200),
}
DATA = """
import LabKit
let digits = loadDigits()
let (X, _, y, _) = trainTestSplit(digits.data, digits.target, test_size: 0.2, random_state: 42)
let X_train = StandardScaler().fit(X).transform(X)
"""
MEMORY = """
import Foundation
func kilobytes(_ name: String) -> Int {
    let status = try! String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\\n").first { $0.hasPrefix(name + ":") }!
    return Int(line.split(whereSeparator: { " \\t".contains($0) })[1])!
}
"""


def play(folder, cells):
    """What each cell printed, and how long it took with its compilation."""
    path = os.path.join(folder, "cells.swift")
    with open(path, "w") as file:
        file.write("".join(("" if cell.startswith("// %%") else "// %%\n") + cell.strip() + "\n" for cell in cells))
    played = json.loads(subprocess.run([training.CELLIST, "run", "--json", path], capture_output=True).stdout)["cells"]
    for cell in played:
        assert cell["status"] == "passed", cell["error"]
    return [cell["stdout"] for cell in played], [cell["seconds"] for cell in played]


def timed(code):
    return "let started = ContinuousClock.now\n%s\nlet taken = ContinuousClock.now - started\n" % code + (
        "print(Double(taken.components.seconds) + Double(taken.components.attoseconds) * 1e-18)")


def classifier_cell(options):
    spelled = dict(options, hidden_layer_sizes=list(options["hidden_layer_sizes"]), random_state=0)
    for name in ("activation", "solver"):
        spelled[name] = "." + spelled[name]
    order = ["hidden_layer_sizes", "activation", "solver", "alpha", "learning_rate_init", "max_iter", "random_state"]
    call = ", ".join("%s: %s" % (name, spelled[name]) for name in order if name in spelled)
    return timed("let mlp = MLPClassifier(%s).fit(X_train, y)" % call) + "\nprint(mlp.n_iter_)"


def fits(folder):
    X, t = load_digits(return_X_y=True)
    X, _, t, _ = train_test_split(X, t, test_size=0.2, random_state=42)
    X = StandardScaler().fit_transform(X)
    ok = True
    print("MLPClassifier.fit on the digits / scikit-learn's, one thread")
    for name, options in FITS.items():
        ours, peer = [], []
        for _ in range(TURNS):
            seconds, epochs = play(folder, [DATA, classifier_cell(options)])[0][1].split()
            ours.append(float(seconds))
            start = time.perf_counter()
            fitted = MLPClassifier(random_state=0, **options).fit(X, t)
            peer.append(time.perf_counter() - start)
            assert fitted.n_iter_ == int(epochs), (fitted.n_iter_, epochs)
        ok &= min(ours) / min(peer) <= 0.5
        print("  %-11s %.2f   (%.2f s / %.2f s, %s epochs each; at most 0.5)"
              % (name, min(ours) / min(peer), min(ours), min(peer), epochs), flush=True)
    return ok


def digits(folder):
    """Fresh sessions of one cell. What importing adds to its compilation is in the difference of whole cells."""
    loading, whole, bare = [], [], []
    for _ in range(2 * TURNS):
        output, seconds = play(folder, ["import LabKit\n" + timed("let digits = loadDigits()")])
        loading.append(float(output[0]))
        whole.append(seconds[0])
        bare.append(play(folder, [timed("let digits = 0")])[1][0])
    print("the digits in a fresh session")
    print("  loadDigits(), run time                    %.1f ms (below 50)" % (1e3 * min(loading)))
    print("  the cell, over one that imports nothing   %.1f ms, compiling the import included" % (1e3 * (min(whole) - min(bare))))
    return min(loading) < 0.05


def memory(folder):
    own = int(play(folder, [MEMORY, 'print(kilobytes("VmRSS"))'])[0][1])
    print("peak memory of 1000 epochs, above a worker's own %.0f MB" % (own / 1024))
    ok = True
    for solver in ("sgd", "adam"):
        cells = list(training.lab_cells()) + [training.training_cell(solver, 1000), MEMORY + 'print(kilobytes("VmHWM"))']
        peak = int(play(folder, cells)[0][-1])
        ok &= peak - own < 60 * 1024
        print("  %-9s %.0f MB (below 60)" % (solver, (peak - own) / 1024), flush=True)
    return ok


def main():
    warnings.filterwarnings("ignore")
    with tempfile.TemporaryDirectory() as folder:
        results = [fits(folder), digits(folder), memory(folder)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
