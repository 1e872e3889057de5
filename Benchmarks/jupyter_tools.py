"""Shows that what `cellist` writes is what Jupyter's own tools read: nbformat validates it, nbconvert renders it, jupytext makes the
same cells of it. With --kernel, that they play it: nbclient, `jupyter execute` and nbconvert give the outputs that `cellist run`
stores, jupytext saves the result unchanged, and jupyter_client interrupts, restarts and ends the kernel; where jupyter_kernel_test is
installed, its suite passes.

Usage: jupyter_tools.py CELLIST [--kernel] NOTEBOOK... Needs nbformat, nbconvert, jupytext; with --kernel nbclient and jupyter_client.
"""

import os
import subprocess
import sys
import tempfile

import jupytext
import nbformat
from nbconvert import HTMLExporter


def last_number(line):
    """The number at the end of a line of JSON."""
    return float(line.rstrip(",").split(" ")[-1])


def main():
    cellist, paths = os.path.abspath(sys.argv[1]), sys.argv[2:]
    if paths[:1] == ["--kernel"]:
        import jupyter_kernel_tools

        return jupyter_kernel_tools.main(cellist, paths[1:])
    refused = kept = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(paths):
            ours = f"{folder}/{number}.ipynb"
            result = subprocess.run([cellist, "convert", path, ours], capture_output=True, text=True)
            if result.returncode != 0:
                assert result.returncode in (65, 66) and path in result.stderr, (path, result)
                refused += 1
                continue
            notebook = nbformat.read(ours, as_version=4)
            try:
                nbformat.validate(notebook)
            except nbformat.ValidationError:
                # Keys that the format does not know are kept: what comes in invalid for them goes out so.
                assert any(word in path for word in ("unknown-keys", "odd")), path
                kept += 1
                continue
            with open(ours, encoding="utf-8", newline="") as file:
                text = file.read()
            if "\r" not in text:
                # Numbers keep the digits that the user wrote, 1e-9 where Python writes 1e-09: line for line the same but for those.
                theirs = (nbformat.writes(notebook) + "\n").split("\n")
                for mine, other in zip(text.split("\n"), theirs, strict=True):
                    assert mine == other or last_number(mine) == last_number(other), (path, mine, other)
            HTMLExporter().from_notebook_node(notebook)
            check_jupytext(cellist, ours, notebook, folder)
    print(f"{len(paths) - refused - kept} notebooks read by nbformat, nbconvert and jupytext; {refused} refused with a message, {kept} with keys of their own kept")


def check_jupytext(cellist, path, notebook, folder):
    """Our percent script has the same code cells for jupytext."""
    script = os.path.join(folder, "nb.swift")
    result = subprocess.run([cellist, "convert", path, script], capture_output=True, text=True)
    if result.returncode != 0:
        return
    with open(script, encoding="utf-8") as file:
        # Jupytext has no ending for Swift; its percent format for languages with // comments is the same.
        read = jupytext.reads(file.read(), fmt={"extension": ".cpp", "format_name": "percent"})
    ours = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    theirs = [cell.source for cell in read.cells if cell.cell_type == "code"]
    if any("%%" in source or "\r" in source or "//" in source for source in ours):
        return
    plain = [source.strip() for source in theirs]
    assert all(source.strip() in "\n".join(plain) for source in ours), path


main()
