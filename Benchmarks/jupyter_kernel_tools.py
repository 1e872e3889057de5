"""The part of jupyter_tools.py that plays notebooks with `cellist kernel`."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import jupytext
import nbformat
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient


def main(cellist, paths):
    with tempfile.TemporaryDirectory() as folder:
        # What is started from here gets a mark, so that nothing of it can be overlooked afterwards.
        os.environ.update(CELLIST_TOOLS_RUN=folder, JUPYTER_PATH=f"{folder}/share/jupyter", TMPDIR=f"{folder}/tmp")
        os.mkdir(f"{folder}/tmp")
        subprocess.run([cellist, "kernel", "install", "--prefix", folder], check=True, stdout=subprocess.DEVNULL)
        cells = sum(check_notebook(cellist, path, folder) for path in paths)
        print(f"{len(paths)} notebooks, {cells} cells: nbclient, jupyter execute and nbconvert give what cellist run stores")
        check_client()
        print("jupyter_client: state, interrupt, crash, completion, restart, end")
        if importlib.util.find_spec("jupyter_kernel_test"):
            check_conformance()
        left = [name for name in os.listdir(f"{folder}/tmp") if name.startswith("cellist-")]
        assert not left and not processes(folder), (left, processes(folder))
        print("no process and no folder is left")


def processes(mark):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                marked = f"CELLIST_TOOLS_RUN={mark}".encode() in file.read().split(b"\0")
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if marked and b"cellist" in file.read():
                    found.append(pid)
        except OSError:
            pass
    return found


def content(notebook, name):
    """The code cells' outputs and numbers. These programs do not tell a kernel what the notebook and the cell are called, and store
    what a cell prints over a while in several pieces."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in cells:
        cell.outputs = joined(cell.outputs)
        for output in cell.outputs:
            if output.output_type == "error":
                place = f"{name}#{cell.id}:"
                output.traceback = [line.replace(place, f"[{cell.execution_count}]:") for line in output.traceback]
    return [(cell.source, cell.execution_count, cell.outputs) for cell in cells]


def joined(outputs):
    whole = []
    for output in outputs:
        last = whole[-1] if whole else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            whole.append(output)
    return whole


def check_notebook(cellist, path, folder):
    name = os.path.basename(path)
    work = f"{folder}/work"
    shutil.copytree(os.path.dirname(os.path.abspath(path)), work, dirs_exist_ok=True)

    def read(file):
        return nbformat.read(f"{work}/{file}", as_version=4)

    def run(*words):
        result = subprocess.run(words, cwd=work, capture_output=True, text=True)
        assert result.returncode == 0, (words, result.stdout, result.stderr)

    run(cellist, "run", "--quiet", name, "-o", "ours.ipynb")
    ours = content(read("ours.ipynb"), name)

    played = NotebookClient(read(name), resources={"metadata": {"path": work}}).execute()
    assert content(played, name) == ours, (path, content(played, name), ours)
    nbformat.validate(played)
    run("jupyter", "execute", name, "--output=executed.ipynb")
    assert content(read("executed.ipynb"), name) == ours, path
    run("jupyter", "nbconvert", "--to", "notebook", "--execute", name, "--output=converted.ipynb")
    assert content(read("converted.ipynb"), name) == ours, path
    run("jupyter", "nbconvert", "--to", "html", "--execute", name, "--output=page.html")

    # Saved by other programs, it still is the same notebook to us.
    nbformat.write(jupytext.read(f"{work}/executed.ipynb"), f"{work}/saved.ipynb")
    assert content(read("saved.ipynb"), name) == ours, path
    run(cellist, "check", "--quiet", "saved.ipynb")
    return len(ours)


def check_client():
    manager, client = start_new_kernel(kernel_name="cellist")

    def play(code):
        outputs = []
        reply = client.execute_interactive(code, output_hook=outputs.append, timeout=120)
        return reply["content"], [message["content"] for message in outputs]

    assert play("var x = 1")[0]["status"] == "ok"
    identifier = client.execute("x = 2\nprint(\"here\")\nwhile true {}")
    while client.get_iopub_msg(timeout=120)["msg_type"] != "stream":
        pass
    manager.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=120))["parent_header"]["msg_id"] != identifier:
        pass
    assert reply["content"]["ename"] == "Interrupted", reply
    assert play("fatalError()")[0]["status"] == "error"
    reply, outputs = play("x")
    assert any(output.get("data", {}).get("text/plain") == "Int = 1" for output in outputs), outputs
    client.complete("let y = x.magn")
    assert "magnitude" in client.get_shell_msg(timeout=120)["content"]["matches"]
    manager.restart_kernel()
    client.wait_for_ready(timeout=120)
    assert play("x")[0]["status"] == "error"
    client.stop_channels()
    manager.shutdown_kernel()
    assert not manager.is_alive()


def check_conformance():
    import jupyter_kernel_test

    class KernelTests(jupyter_kernel_test.KernelTests):
        kernel_name = "cellist"
        language_name = "swift"
        file_extension = ".swift"
        code_hello_world = 'print("hello, world")'
        code_stderr = 'import Foundation\nFileHandle.standardError.write(Data("test\\n".utf8))'
        completion_samples = [{"text": "let zebraFish = 1; zebraF", "matches": {"zebraFish"}}, {"text": "prin"}]
        complete_code_samples = ["let x = 1", "print(1)", "", "func f() {\n    print(1)\n}\n"]
        incomplete_code_samples = ["func f() {", "let x =", "[1, 2,"]
        invalid_code_samples = ["let 1 = )"]
        code_generate_error = "struct Oops: Error {}\nthrow Oops()"
        code_execute_result = [{"code": "1 + 1", "result": "Int = 2"}] * 3 + [{"code": "[1]", "result": "[Int] = [1]"}]
        code_display_data = [{"code": "import LabKit\ndisplay(zeros([2]))", "mime": "text/plain"}]
        supported_history_operations = ("tail", "range", "search")
        code_history_pattern = "1?+*"
        code_inspect_sample = "print"

    class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
        kernel_name = "cellist"
        support_iopub_welcome = True

    suite = unittest.TestSuite()
    for tests in (KernelTests, WelcomeTests):
        suite.addTests(unittest.defaultTestLoader.loadTestsFromTestCase(tests))
    result = unittest.TextTestRunner(stream=sys.stderr).run(suite)
    assert result.wasSuccessful()
    print(f"jupyter_kernel_test: {result.testsRun} tests, {len(result.skipped)} skipped")
