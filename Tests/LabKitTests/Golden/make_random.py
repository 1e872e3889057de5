#!/usr/bin/env python3
"""Writes random.json beside itself: streams of mixed calls, as NumPy's RandomState draws them (made with NumPy 2.4.6)."""
import json
import os
import random

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
pick = random.Random(20240607)

SIZES = [[], [1], [5], [2, 3], [3, 1, 2], [0], [4, 0]]
WIDE = [1, 2, 3, 7, 64, 1000, 2**16 + 1, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 2**40 + 12345, 2**62, 2**63 - 1]


def size():
    return pick.choice(SIZES[:5]) if pick.random() < 0.95 else pick.choice(SIZES)


def probabilities(n):
    weights = [pick.choice([0, 1, 1, 2, 5]) for _ in range(n)]
    weights[pick.randrange(n)] += 3
    return [w / sum(weights) for w in weights]


def arguments(name):
    if name in ("randn", "rand", "random_sample", "standard_normal"):
        return []
    if name == "uniform":
        low = pick.choice([0, -1, 2.5, -1e6])
        return [low, low + pick.choice([1, 2, 1e-3, 1e9])]
    if name == "normal":
        return [pick.choice([0, -3.5, 100]), pick.choice([1, 0.01, 0, 25])]
    if name == "exponential":
        return [pick.choice([1, 0.5, 40])]
    if name == "randint":
        width = pick.choice(WIDE)
        low = pick.choice([0, 0, -5, -width // 2])
        return [low, min(low + width, 2**63 - 1)]
    if name == "binomial":
        return [pick.choice([0, 1, 10, 100, 5000, 10**6]), pick.choice([0, 1e-3, 0.1, 0.5, 0.7, 0.999, 1])]
    if name in ("permutation", "shuffle"):
        return [pick.choice([0, 1, 2, 9, 30])]
    if name == "shuffle_rows":
        return [pick.choice([1, 2, 7, 12]), pick.choice([1, 2, 3])]


def call(state, name):
    """One call, as a dictionary of what was asked and what came."""
    if name == "seed":
        seed = pick.choice([0, 7, 2**32 - 1])
        state.seed(seed)
        return dict(call=name, whole=[seed])
    if name == "choice":
        n = pick.choice([1, 4, 10, 33])
        replace = pick.random() < 0.5
        p = probabilities(n) if pick.random() < 0.5 else None
        room = n if p is None else sum(1 for q in p if q > 0)
        shape = [pick.randint(0, 6)] if replace else [pick.randint(1, room)]
        picked = state.choice(n, shape, replace=replace, p=p)
        return dict(call=name, whole=[n], size=shape, replace=replace, p=p, ints=picked.ravel().tolist())
    if name == "shuffle":
        values = np.arange(arguments(name)[0])
        state.shuffle(values)
        return dict(call=name, whole=[len(values)], ints=values.tolist())
    if name == "shuffle_rows":
        rows, columns = arguments(name)
        values = np.arange(rows * columns).reshape(rows, columns)
        state.shuffle(values)
        return dict(call=name, whole=[rows, columns], ints=values.ravel().tolist())
    if name == "permutation":
        n = arguments(name)[0]
        return dict(call=name, whole=[n], ints=state.permutation(n).tolist())
    given, shape = arguments(name), size()
    if name in ("randn", "rand"):
        result = getattr(state, name)(*shape)
    else:
        result = getattr(state, name)(*given, size=tuple(shape) or None)
    whole = name in ("randint", "binomial")
    values = np.asarray(result).ravel().tolist()
    entry = dict(call=name, size=shape)
    if whole:
        entry["whole"] = given[:1] if name == "binomial" else given
        entry["ints"] = values
    else:
        entry["doubles"] = values
    if name == "binomial":
        entry["real"] = given[1:]
    elif given and not whole:
        entry["real"] = [float(g) for g in given]
    return entry


NAMES = ["randn", "randn", "rand", "random_sample", "standard_normal", "uniform", "normal", "exponential", "randint", "randint",
         "binomial", "choice", "permutation", "shuffle", "shuffle_rows", "seed"]


def stream(seed):
    state = np.random.RandomState(seed)
    calls = [call(state, pick.choice(NAMES)) for _ in range(pick.randint(3, 7))]
    if pick.random() < 0.3:
        skipped = pick.choice([700, 5000])
        state.random_sample(skipped)
        calls.append(dict(call="skip", whole=[skipped]))
        calls.append(call(state, "randn"))
    words = state.get_state()
    end = dict(pos=int(words[2]), first=int(words[1][0]), has_gauss=int(words[3]), gauss=float(words[4]))
    return dict(seed=seed if isinstance(seed, list) else [seed], isArray=isinstance(seed, list), calls=calls, end=end)


def main():
    seeds = [0, 1, 2, 42, 101, 12345, 2**31, 2**32 - 1, [0], [1, 2, 3], [2**32 - 1] * 5, list(range(700))]
    seeds += [pick.randrange(2**32) for _ in range(260 - len(seeds))]
    lines = [json.dumps(stream(seed)) for seed in seeds]
    with open(os.path.join(HERE, "random.json"), "w") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
