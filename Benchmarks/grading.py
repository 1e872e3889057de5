#!/usr/bin/env python3
"""How many submissions a second: `cellist grade` beside nbgrader's autograde on an equal Python assignment.

    Benchmarks/grading.py CELLIST [SUBMISSIONS]

Makes a lab of two functions, SUBMISSIONS (200) submissions to it, two of them bombs, and grades them; then the same assignment in
Python with nbgrader, where it is installed. Prints both rates, the processor time of a submission (of all processes, the
sandboxes' too), and the ratios. The rate of the honest ones is taken from a run without the bombs, whose time is their time-outs'. nbgrader gets
20 of the submissions: each takes it as long as the first.
"""
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

LAB = '''// %% mean
//| id: mean
//| role: solution
func mean(_ x: [Double]) -> Double {
    var result = 0.0
    // ### START CODE HERE ###
    result = x.reduce(0, +) / Double(x.count)
    // ### END CODE HERE ###
    return result
}

// %% The mean of four
//| id: mean-check
//| role: check
//| points: 5
//| timeout: 5s
//| expect:
//|   values:
//|     four: 2.5
let four = mean([1, 2, 3, 4])

// %% The mean of many
//| id: mean-hidden
//| role: hidden
//| points: 5
//| timeout: 5s
//| expect:
//|   values:
//|     many: 499.5
let many = mean((0..<1000).map { Double($0) })

// %% running sums
//| id: sums
//| role: solution
func sums(_ x: [Double]) -> [Double] {
    var result: [Double] = []
    // ### START CODE HERE ###
    var sum = 0.0
    for value in x {
        sum += value
        result.append(sum)
    }
    // ### END CODE HERE ###
    return result
}

// %% The sums of three
//| id: sums-check
//| role: check
//| points: 5
//| timeout: 5s
//| expect:
//|   values:
//|     three: [1, 3, 6]
let three = sums([1, 2, 3])
'''

PYTHON = [
    ("mean", "solution", "def mean(x):\n    ### BEGIN SOLUTION\n    return sum(x) / len(x)\n    ### END SOLUTION"),
    ("mean-check", "check", "assert abs(mean([1, 2, 3, 4]) - 2.5) < 1e-9"),
    ("mean-hidden", "check", "### BEGIN HIDDEN TESTS\nassert abs(mean(list(range(1000))) - 499.5) < 1e-9\n### END HIDDEN TESTS"),
    ("sums", "solution", "def sums(x):\n    ### BEGIN SOLUTION\n    result, total = [], 0\n    for v in x:\n        total += v\n        result.append(total)\n    return result\n    ### END SOLUTION"),
    ("sums-check", "check", "assert sums([1, 2, 3]) == [1, 3, 6]"),
]


def submissions(folder, count, bombs):
    """Writes submissions that differ from each other; the first few never end."""
    os.makedirs(folder)
    parts = LAB.split("// %% The mean of many")
    student = parts[0] + "// %% running sums" + parts[1].split("// %% running sums")[1]
    for number in range(count):
        mine = student.replace("var sum = 0.0", f"var sum = 0.0   // student {number}")
        mine = mine.replace("result = x.reduce", f"/* student {number} */ result = x.reduce")
        if number < bombs:
            mine = mine.replace("for value in x {", "while true { result.append(1) }\n    for value in x {")
        with open(os.path.join(folder, f"student{number:03}.swift"), "w") as file:
            file.write(mine)


def measured(command, **options):
    """Runs a program: what it printed, and the seconds and the processor seconds that it and all its descendants took."""
    # Processes whose parents have gone come to this one, which waits for them: their time would not be counted otherwise.
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, **options)
        process.wait()
        seconds = time.monotonic() - start
        output.seek(0)
        printed = output.read()
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return printed, seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cellist_rate(cellist, folder, count, bombs):
    name = f"swift-{count}-{bombs}"
    with open(os.path.join(folder, "lab.swift"), "w") as file:
        file.write(LAB)
    submissions(os.path.join(folder, name), count, bombs)
    command = [cellist, "grade", "lab.swift", name, "-j", "2", "-q", "-o", "out-" + name]
    printed, seconds, processor = measured(command, cwd=folder)
    full = sum(" 15 of 15" in line for line in printed.splitlines())
    if full != count - bombs:
        sys.exit(f"{full} of {count - bombs} honest submissions got all points\n{printed[:4000]}")
    return count / seconds, seconds, processor / count


def nbgrader_rate(folder, count):
    try:
        import nbformat
        import nbgrader  # noqa: F401
    except ImportError:
        return None
    course = os.path.join(folder, "course")
    source = os.path.join(course, "source", "lab")
    os.makedirs(source)
    cells = []
    for name, kind, text in PYTHON:
        cell = nbformat.v4.new_code_cell(text)
        meta = {"schema_version": 3, "grade_id": name, "grade": kind == "check", "solution": kind == "solution",
                "locked": kind == "check", "task": False}
        if kind == "check":
            meta["points"] = 5
        cell.metadata["nbgrader"] = meta
        cells.append(cell)
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, os.path.join(source, "lab.ipynb"))
    with open(os.path.join(course, "nbgrader_config.py"), "w") as file:
        file.write("c = get_config()\nc.CourseDirectory.course_id = 'course'\n")
    run = lambda *words: subprocess.run(["nbgrader", *words], cwd=course, check=True, capture_output=True)
    run("generate_assignment", "lab", "--force")
    for number in range(count):
        target = os.path.join(course, "submitted", f"student{number:03}", "lab")
        os.makedirs(target)
        shutil.copy(os.path.join(source, "lab.ipynb"), target)
    _, seconds, processor = measured(["nbgrader", "autograde", "lab", "--force"], cwd=course)
    return count / seconds, seconds, processor / count


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    cellist = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as folder:
        cellist_rate(cellist, folder, 2, 0)  # the lab is compiled and cached
        rate, seconds, processor = cellist_rate(cellist, folder, count - 2, 0)
        print(f"cellist grade, {count - 2} honest submissions: {rate:.2f} a second ({seconds:.1f} s, {processor:.2f} processor seconds each)")
        bombs = cellist_rate(cellist, folder, count, 2)
        print(f"cellist grade, {count} submissions, two of them bombs: {bombs[0]:.2f} a second ({bombs[1]:.1f} s)")
        peers = min(count, 20)
        peer = nbgrader_rate(folder, peers)
        if peer is None:
            print("nbgrader is not installed: pip install nbgrader")
        else:
            print(f"nbgrader autograde, {peers} submissions to an equal Python assignment: {peer[0]:.2f} a second "
                  f"({peer[1]:.1f} s, {peer[2]:.2f} processor seconds each)")
            print(f"ratio of the rates {rate / peer[0]:.2f}, of the processor times {processor / peer[2]:.2f}")


if __name__ == "__main__":
    main()
