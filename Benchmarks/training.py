#!/usr/bin/env python3
"""The lab's training loop in a cell, beside the same loop in NumPy: one thread, the same data, solver by solver.

Both train in turns, and the quickest turn of each counts: other work on the machine slows single turns, and only ever slows
them. A cell's turn is timed with its compilation.

usage: training.py [epochs] [solver ...]      (1000 epochs of all five)"""
import openblas  # before NumPy

import glob
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

HERE = os.path.dirname(os.path.abspath(__file__))
CELLIST = os.path.join(HERE, "..", ".build", "release", "cellist")
LAB = os.path.join(HERE, "..", "lab-cells", "lab3")
SOLVERS = ["sgd", "momentum", "adagrad", "rmsprop", "adam"]
LIMITS = {"sgd": 0.5, "momentum": 0.5, "adagrad": 0.4, "rmsprop": 0.4, "adam": 0.4}
TURNS = 3


# ------------------------------------------------------------------ NumPy, as a student writes it
def mini_batches(X, y, size=64):
    data = np.hstack((X, y))
    np.random.shuffle(data)
    return [np.split(data[i:i + size], [X.shape[1]], axis=1) for i in range(0, len(data), size)]


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def forward(W, b, X):
    a_1 = sigmoid(X @ W[0].T + b[0])
    a_2 = sigmoid(a_1 @ W[1].T + b[1])
    z = a_2 @ W[2].T + b[2]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return a_1, a_2, e / e.sum(axis=1, keepdims=True)


def step(solver, g, s, rate, epoch):
    """What is taken off a parameter with gradient g; s holds its dt, mt, vt."""
    if solver == "sgd":
        return rate * g
    if solver == "momentum":
        s["dt"] = 0.9 * s["dt"] + rate * g
        return s["dt"]
    if solver == "adagrad":
        s["vt"] = s["vt"] + g * g
        return rate / np.sqrt(s["vt"] + 1e-8) * g
    if solver == "rmsprop":
        s["vt"] = 0.9 * s["vt"] + (1 - 0.9) * (g * g)
        return rate / np.sqrt(s["vt"] + 1e-8) * g
    s["mt"] = 0.9 * s["mt"] + (1 - 0.9) * g
    s["vt"] = 0.99 * s["vt"] + (1 - 0.99) * (g * g)
    mc, vc = s["mt"] / (1 - 0.9 ** epoch), s["vt"] / (1 - 0.99 ** epoch)
    return rate / (np.sqrt(vc) + 1e-8) * mc


def numpy_training(solver, epochs, X, y):
    np.random.seed(0)
    W = [np.random.randn(o, i) for o, i in ((80, 64), (70, 80), (10, 70))]
    b = [np.zeros(len(w)) for w in W]
    memory = [{k: np.zeros_like(p) for k in ("dt", "mt", "vt")} for p in W + b]
    losses = []
    for epoch in range(1, epochs + 1):
        for X_mini, y_mini in mini_batches(X, y):
            a_1, a_2, a_3 = forward(W, b, X_mini)
            d_3 = a_3 - y_mini
            d_2 = d_3 @ W[2] * a_2 * (1 - a_2)
            d_1 = d_2 @ W[1] * a_1 * (1 - a_1)
            dW = [d_1.T @ X_mini, d_2.T @ a_1, d_3.T @ a_2]
            db = [d.sum(axis=0) for d in (d_1, d_2, d_3)]
            for k in range(3):
                W[k] = W[k] - step(solver, dW[k], memory[k], 0.01, epoch)
                b[k] = b[k] - step(solver, db[k], memory[3 + k], 0.01, epoch)
        if epoch % 10 == 0:
            losses.append(-np.log(forward(W, b, X)[2][y > 0.5]).sum() / len(X))
    return losses[-1]


def products_alone(epochs, count):
    """The seconds of the training's matrix products, by the library that both use: less than these no loop can take."""
    sizes = [(64, 64, 80), (64, 80, 70), (64, 70, 10), (64, 10, 70), (64, 70, 80), (80, 64, 64), (70, 64, 80), (10, 64, 70)]
    operands = [(np.ones((m, k)), np.ones((k, n)), np.empty((m, n))) for m, k, n in sizes]
    best = float("inf")
    for _ in range(200):
        start = time.perf_counter()
        for a, b, product in operands:
            np.matmul(a, b, out=product)
        best = min(best, time.perf_counter() - start)
    return best * epochs * count / 64


# ------------------------------------------------------------------ the lab's own cells
def lab_cells():
    """The lab up to its training loop, a file each, without options and so without checks."""
    for file in sorted(glob.glob(LAB + "/0[0-8]*.swift")):
        if "-check" not in file and "-table" not in file:
            yield "".join(line for line in open(file) if not line.startswith("//|"))


def training_cell(solver, epochs):
    return "let run = my_train(\"%s\", epochs: %d, seed: 0, print_each: 0)\nprint(run.losses.last!)\n" % (solver, epochs)


def cell_training(folder, solver, epochs):
    path = os.path.join(folder, "training.swift")
    with open(path, "w") as out:
        out.write("\n".join(lab_cells()) + "\n// %% train\n" + training_cell(solver, epochs))
    played = subprocess.run([CELLIST, "run", "--json", path], capture_output=True)
    last = json.loads(played.stdout)["cells"][-1]
    assert last["status"] == "passed", last["error"]
    return last["seconds"], float(last["stdout"])


def main():
    epochs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    solvers = sys.argv[2:] or SOLVERS
    X, t = load_digits(return_X_y=True)
    X, _, t, _ = train_test_split(X, t, test_size=0.2, random_state=42)
    deviation = X.std(axis=0)
    X = (X - X.mean(axis=0)) / np.where(deviation == 0, 1.0, deviation)
    y = np.eye(10)[t]
    print("training in a cell / in NumPy, one thread: the quickest of %d turns of %d epochs" % (TURNS, epochs))
    print("  " + openblas.kernels())
    failed = False
    floor = products_alone(epochs, len(X))
    with tempfile.TemporaryDirectory() as folder, np.errstate(over="ignore"):
        for solver in solvers:
            seconds, peer = [], []
            for _ in range(TURNS):
                taken, loss = cell_training(folder, solver, epochs)
                seconds.append(taken)
                start = time.perf_counter()
                expected = numpy_training(solver, epochs, X, y)
                peer.append(time.perf_counter() - start)
                assert abs(loss - expected) <= 1e-4 * expected, (solver, loss, expected)
            ratio = min(seconds) / min(peer)
            failed |= ratio > LIMITS[solver]
            print("  %-9s %.2f   (%.2f s / %.2f s for %d epochs; at most %.1f; the matrix products alone %.2f)"
                  % (solver, ratio, min(seconds), min(peer), epochs, LIMITS[solver], floor / min(peer)), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
