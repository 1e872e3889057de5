#!/usr/bin/env python3
"""Writes data.json, models.json and metrics.json beside itself: what scikit-learn 1.9.1 does with splits, scalers, folds,
classifiers and scores. One thread, so that sums are added in one order."""
import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import json
import warnings

import numpy as np
from sklearn import metrics
from sklearn.datasets import load_digits
from sklearn.model_selection import KFold, StratifiedKFold, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import MinMaxScaler, StandardScaler

warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
DIGITS = load_digits()


def write(name, content):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump(content, file, separators=(",", ":"))
        file.write("\n")


def labels(seed, n, weights):
    return np.random.RandomState(seed).choice(len(weights), n, p=np.array(weights) / sum(weights)) * 3 - 1


# ---------------------------------------------------------------- data
def splits():
    found = []
    for n in (4, 10, 57, 200):
        for seed in (0, 1, 42, 2**32 - 1):
            for test, train in ((None, None), (0.2, None), (0.33, None), (None, 0.6), (0.3, 0.5), (2, None), (None, 2), (1, 3 if n > 4 else 2)):
                a, b = train_test_split(np.arange(n), test_size=test, train_size=train, random_state=seed)
                found.append(dict(n=n, seed=seed, test_size=test, train_size=train, test=b.tolist(), train=a.tolist()))
        a, b = train_test_split(np.arange(n), test_size=0.3, shuffle=False)
        found.append(dict(n=n, test_size=0.3, test=b.tolist(), train=a.tolist()))
    for n, weights in ((30, [1, 1]), (60, [5, 1, 2]), (97, [1, 1, 1, 1, 1, 1, 1]), (150, [20, 3, 3, 4])):
        for seed in range(6):
            y = labels(seed, n, weights)
            for test, train in ((0.25, None), (0.4, 0.4), (20, None)):
                a, b = train_test_split(np.arange(n), test_size=test, train_size=train, random_state=seed, stratify=y)
                found.append(dict(n=n, seed=seed, test_size=test, train_size=train, labels=y.tolist(), test=b.tolist(), train=a.tolist()))
    return found


def folds():
    found = []
    for n, k in ((5, 2), (10, 3), (23, 5), (12, 12)):
        y = labels(n, n, [3, 2, 2])
        for seed in (None, 0, 7):
            kind = dict(n_splits=k, shuffle=seed is not None, random_state=seed)
            plain = [t.tolist() for _, t in KFold(**kind).split(y)]
            entry = dict(n=n, k=k, seed=seed, labels=y.tolist(), plain=plain)
            if k <= max(np.bincount(y + 1)):
                entry["stratified"] = [t.tolist() for _, t in StratifiedKFold(**kind).split(y, y)]
            found.append(entry)
    return found


def scalers():
    found = []
    for seed, shape in ((0, (5, 3)), (1, (40, 6)), (2, (1, 2))):
        r = np.random.RandomState(seed)
        X = r.randn(*shape) * 10.0 ** r.randint(-3, 6, shape[1]) + 10.0 ** r.randint(-2, 8, shape[1])
        X[:, 0] = 0.1
        Z = r.randn(2, shape[1])
        s, m = StandardScaler().fit(X), MinMaxScaler((-1, 2)).fit(X)
        found.append(dict(shape=shape, X=X.ravel().tolist(), Z=Z.ravel().tolist(), mean=s.mean_.tolist(), scale=s.scale_.tolist(),
                          var=s.var_.tolist(), standard=s.transform(Z).ravel().tolist(), back=s.inverse_transform(Z).ravel().tolist(),
                          minmax=m.transform(Z).ravel().tolist(), minmax_back=m.inverse_transform(Z).ravel().tolist()))
    return found


# ---------------------------------------------------------------- models
def pack(c, X):
    entry = dict(
        losses=list(map(float, c.loss_curve_)), n_iter=int(c.n_iter_), best=None if c.best_loss_ is None else float(c.best_loss_), t=int(c.t_),
        scores=None if c.validation_scores_ is None else list(map(float, c.validation_scores_)),
        weight_sums=[float(w.sum()) for w in c.coefs_], bias_sums=[float(b.sum()) for b in c.intercepts_],
        proba=c.predict_proba(X[:3]).ravel().tolist(), predict=c.predict(X[:40]).tolist())
    return entry


def small(name):
    """Rows of digits that a case is trained on; the test draws the same."""
    X, y = DIGITS.data[:240] / 16, DIGITS.target[:240]
    if name == "two":
        keep = y < 2
        X, y = DIGITS.data[:900][DIGITS.target[:900] < 2] / 16, DIGITS.target[:900][DIGITS.target[:900] < 2] * 5 - 2
    if name == "one":
        y = y * 0 + 4
    return X, y


def cases():
    base = dict(hidden_layer_sizes=[12, 7], max_iter=12, random_state=3, learning_rate_init=0.02)
    found = []
    for activation in ("identity", "logistic", "tanh", "relu"):
        for solver in ("sgd", "adam"):
            found.append(("ten", dict(base, activation=activation, solver=solver)))
            found.append(("two", dict(base, activation=activation, solver=solver, batch_size=32)))
    sgd = dict(base, solver="sgd", activation="tanh")
    found += [
        ("ten", dict(sgd, learning_rate="invscaling", power_t=0.3)),
        ("ten", dict(sgd, learning_rate="adaptive", tol=0.05, n_iter_no_change=1, max_iter=60)),
        ("ten", dict(sgd, nesterovs_momentum=False)),
        ("ten", dict(sgd, momentum=0.0)),
        ("ten", dict(sgd, shuffle=False, batch_size=50)),
        ("ten", dict(sgd, alpha=3.0)),
        ("ten", dict(sgd, hidden_layer_sizes=[])),
        ("two", dict(sgd, hidden_layer_sizes=[], batch_size=1000)),
        ("one", dict(sgd, max_iter=3)),
        ("ten", dict(sgd, early_stopping=True, max_iter=40, n_iter_no_change=3)),
        ("two", dict(sgd, early_stopping=True, max_iter=40, n_iter_no_change=3, validation_fraction=0.2)),
        ("ten", dict(base, early_stopping=True, max_iter=60, n_iter_no_change=4, tol=1e-3, validation_fraction=0.25)),
        ("ten", dict(sgd, tol=0.02, n_iter_no_change=2, max_iter=200)),
        ("ten", dict(base, beta_1=0.8, beta_2=0.95, epsilon=1e-4)),
        ("ten", {"random_state": 11}),
        ("ten", dict(base, activation="tanh", hidden_layer_sizes=[4, 4, 4], shuffle=False, batch_size=7)),
        ("two", dict(base, activation="relu", alpha=0.0, batch_size=1, max_iter=3)),
        ("two", dict(sgd, learning_rate="adaptive", early_stopping=True, tol=0.01, n_iter_no_change=1, max_iter=40)),
    ]
    out = []
    for name, options in found:
        X, y = small(name)
        out.append(dict(data=name, options=options, result=pack(MLPClassifier(**options).fit(X, y), X)))
    return out


def repeated():
    X, y = small("ten")
    base = dict(hidden_layer_sizes=[9], max_iter=4, random_state=1, learning_rate_init=0.02)
    warm = MLPClassifier(warm_start=True, **base)
    for _ in range(3):
        warm.fit(X, y)
    partial = MLPClassifier(**base)
    for k in range(5):
        partial.partial_fit(X[k * 40:k * 40 + 60], y[k * 40:k * 40 + 60], classes=np.arange(10))
    mixed = MLPClassifier(solver="sgd", **base).fit(X, y)
    mixed.partial_fit(X, y)
    again = MLPClassifier(**base).fit(X[:100], y[:100])
    again.fit(X, y)
    early = MLPClassifier(warm_start=True, early_stopping=True, **dict(base, max_iter=3))
    for _ in range(4):
        early.fit(X, y)
    return dict(early=pack(early, X), warm=pack(warm, X), partial=pack(partial, X), mixed=pack(mixed, X), again=pack(again, X))


def full():
    """Whole fits on the lab's standardised digits: how many epochs, and where they end."""
    a, b, c, d = train_test_split(DIGITS.data, DIGITS.target, test_size=0.2, random_state=42)
    m, s = a.mean(axis=0), a.std(axis=0)
    s[s == 0] = 1
    a, b = (a - m) / s, (b - m) / s
    out = []
    for solver, seed in (("sgd", 0), ("adam", 0), ("adam", 1)):
        q = MLPClassifier(hidden_layer_sizes=(80, 70), activation="logistic", solver=solver, alpha=0.01, learning_rate_init=0.01,
                          max_iter=1000, random_state=seed).fit(a, c)
        out.append(dict(solver=solver, seed=seed, n_iter=q.n_iter_, loss=float(q.loss_), predict=q.predict(b).tolist()))
    return out


# ---------------------------------------------------------------- metrics
def scores():
    out = []
    for seed, n, k in ((0, 12, 2), (1, 50, 3), (2, 200, 10), (3, 30, 4), (4, 1, 1), (5, 3000, 5), (6, 20, 3)):
        r = np.random.RandomState(seed)
        y = r.randint(0, k, n)
        p = np.where(r.rand(n) < 0.7, y, r.randint(0, k + (seed == 3), n))
        if seed == 6:
            p = (y + 1) % 3   # nothing right
        entry = dict(y=y.tolist(), p=p.tolist(), accuracy=float(metrics.accuracy_score(y, p)), confusion=metrics.confusion_matrix(y, p).ravel().tolist(),
                     report=metrics.classification_report(y, p), report4=metrics.classification_report(y, p, digits=4))
        present = np.unique(np.concatenate([y, p]))
        names = [f"class {chr(97 + i)}{'n' * 7 * i}" for i in range(len(present))]
        entry["names"] = names
        entry["named"] = metrics.classification_report(y, p, target_names=names)
        entry["subset"] = metrics.classification_report(y, p, labels=[0, 2, 99])
        for mode in ("true", "pred", "all"):
            entry["by_" + mode] = metrics.confusion_matrix(y, p, normalize=mode).ravel().tolist()
        for average in ("micro", "macro", "weighted", None, "binary"):
            if average == "binary" and len(present) > 2:
                continue
            for name in ("precision", "recall", "f1"):
                value = getattr(metrics, name + "_score")(y, p, average=average)
                entry[f"{name}_{average}"] = np.atleast_1d(value).tolist()
        out.append(entry)
    return out


def losses():
    out = []
    for seed, n, k in ((0, 20, 2), (1, 50, 4), (2, 10, 3)):
        r = np.random.RandomState(seed)
        P = r.dirichlet(np.ones(k) * 0.3, n)
        P[0] = np.eye(k)[0]
        y = r.randint(0, k, n) if seed < 2 else np.zeros(n, int) + 1
        out.append(dict(y=y.tolist(), P=P.ravel().tolist(), k=k, loss=float(metrics.log_loss(y, P, labels=range(k))),
                        sum=float(metrics.log_loss(y, P, labels=range(k), normalize=False)),
                        second=float(metrics.log_loss(y, P[:, 1])) if k == 2 else None))
    return out


if __name__ == "__main__":
    write("data.json", dict(splits=splits(), folds=folds(), scalers=scalers()))
    write("models.json", dict(cases=cases(), repeated=repeated(), full=full()))
    write("metrics.json", dict(scores=scores(), losses=losses()))
