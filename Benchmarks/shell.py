#!/usr/bin/env python3
"""What a user of the shell waits for: the first prompt, an answer, a completion list, and the verdict after a save.

Keys go through a pseudo-terminal, times end when the screen shows what was waited for. Answers are measured in turns with bare calls of the
compiler. Usage: shell.py [CELLIST]"""
import os
import pty
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CELLIST = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", ".build", "release", "cellist"))
CELLS, ROUNDS = 30, 15


class Terminal:
    def __init__(self, arguments, folder):
        environment = dict(os.environ, HOME=folder, XDG_STATE_HOME=folder, TERM="xterm", NO_COLOR="1",
                           CELLIST_CACHE="off")
        self.start = time.perf_counter()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(CELLIST, [CELLIST] + arguments, environment)
        self.shown = b""

    def type(self, keys):
        self.shown = b""
        self.start = time.perf_counter()
        os.write(self.descriptor, keys.encode())

    def wait(self, pattern, limit=60):
        """Seconds from the last key, or from the program's start, until the pattern is on the screen."""
        while not re.search(pattern.encode(), self.shown):
            left = self.start + limit - time.perf_counter()
            if left <= 0 or not select.select([self.descriptor], [], [], left)[0]:
                raise SystemExit("the screen never showed %r but %r" % (pattern, self.shown[-500:]))
            self.shown += os.read(self.descriptor, 1 << 16)
        return time.perf_counter() - self.start

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)


def bare_compiler(folder):
    swift = os.path.realpath(shutil.which("swift"))
    frontend = os.path.join(os.path.dirname(swift), "swift-frontend")
    path = os.path.join(folder, "bare.swift")
    with open(path, "w") as file:
        file.write("let answer = 40 + 2\nprint(answer)\n")
    start = time.perf_counter()
    subprocess.run([frontend, "-frontend", "-c", "-primary-file", path, "-module-name", "bare", "-o", path + ".o"],
                   check=True, capture_output=True)
    return time.perf_counter() - start


def prompts(folder):
    times = []
    for _ in range(ROUNDS):
        shell = Terminal(["shell"], folder)
        times.append(shell.wait(r"\[1\]: "))
        shell.end()
    return times


def typed(folder):
    """Answers, bare compilations, completion lists: of a session with LabKit and thirty cells."""
    shell = Terminal(["shell"], folder)
    shell.wait(r"\[1\]: ")
    lines = ["import LabKit", "struct Layer { var width = 3; var bias = 0.5; func forward(_ x: Double) -> Double { x } }",
             "let layer = Layer()", "let matrix = zeros([3, 4])"]
    lines += ["let value%d = %d; func work%d(times: Int) -> Int { times + value%d }" % (k, k, k, k)
              for k in range(CELLS - len(lines))]
    for number, line in enumerate(lines):
        shell.type(line + "\r")
        shell.wait(r"\[%d\]: " % (number + 2))
    answers, bare, tabs = [], [], []
    number = len(lines) + 1
    for round_ in range(ROUNDS):
        bare.append(bare_compiler(folder))
        shell.type("%d + 2\r" % (40 + round_))
        answers.append(shell.wait(r"Int = %d" % (42 + round_)))
        number += 1
        shell.wait(r"\[%d\]: " % number)
        for text, listed in [("layer.", "forward"), ("matrix.", "squeeze"), ("work1", r"work11\(times"), ("[1, 2].", "firstIndex")]:
            shell.type(text)
            shell.wait(re.escape(text))
            # The list comes with the second Tab, what is common with the first.
            shell.type("\t\t")
            tabs.append(shell.wait(listed))
            shell.type("\x03")
            shell.wait(r"\[%d\]: " % number)
    shell.end()
    return answers, bare, tabs


def saves(folder):
    """Saves of a cell in the middle of a lab whose second cell takes seconds."""
    lab = os.path.join(folder, "lab")
    os.mkdir(lab)

    def write(number, text):
        new = os.path.join(lab, ".new")
        with open(new, "w") as file:
            file.write(text)
        os.rename(new, os.path.join(lab, "%02d.swift" % number))

    write(1, "import LabKit\nimport Glibc\n")
    write(2, "let trained = zeros([3]); sleep(5)\n")
    for k in range(3, 21):
        write(k, "//| id: c%d\nfunc f%d() -> Int { %d }\nprint(f%d(), trained.size)\n" % (k, k, k, k))
    watch = Terminal(["watch", "lab"], folder)
    watch.wait("20 passed")
    times = []
    for round_ in range(ROUNDS):
        watch.type("")
        write(10, "//| id: c10\n//| expect: { result: %d }\nfunc f10() -> Int { %d }\nf10() + trained.size\n"
              % (round_ + 3 + 1000 * (round_ % 2), round_))
        times.append(watch.wait(("✗" if round_ % 2 else "✓") + r" c10\b"))
        # What uses the same variable comes after it.
        watch.wait(r"waiting for a change")
    watch.end()
    return times


def main():
    with tempfile.TemporaryDirectory() as folder:
        prompt = statistics.median(prompts(folder))
        answers, bare, tabs = typed(folder)
        verdict = statistics.median(saves(folder))
        time.sleep(1)  # killed programs leave their folders to be tidied
    answer, compiler, tab = (statistics.median(x) for x in (answers, bare, tabs))
    print("shell, medians of %d turns" % ROUNDS)
    print("  Enter to answer of a one-liner / bare compiler      %.2f   (%.0f ms / %.0f ms; at most 2.5)"
          % (answer / compiler, answer * 1e3, compiler * 1e3))
    print("  Tab to list in a session of %d cells                %.0f ms (below 150 ms; slowest %.0f ms)"
          % (CELLS, tab * 1e3, max(tabs) * 1e3))
    print("  start to prompt                                     %.0f ms (below 150 ms)" % (prompt * 1e3))
    print("  save to verdict, 5 s of work before it              %.0f ms (below 500 ms)" % (verdict * 1e3))
    return 0 if answer / compiler <= 2.5 and tab < 0.15 and prompt < 0.15 and verdict < 0.5 else 1


raise SystemExit(main())
