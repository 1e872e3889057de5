#!/usr/bin/env python3
"""How long a small cell takes, beside one bare call of the compiler and beside the toolchain's REPL, in the same run.

Rounds alternate between the three, so that a slow moment of the machine meets all of them; figures are medians."""
import glob
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CELLIST = os.path.join(HERE, "..", ".build", "release", "cellist")
ROUNDS, CELLS = 8, 6
LINE = "let t{} = Date(timeIntervalSince1970: 0).timeIntervalSince1970 + {}"


def toolchain():
    swift = os.path.realpath(shutil.which("swift"))
    return os.path.dirname(os.path.dirname(swift))


def warm_cells(folder, round_):
    """Seconds of one-line cells after a first one that imports Foundation: text handed over to result received.

    Each round's texts are new: none of them is in the cache of compiled cells."""
    path = os.path.join(folder, "warm.swift")
    with open(path, "w") as file:
        file.write("// %%\nimport Foundation\nDate(timeIntervalSince1970: 0)\n")
        for k in range(CELLS):
            file.write("// %%\n" + LINE.format(k, k + 100 * round_) + "\nt%d\n" % k)
    played = subprocess.run([CELLIST, "run", "--json", path], capture_output=True, check=True, env=own_cache(folder))
    return [cell["seconds"] for cell in json.loads(played.stdout)["cells"][1:]]


def bare_compiler(folder):
    path = os.path.join(folder, "bare.swift")
    with open(path, "w") as file:
        file.write("import Foundation\n" + LINE.format(0, 0) + "\n")
    command = [toolchain() + "/bin/swift-frontend", "-frontend", "-c", "-primary-file", path, "-module-name", "bare", "-o", path + ".o"]
    times = []
    for _ in range(CELLS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return times


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
    warm, bare, first, lldb = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        warm_cells(folder, ROUNDS)
        for round_ in range(ROUNDS):
            warm += warm_cells(folder, round_)
            bare += bare_compiler(folder)
            first.append(first_result(folder, round_))
            if environment:
                lldb.append(repl(environment))
    cell, compiler, start = (statistics.median(x) for x in (warm, bare, first))
    print("latency, medians of %d cells, %d bare compilations, %d sessions" % (len(warm), len(bare), len(first)))
    print("  warm one-line cell with Foundation / bare compiler   %.2f   (%.0f ms / %.0f ms; at most 1.6)"
          % (cell / compiler, cell * 1e3, compiler * 1e3))
    print("  start of a session to its first result, and end      %.2f s (below 0.6 s)" % start)
    if lldb:
        print("  the same / the toolchain's REPL                      %.2f   (REPL %.2f s)"
              % (start / statistics.median(lldb), statistics.median(lldb)))
    else:
        print("  the toolchain's REPL does not start here (it wants libpython3.10)")
    return 0 if cell / compiler <= 1.6 and start < 0.6 else 1


raise SystemExit(main())
