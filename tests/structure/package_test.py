"""The headers that are installed (scripts/worker_package.cmake): each includes only others that are, and C++ outside can compile them."""
import os
import re
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("CONCBENCH_SOURCE_DIR", Path(__file__).resolve().parents[2]))
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def public_headers():
    listed = re.search(r"set\(public_headers\s(.*?)\)", (ROOT / "scripts" / "worker_package.cmake").read_text(), re.DOTALL)
    return listed.group(1).split()


class PublicHeaders(unittest.TestCase):
    def test_are_there_once_and_in_order(self):
        headers = public_headers()
        self.assertGreater(len(headers), 20)
        self.assertEqual(headers, sorted(set(headers)))
        for each in headers:
            self.assertTrue((ROOT / "src" / each).is_file(), each)

    def test_include_only_headers_that_are_installed_with_them(self):
        public = set(public_headers())
        for each in sorted(public):
            for name in INCLUDE.findall((ROOT / "src" / each).read_text(encoding="utf-8")):
                with self.subTest(header=each, includes=name):
                    self.assertIn(name, public)

    def test_are_all_that_the_lessons_include(self):
        public = set(public_headers())
        for path in sorted((ROOT / "scenarios" / "lessons").glob("*.cpp")):
            for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
                with self.subTest(file=path.name, includes=name):
                    self.assertIn(name, public)

    def test_are_all_that_the_example_includes(self):
        public = set(public_headers())
        found = 0
        for path in sorted((ROOT / "tests" / "your_own_code").glob("*.[ch]pp")):
            for name in re.findall(r"#include <((?:core|net|sync|system)/[^>]+)>", path.read_text(encoding="utf-8")):
                found += 1
                with self.subTest(file=path.name, includes=name):
                    self.assertIn(name, public)
        self.assertGreater(found, 5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
