"""Shows that JUnit files are read as they are meant: by junitparser, and by xmllint with a schema.

Usage: junit_readers.py CELLIST SCHEMA NOTEBOOK... Needs junitparser and xmllint. SCHEMA is the one that Jenkins' xUnit plugin reads JUnit
files by, `junit-10.xsd`. It knows no `file` and `line` of a test case, which pytest, GitLab and CircleCI use: they are added to it.
"""

import json
import os
import subprocess
import sys
import tempfile

from junitparser import Error, Failure, JUnitXml, Skipped


def main():
    cellist, schema, notebooks = sys.argv[1], sys.argv[2], sys.argv[3:]
    with tempfile.TemporaryDirectory() as folder:
        file, widened = os.path.join(folder, "junit.xml"), os.path.join(folder, "schema.xsd")
        done = subprocess.run([cellist, "check", "--json", "--junit", file] + notebooks, capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        reports = [json.loads(line) for line in done.stdout.splitlines()]
        check_counts(reports, JUnitXml.fromfile(file))
        with open(schema, encoding="utf-8") as given, open(widened, "w", encoding="utf-8") as wide:
            group = '<xs:attribute name="classname" type="xs:string"/>'
            text = given.read()
            assert group in text, "not the schema that is meant"
            wide.write(text.replace(group, group + "".join(
                '<xs:attribute name="%s" type="xs:string"/>' % name for name in ("file", "line"))))
        subprocess.run(["xmllint", "--noout", "--schema", widened, file], check=True)
    print("%d notebooks, %d cells: read by junitparser and by xmllint" % (
        len(reports), sum(len(report["cells"]) for report in reports)))


def check_counts(reports, read):
    for report, suite in zip(reports, read, strict=True):
        assert suite.name == report["notebook"] and suite.tests == len(report["cells"]), suite.name
        for cell, case in zip(report["cells"], suite, strict=True):
            ends = {type(result) for result in case.result} & {Error, Failure, Skipped}
            passed = cell["status"] == "passed"
            assert passed == (not ends), (cell["name"], cell["status"], ends)
            assert case._elem.get("file") and int(case._elem.get("line")) > 0, case.name


main()
