"""The version is written down in four files, for four readers: all of them say the same."""
import json
import os
import re
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("CONCBENCH_SOURCE_DIR", Path(__file__).resolve().parents[2]))
VERSION = r"(\d+\.\d+\.\d+)"


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def first(pattern, name):
    """What the pattern's group matches first in the file."""
    found = re.search(pattern, read(name), re.MULTILINE)
    if not found:
        raise AssertionError(f"{name} has no line like {pattern}")
    return found[1]


class Version(unittest.TestCase):
    def setUp(self):
        self.version = first(rf"^project\(concbench VERSION {VERSION}", "CMakeLists.txt")

    def test_vcpkg_knows_the_version_of_the_build(self):
        self.assertEqual(json.loads(read("vcpkg.json"))["version"], self.version)

    def test_the_changelog_has_the_version_as_its_newest_release(self):
        self.assertEqual(first(rf"^## \[{VERSION}\]", "CHANGELOG.md"), self.version)

    def test_a_citation_names_the_version_and_the_day_of_its_release(self):
        self.assertEqual(first(rf"^version: {VERSION}$", "CITATION.cff"), self.version)
        day = first(rf"^## \[{re.escape(self.version)}\] - (\d{{4}}-\d\d-\d\d)$", "CHANGELOG.md")
        self.assertEqual(first(r"^date-released: (\S+)$", "CITATION.cff"), day)

    def test_a_citation_names_the_licence_of_the_project(self):
        self.assertTrue(read("LICENSE").startswith(first(r"^license: (\S+)$", "CITATION.cff")))


if __name__ == "__main__":
    unittest.main(verbosity=2)
