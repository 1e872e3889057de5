#!/usr/bin/env python3
"""Kills `cellist grade` at random moments and takes it up; the gradebook must be that of an undisturbed run.

Usage: killed_gradings.py CELLIST [KILLS [SEED]]
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from grading import LAB, submissions

COUNT = 12


def gradebook(folder):
    """All that the database says, but for times and durations, and who is who by name instead of by number."""
    book = sqlite3.connect(os.path.join(folder, "gradebook.sqlite"))
    assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert book.execute("PRAGMA foreign_key_check").fetchall() == []
    said = []
    for (table,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        columns = [column[1] for column in book.execute(f"PRAGMA table_info('{table}')")]
        kept = [c for c in columns if c != "id" and not c.endswith(("Id", "At", "InRun", "path")) and "econds" not in c]
        if kept:
            said.append((table, sorted(map(repr, book.execute(f"SELECT {', '.join(kept)} FROM '{table}'").fetchall()))))
    return said


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    cellist, kills = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
    print(f"seed {seed}", flush=True)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "lab.swift"), "w") as file:
            file.write(LAB)
        submissions(os.path.join(folder, "submitted"), COUNT, bombs=0)
        environment = {**os.environ, "TMPDIR": os.path.join(folder, "tmp")}
        os.mkdir(environment["TMPDIR"])

        def grade(output):
            words = [cellist, "grade", "lab.swift", "submitted", "-j", "2", "-q", "-o", output]
            return subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.DEVNULL)

        assert grade("first").wait() == 0  # the lab is in the cache afterwards
        start = time.monotonic()
        assert grade("undisturbed").wait() == 0
        whole = time.monotonic() - start
        wanted = gradebook(os.path.join(folder, "undisturbed"))
        round, left = 0, kills
        while left > 0:
            # Each grading is killed at up to five moments, some of them before anything was graded, and then left alone.
            output = f"killed{round}"
            for _ in range(min(left, 5)):
                process = grade(output)
                time.sleep(chance.uniform(0, whole * 0.5))
                process.send_signal(signal.SIGKILL)
                if process.wait() != -signal.SIGKILL:
                    break  # it had ended
                left -= 1
            assert grade(output).wait() == 0
            assert gradebook(os.path.join(folder, output)) == wanted, f"round {round}: another gradebook"
            reports = [open(os.path.join(folder, name, "grades.json")).read() for name in (output, "undisturbed")]
            assert reports[0] == reports[1], f"round {round}: another grades.json"
            round += 1
        print(f"killed at {kills} moments in {round} gradings of {COUNT} submissions ({whole:.1f} s undisturbed): every gradebook as undisturbed")


if __name__ == "__main__":
    main()
