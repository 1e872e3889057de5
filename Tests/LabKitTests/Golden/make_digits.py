#!/usr/bin/env python3
"""Writes Sources/LabKit/Data/DigitsText.swift anew: scikit-learn's digits under the comment that the file begins with."""
import os

from sklearn.datasets import load_digits

SWIFT = os.path.join(os.path.dirname(os.path.abspath(__file__)), *[".."] * 3, "Sources/LabKit/Data/DigitsText.swift")
PIXELS = ".123456789ABCDEFG"

digits = load_digits()
lines = ["    " + "".join(PIXELS[int(v)] for v in x) + f" {t}" for x, t in zip(digits.data, digits.target)]
with open(SWIFT) as file:
    head = file.read().split('"""\n')[0]
with open(SWIFT, "w") as file:
    file.write(head + '"""\n' + "\n".join(lines) + '\n    """\n')
