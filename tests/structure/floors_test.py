"""Reads the #include lines and keeps the floors apart, and the rooms of the large ones: a file includes only what is below its own
floor, or on it; and there only what is below its own room, or in it."""
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
# The rooms of a floor, which are its folders; "" is the floor's own folder. A floor that is not named here has none.
ROOMS = {"net": {"": 0, "http": 1, "client": 2, "content": 2, "echo": 3, "server": 3},
         "scenarios": {"lessons": 0, "commands": 1, "files": 1, "http": 1, "parts": 1, "sql": 1, "web": 2, "": 3},
         "report": {"figures": 0, "words": 1, "pages": 2, "terminal": 3, "exports": 3}}
LONG_FILE = 400
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
USING = re.compile(r"^\s*using ((?:\w+::)+(\w+));", re.MULTILINE)
LEFT_UNDONE = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")  # in two halves, or this file would find itself


def sources(root, folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def cxx_sources(root):
    return [path for path in sources(root, ["src", "scenarios"]) if path.suffix in (".cpp", ".hpp")]


def place(root, path):
    """Where a file is: its floor, which is the folder under src/, "scenarios", or "" for src/main.cpp; and its room, "" for none."""
    folders = path.relative_to(root).parts[:-1]
    if folders[0] == "src":
        folders = folders[1:]
    return (folders[0] if folders else ""), "/".join(folders[1:])


def included(root, path, name):
    """The project's file that `#include "name"` in `path` means, or None for a file that is not the project's."""
    for folder in (path.parent, root / "src", root):
        found = Path(os.path.normpath(folder / name))
        if found.is_file():
            return found
    return None


def climbs(height, own, other):
    """In words, when what is at `own` must not include what is at `other`; else None."""
    if other == own or height(other) < height(own):
        return None
    return "beside" if height(other) == height(own) else "above"


def violations(root):
    """One sentence for each file on no floor or in no room, and for each #include that goes up or sideways."""
    found = []
    for path in cxx_sources(root):
        floor, room = place(root, path)
        where = path.relative_to(root)
        if floor not in FLOORS and floor != "":
            found.append(f"{where}: src/{floor} is on no floor; name it in docs/architecture.md and in floors_test.py")
            continue
        rooms = ROOMS.get(floor, {"": 0})
        if room not in rooms:
            found.append(f"{where}: {room} is no room of {floor}; name it in docs/architecture.md and in floors_test.py")
            continue
        for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            target = included(root, path, name)
            if target is None:
                continue
            other_floor, other_room = place(root, target)
            wrong = climbs(lambda each: FLOORS.get(each, ABOVE_ALL), floor, other_floor)
            if wrong:
                found.append(f'{where}: includes "{name}", which is {wrong} {floor}')
            elif other_floor == floor:
                wrong = climbs(lambda each: rooms.get(each, len(rooms)), room, other_room)
                if wrong:
                    found.append(f'{where}: includes "{name}", which is {wrong} {room or "the top"} of {floor}')
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


def lost_in_batches(root):
    """What clang-tidy finds in the file that it is given, and not in one of the batches that scripts/check makes."""
    found = []
    for path in sources(root, ["src", "scenarios", "bench", "tests"]):
        if path.suffix != ".cpp":
            continue
        text = path.read_text(encoding="utf-8")
        found += [f"{path.relative_to(root)}: using {whole}, and nothing of it"
                  for whole, name in USING.findall(text) if len(re.findall(rf"\b{name}\b", text)) == text.count(f"using {whole};")]
        found += [f'{path.relative_to(root)}: includes the source file "{name}"'
                  for name in INCLUDE.findall(text) if name.endswith(".cpp")]
    return found


class ThisProject(unittest.TestCase):
    def test_a_file_includes_only_floors_below_it(self):
        self.assertEqual(violations(ROOT), [])

    def test_nothing_is_left_undone(self):
        self.assertEqual(left_undone(ROOT, ["src", "scenarios", "bench", "tests", "scripts", "docs"]), [])

    def test_nothing_stands_in_a_source_file_that_batches_would_hide(self):
        self.assertEqual(lost_in_batches(ROOT), [])

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

    def test_a_room_includes_what_is_below_it_and_not_its_neighbour(self):
        self.write("src/net/http/a.hpp", "")
        self.write("src/net/client/b.hpp", '#include "net/http/a.hpp"\n')
        self.write("src/net/content/c.hpp", "")
        self.assertEqual(violations(self.root), [])
        self.write("src/net/client/x.cpp", '#include "net/content/c.hpp"\n')
        self.write("src/net/http/y.cpp", '#include "net/client/b.hpp"\n')
        self.assertEqual(violations(self.root),
                         ['src/net/client/x.cpp: includes "net/content/c.hpp", which is beside client of net',
                          'src/net/http/y.cpp: includes "net/client/b.hpp", which is above http of net'])

    def test_what_the_program_lists_is_above_the_rooms_of_scenarios(self):
        self.write("scenarios/web/a.hpp", "")
        self.write("scenarios/x.cpp", '#include "scenarios/web/a.hpp"\n')
        self.assertEqual(violations(self.root), [])
        self.write("scenarios/web/y.cpp", '#include "scenarios/f.hpp"\n')
        self.assertEqual(violations(self.root), ['scenarios/web/y.cpp: includes "scenarios/f.hpp", which is above web of scenarios'])

    def test_a_using_declaration_without_a_use_is_found(self):
        self.write("tests/net/x.cpp", "using std::string;\nusing std::vector;\nvector<int> two;\n")
        self.assertEqual(lost_in_batches(self.root), ["tests/net/x.cpp: using std::string, and nothing of it"])

    def test_a_source_file_that_includes_another_is_found(self):
        self.write("src/net/x.cpp", '#include "net/y.cpp"\n')
        self.assertEqual(lost_in_batches(self.root), ['src/net/x.cpp: includes the source file "net/y.cpp"'])

    def test_a_room_that_nobody_has_named_is_found(self):
        self.write("src/net/things/x.cpp", "")
        self.write("src/core/things/x.cpp", "")
        self.assertEqual(len(violations(self.root)), 2)

    def test_a_folder_on_no_floor_is_found(self):
        self.write("src/helpers/x.cpp", "")
        self.assertEqual(len(violations(self.root)), 1)

    def test_a_promise_in_a_comment_is_found(self):
        self.write("src/net/x.cpp", "int a;\n// TO" + "DO: later\n")
        self.assertEqual(left_undone(self.root, ["src"]), ["src/net/x.cpp:2"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
