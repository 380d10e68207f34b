"""Reads the #include lines and keeps the floors apart: a file includes only floors below its own, and its own."""
import os
import re
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("CONCBENCH_SOURCE_DIR", Path(__file__).resolve().parents[2]))
FLOORS = {"analysis": 1, "system": 1, "preload": 1, "sync": 2, "net": 2, "core": 3, "executors": 4, "scenarios": 4,
          "report": 5, "runner": 5, "cli": 6}
ABOVE_ALL = 7  # src/main.cpp
LONG_FILE = 400
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
LEFT_UNDONE = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")  # in two halves, or this file would find itself


def sources(root, folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def cxx_sources(root):
    return [path for path in sources(root, ["src", "scenarios"]) if path.suffix in (".cpp", ".hpp")]


def room(root, path):
    """The part of the house a file is in: the folder under src/, "scenarios", or "" for src/main.cpp."""
    parts = path.relative_to(root).parts
    if parts[0] == "scenarios":
        return "scenarios"
    return parts[1] if len(parts) > 2 else ""


def included(root, path, name):
    """The project's file that `#include "name"` in `path` means, or None for a file that is not the project's."""
    for folder in (path.parent, root / "src"):
        found = Path(os.path.normpath(folder / name))
        if found.is_file():
            return found
    return None


def violations(root):
    """One sentence for each file on no floor and for each #include that goes up or sideways."""
    found = []
    for path in cxx_sources(root):
        own = room(root, path)
        where = path.relative_to(root)
        if own not in FLOORS and own != "":
            found.append(f"{where}: src/{own} is on no floor; name it in docs/architecture.md and in floors_test.py")
            continue
        for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            target = included(root, path, name)
            if target is None:
                continue
            other = room(root, target)
            if other != own and FLOORS.get(other, ABOVE_ALL) >= FLOORS.get(own, ABOVE_ALL):
                sideways = FLOORS.get(other, ABOVE_ALL) == FLOORS[own]
                found.append(f'{where}: includes "{name}", which is {"beside" if sideways else "above"} {own}')
    return found


def left_undone(root, folders):
    """file:line of every promise that somebody left in a comment."""
    found = []
    for path in sources(root, folders):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{path.relative_to(root)}:{number}" for number, line in enumerate(lines, 1) if LEFT_UNDONE.search(line)]
    return found


class ThisProject(unittest.TestCase):
    def test_a_file_includes_only_floors_below_it(self):
        self.assertEqual(violations(ROOT), [])

    def test_nothing_is_left_undone(self):
        self.assertEqual(left_undone(ROOT, ["src", "scenarios", "bench", "tests", "scripts", "docs"]), [])

    def test_there_are_files_to_read(self):
        self.assertGreater(len(cxx_sources(ROOT)), 30)

    def test_long_files_are_named(self):  # for information: it never fails
        for path in cxx_sources(ROOT):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONG_FILE:
                print(f"{path.relative_to(ROOT)} has {lines} lines", file=sys.stderr)


class MadeUpTree(unittest.TestCase):
    """Shows that the checks above can fail."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for name, text in {"src/system/a.hpp": "", "src/net/b.hpp": "", "src/sync/c.hpp": "", "src/core/d.hpp": "",
                           "src/cli/e.hpp": "", "scenarios/f.hpp": "", "src/executors/g.hpp": ""}.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def test_an_include_from_below_is_fine(self):
        self.write("src/core/x.cpp", '#include "core/d.hpp"\n#include "net/b.hpp"\n#include <vector>\n')
        self.write("scenarios/x.cpp", '#include "f.hpp"\n#include "core/d.hpp"\n')
        self.write("src/main.cpp", '#include "cli/e.hpp"\n')
        self.assertEqual(violations(self.root), [])

    def test_an_include_from_above_is_found(self):
        self.write("src/net/x.cpp", '#include "core/d.hpp"\n')
        self.assertEqual(violations(self.root), ['src/net/x.cpp: includes "core/d.hpp", which is above net'])

    def test_an_include_from_a_neighbour_is_found(self):
        self.write("src/sync/x.cpp", '  #  include "net/b.hpp"\n')
        self.write("scenarios/x.cpp", '#include "executors/g.hpp"\n')
        self.assertEqual(len(violations(self.root)), 2)

    def test_a_path_through_the_parent_folder_hides_nothing(self):
        self.write("src/system/x.cpp", '#include "../core/d.hpp"\n')
        self.assertEqual(len(violations(self.root)), 1)

    def test_a_generated_header_has_no_floor(self):
        self.write("src/system/x.cpp", '#include "revision.hpp"\n')
        self.assertEqual(violations(self.root), [])

    def test_a_folder_on_no_floor_is_found(self):
        self.write("src/helpers/x.cpp", "")
        self.assertEqual(len(violations(self.root)), 1)

    def test_a_promise_in_a_comment_is_found(self):
        self.write("src/net/x.cpp", "int a;\n// TO" + "DO: later\n")
        self.assertEqual(left_undone(self.root, ["src"]), ["src/net/x.cpp:2"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
