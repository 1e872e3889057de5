#!/usr/bin/env python3
"""Writes printed.json and operations.json beside itself: what NumPy 2.4.6 prints and computes."""
import json
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
np.seterr(all="ignore")
R = np.random.RandomState(7)
LONG = R.randn(1000)


def packed(a):
    a = np.asarray(a)
    values = [repr(float(x)) if a.dtype == float else int(x) for x in a.ravel()]
    return {"dtype": str(a.dtype), "shape": list(a.shape), "values": values}


# ------------------------------------------------------------------ printing
SHAPES = [(1,), (3,), (7,), (30,), (2, 3), (5, 1), (4, 12), (3, 40), (2, 2, 3), (1, 3, 1, 2)]


def sample(kind, shape):
    n = int(np.prod(shape))
    if kind == "normal":
        return R.randn(n)
    if kind == "short":
        return np.round(R.randn(n) * 10, R.randint(0, 4))
    if kind == "whole":
        return R.randint(-50, 50, n).astype(float)
    if kind == "large":
        return R.randn(n) * 10.0 ** R.randint(0, 12)
    if kind == "small":
        return R.randn(n) * 10.0 ** -R.randint(0, 9)
    if kind == "wide":
        return R.randn(n) * 10.0 ** R.randint(-5, 6, n)
    if kind == "extreme":
        return R.randn(n) * 10.0 ** R.uniform(-320, 300, n)
    if kind == "zeros":
        return np.where(R.rand(n) < 0.5, R.choice([0.0, -0.0], n), R.randn(n))
    if kind == "special":
        return np.where(R.rand(n) < 0.3, R.choice([np.nan, np.inf, -np.inf], n), np.round(R.randn(n), 3))
    if kind == "nonfinite":
        return R.choice([np.nan, np.inf, -np.inf], n)
    if kind == "long":
        return np.array([float("%.17g" % x) for x in R.rand(n) * 9e7])
    if kind == "halves":
        return R.randint(-9, 9, n) / 2 ** R.randint(1, 30)
    if kind == "ints":
        return R.randint(-10 ** R.randint(1, 9), 10 ** R.randint(1, 18), n)
    if kind == "bools":
        return R.rand(n) < 0.5
    raise ValueError(kind)


KINDS = ["normal", "short", "whole", "large", "small", "wide", "extreme", "zeros", "special", "nonfinite", "long",
         "halves", "ints", "bools"]


def printed():
    cases = []
    for kind in KINDS:
        for shape in SHAPES:
            for _ in range(4):
                cases.append(sample(kind, shape).reshape(shape))
    for shape in [(1000,), (1001,), (2500,), (1001, 1), (2, 600), (40, 50), (7, 200), (6, 300), (12, 12, 12)]:
        for kind in ["normal", "whole", "ints", "wide"]:
            cases.append(sample(kind, shape).reshape(shape))
    cases[-1] = sample("bools", (1500,))
    for shape in [(0,), (0, 3), (3, 0), (2, 0, 2)]:
        cases.append(np.zeros(shape))
    for value in [0.0, -0.0, 1.0, 1e16, 1e15, 123456789.125, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, np.nan, np.inf]:
        cases.append(np.array(value))
    cases += [np.array(7), np.array(True), np.array(-12)]
    for row in [[99999999.0, 1.0], [1e8, 2e8], [0.0001, 1.0], [0.00009999, 1.0], [1000.0, 1.0], [1001.0, 1.0], [1e-300, 0.0],
                [123456.789, 0.5], [89999999.1, 89999999.10000001], [0.1, 0.2, 0.30000000000000004], [1e10], [1e22, 1.0],
                [2.5e-8, 0.000000125], [1.5, np.nan, 1e10], [-1.0, np.inf], [np.inf, 1e9]]:
        cases.append(np.array(row))
    return [{**packed(a), "text": str(a)} for a in cases]


# ------------------------------------------------------------------ operations
def operations():
    out = []

    def case(name, result, *arguments, **numbers):
        out.append({"name": name, "arrays": [packed(a) for a in arguments], "numbers": numbers.get("numbers", []),
                    "result": packed(result)})

    m, n, v, c = R.randn(4, 5), R.randn(4, 5), R.randn(5), R.randn(4, 1)
    i, j = R.randint(-9, 10, (4, 5)), R.randint(1, 6, (4, 5))
    b = m > 0
    for name, f in [("+", np.add), ("-", np.subtract), ("*", np.multiply), ("/", np.divide), ("maximum", np.maximum),
                    ("minimum", np.minimum)]:
        for x, y in [(m, n), (m, v), (v, m), (m, c), (c, v), (i, j), (i, m), (m, np.array(2.5)), (np.array(3), i),
                     (R.randn(3, 1, 2), R.randn(4, 1)), (m.T, c.T)]:
            case(name, f(x, y), x, y)
    case("+", b + b, b, b)
    case("*", b * i, b, i)
    for name, f in [(".==", np.equal), (".!=", np.not_equal), (".<", np.less), (".<=", np.less_equal), (".>", np.greater),
                    (".>=", np.greater_equal)]:
        for x, y in [(m, n), (i, j), (m, c), (i, np.array(2))]:
            case(name, f(x, y), x, y)
    nan = np.array([1.0, np.nan, -2.0, np.inf])
    case("maximum", np.maximum(nan, nan[::-1]), nan, nan[::-1])
    for name, f in [("exp", np.exp), ("log", np.log), ("sqrt", np.sqrt), ("abs", np.abs), ("square", np.square), ("negate", np.negative),
                    ("tanh", np.tanh), ("floor", np.floor), ("ceil", np.ceil), ("sign", np.sign), ("isnan", np.isnan), ("log1p", np.log1p)]:
        case(name, f(m), m)
        case(name, f(nan), nan)
    for name, f in [("exp", np.exp), ("sqrt", np.sqrt), ("abs", np.abs), ("square", np.square), ("negate", np.negative)]:
        case(name, f(i), i)
    case("exp", np.exp([-800.0, -745.0, 0.0, 1.0, 709.0, 710.0, -np.inf]), [-800.0, -745.0, 0.0, 1.0, 709.0, 710.0, -np.inf])
    for d in (0, 1, 2, -1):
        case("round", np.round(m * 100, d), m * 100, numbers=[d])
    case("power", np.power(i, j), i, j)
    case("power", np.power(np.abs(m), n), np.abs(m), n)
    case("clip", np.clip(m, -0.5, 0.5), m, numbers=[-0.5, 0.5])
    case("where", np.where(b, m, n), b, m, n)
    case("where", np.where(b, v, 0.0), b, v, np.array(0.0))
    case("where", np.where(b, i, j), b, i, j)
    big = R.randn(140, 2)
    cube = R.randn(3, 4, 5)
    for name in ["sum", "mean", "var", "std", "max", "min"]:
        for x in (m, big, nan, LONG, R.randn(129), R.rand(3)):
            case(name, getattr(np, name)(x), x)
        for x, axis in [(m, 0), (m, 1), (big, 0), (big, 1), (cube, 0), (cube, 1), (cube, 2), (m, -1)]:
            case(name + "-axis", getattr(np, name)(x, axis=axis), x, numbers=[axis])
            case(name + "-keep", getattr(np, name)(x, axis=axis, keepdims=True), x, numbers=[axis])
    for name in ["sum", "max", "min", "cumsum"]:
        case(name + "-axis", getattr(np, name)(i, axis=0), i, numbers=[0])
        case(name + "-axis", getattr(np, name)(i, axis=1), i, numbers=[1])
    case("cumsum", np.cumsum(m), m)
    case("cumsum-axis", np.cumsum(cube, axis=1), cube, numbers=[1])
    case("sum-axis", b.sum(axis=0), b, numbers=[0])
    for name in ["argmax", "argmin"]:
        for x, axis in [(m, 0), (m, 1), (i, 1), (cube, 1)]:
            case(name + "-axis", getattr(np, name)(x, axis=axis), x, numbers=[axis])
        case(name, getattr(np, name)(m), m)
        case(name, getattr(np, name)(nan), nan)
    for name in ["all", "any"]:
        case(name + "-axis", getattr(np, name)(b, axis=0), b, numbers=[0])
    for x, y in [(m, n.T), (m.T, n), (m, v), (v, m.T), (v, v), (i, j.T), (i, m.T), (R.randn(20, 30), R.randn(30, 9))]:
        case("matmul", x @ y, x, y)
    case("T", m.T, m)
    case("T", cube.T, cube)
    case("hstack", np.hstack([m, c]), m, c)
    case("hstack", np.hstack([v, v]), v, v)
    case("hstack", np.hstack([i, m]), i, m)
    case("vstack", np.vstack([m, v]), m, v)
    case("vstack", np.vstack([v, v]), v, v)
    case("concatenate", np.concatenate([cube, cube], axis=1), cube, cube, numbers=[1])
    case("stack", np.stack([v, v], axis=1), v, v, numbers=[1])
    case("column_stack", np.column_stack([v, v]), v, v)
    case("split-second", np.split(m, [2], axis=1)[1], m, numbers=[2, 1])
    case("split-second", np.split(cube, [1], axis=1)[1], cube, numbers=[1, 1])
    case("array_split-second", np.array_split(R_10 := np.arange(10), 3)[1], R_10, numbers=[3])
    case("repeat", np.repeat(v, 3), v, numbers=[3])
    case("tile", np.tile(v, 3), v, numbers=[3])
    case("outer", np.outer(v, v), v, v)
    case("mask", m[b], m, b)
    case("mask", m[b.any(axis=1)], m, b.any(axis=1))
    case("rows", m[np.array([3, 0, -1])], m, np.array([3, 0, -1]))
    case("rows", m[np.array([[1, 2], [0, 0]])], m, np.array([[1, 2], [0, 0]]))
    case("sort", np.sort(m), m)
    case("sort", np.sort(nan), nan)
    case("sort", np.sort(i), i)
    case("argsort", np.argsort(i, kind="stable"), i)
    case("argsort", np.argsort(m), m)
    case("unique", np.unique(i), i)
    case("unique", np.unique(np.concatenate([nan, nan])), np.concatenate([nan, nan]))
    case("bincount", np.bincount(j.ravel()), j.ravel())
    case("diff", np.diff(m), m)
    for k, (start, stop, step) in enumerate([(0.0, 1.0, 0.1), (1.0, -1.0, -0.3), (0.5, 4.1, 0.7), (3.0, 1.0, 1.0)]):
        case("arange", np.arange(start, stop, step), numbers=[start, stop, step])
    for start, stop, num in [(0.0, 1.0, 7), (-3.0, 5.0, 50), (2.0, 2.0, 3), (0.0, 1.0, 1), (0.1, 0.7, 11)]:
        case("linspace", np.linspace(start, stop, num), numbers=[start, stop, num])
    case("eye", np.eye(3, 5), numbers=[3, 5])
    case("astype-int", np.array([1.9, -1.9, 0.5]).astype(int), [1.9, -1.9, 0.5])
    found_by_chance(case, m, i, b, nan, cube)
    return out


def found_by_chance(case, m, i, b, nan, cube):
    """What random comparison has found to differ once, and its neighbours."""
    zeros = np.array([-0.0, 0.0, -0.0])
    huge = np.array([[2**63 - 1, -2**63, 2**62 + 1], [2**53 + 1, 2**53, 3]])
    for name in ["floor", "ceil", "round", "trunc"]:
        extra = dict(numbers=[0]) if name == "round" else {}
        case(name, getattr(np, name)(i), i, **extra)
        case(name, getattr(np, name)(nan), nan, **extra)
    case("round", np.round(i * 37, -1), i * 37, numbers=[-1])
    case("floor", np.floor(b), b)
    case("sign", np.sign(zeros), zeros)
    case("argsort", np.argsort(np.array(3.0)), np.array(3.0))
    case("unique_counts", np.unique_counts(np.concatenate([nan, nan])).counts, np.concatenate([nan, nan]))
    case("diag", np.diag([-1.5, 2.0]), [-1.5, 2.0], numbers=[0])
    case("diag", np.diag(m, 2), m, numbers=[2])
    case("diag", np.diag(m[0], -1), m[0], numbers=[-1])
    case("prod", np.prod(huge).astype(float), huge)
    case("mean", np.mean(huge), huge)
    case("mean", np.mean(zeros), zeros)
    case("sum", np.sum(zeros), zeros)
    case("median", np.median(nan), nan)
    case("median", np.median(m), m)
    for axis in (0, 1):
        case("median-axis", np.median(m, axis=axis), m, numbers=[axis])
        case("prod-axis", np.prod(i, axis=axis), i, numbers=[axis])
        case("max-axis", huge.max(axis=axis), huge, numbers=[axis])
        case("min-axis", huge.min(axis=axis), huge, numbers=[axis])
        case("argmax-axis", huge.argmax(axis=axis), huge, numbers=[axis])
        case("flip", np.flip(m, axis=axis), m, numbers=[axis])
        case("roll", np.roll(m, 2, axis=axis), m, numbers=[2, axis])
    for axis in (0, 1, 2, -2):
        case("repeat-axis", np.repeat(cube, 2, axis=axis), cube, numbers=[2, axis])
    case("tile", np.tile(m, 0), m, numbers=[0])
    case("tile", np.tile(m[0], [2, 3]), m[0], numbers=[2, 3])
    case("diff", np.diff(b), b)
    case("mask", np.zeros((4, 0, 2))[np.array([True, False, True, True])], np.zeros((4, 0, 2)), np.array([True, False, True, True]))
    case("clip", np.clip([-0.0, np.nan, 2.0], -3.0, 0.0), [-0.0, np.nan, 2.0], numbers=[-3.0, 0.0])
    case("power-half", np.power([4.0, 2.0, -np.inf, -0.0], 0.5), [4.0, 2.0, -np.inf, -0.0])
    case("dot", np.dot(np.array(2.0), m), np.array(2.0), m)
    case("dot", np.dot(cube, cube.transpose(0, 2, 1)), cube, cube.transpose(0, 2, 1))
    case("matmul", cube @ cube.transpose(0, 2, 1), cube, cube.transpose(0, 2, 1))
    case("matmul", cube @ m[0], cube, m[0])
    case("outer", np.outer(m, m[0]), m, m[0])
    signed = np.array([7.0, -7.0, 0.0, 5.5, np.inf, -3.0])
    for by in (2.0, -2.0, 0.0, 0.3):
        case("mod", np.mod(signed, by), signed, np.array(by))
        case("floor_divide", np.floor_divide(signed, by), signed, np.array(by))
    for by in (3, -3):
        case("mod", np.mod(i, by), i, np.array(by))
        case("floor_divide", np.floor_divide(i, by), i, np.array(by))


def write(name, cases):
    with open(os.path.join(HERE, name), "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
    print(name, len(cases))


write("printed.json", printed())
write("operations.json", operations())
