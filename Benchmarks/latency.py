#!/usr/bin/env python3
"""How long it takes to a first result, beside the toolchain's REPL, in the same run. A cell of a session that is there already is
measured beside the bare compiler by session-bench.

Rounds alternate between the two, so that a slow moment of the machine meets both; figures are medians."""
import glob
import os
import statistics
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CELLIST = os.path.join(HERE, "..", ".build", "release", "cellist")
ROUNDS = 8


def own_cache(folder):
    return dict(os.environ, CELLIST_CACHE=os.path.join(folder, "cache"))


def first_result(folder, round_):
    """From starting the program to its end, with one cell that prints."""
    path = os.path.join(folder, "first.swift")
    with open(path, "w") as file:
        file.write("6 * 7 + %d - %d\n" % (round_, round_))
    start = time.perf_counter()
    played = subprocess.run([CELLIST, "run", path], capture_output=True, check=True, text=True, env=own_cache(folder))
    assert "Int = 42" in played.stdout
    return time.perf_counter() - start


def repl_environment():
    """What the toolchain's LLDB needs to start; None when it does not."""
    homes = glob.glob(os.path.expanduser("~/.pyenv/versions/3.10*")) + ["/usr", "/usr/local"]
    tries = [dict(os.environ)] + [
        dict(os.environ, PYTHONHOME=home, LD_LIBRARY_PATH=home + "/lib") for home in homes
        if glob.glob(home + "/lib/**/libpython3.10.so*", recursive=home != "/usr")]
    for environment in tries:
        tried = subprocess.run(["swift", "repl"], input="6 * 7\n:quit\n", capture_output=True, text=True, env=environment)
        if "= 42" in tried.stdout:
            return environment
    return None


def repl(environment):
    start = time.perf_counter()
    subprocess.run(["swift", "repl"], input="6 * 7\n:quit\n", capture_output=True, text=True, env=environment)
    return time.perf_counter() - start


def main():
    environment = repl_environment()
    first, lldb = [], []
    with tempfile.TemporaryDirectory() as folder:
        for round_ in range(ROUNDS):
            first.append(first_result(folder, round_))
            if environment:
                lldb.append(repl(environment))
    start = statistics.median(first)
    print("latency, medians of %d sessions" % len(first))
    print("  start of a session to its first result, and end      %.2f s (below 0.6 s)" % start)
    if lldb:
        print("  the same / the toolchain's REPL                      %.2f   (REPL %.2f s)"
              % (start / statistics.median(lldb), statistics.median(lldb)))
    else:
        print("  the toolchain's REPL does not start here (it wants libpython3.10)")
    return 0 if start < 0.6 else 1


raise SystemExit(main())
