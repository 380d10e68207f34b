"""Documents lead somewhere: every relative link of a Markdown file names a file that is there, and a heading that it has."""
import os
import re
import subprocess
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("CONCBENCH_SOURCE_DIR", Path(__file__).resolve().parents[2]))


def documents():
    """The Markdown files that are written by hand or by a script, and not the expected output of a test."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "*.md"], capture_output=True, text=True, check=True).stdout.split()
    return [ROOT / each for each in listed if not each.startswith("tests/golden/")]


def anchors(document):
    """The anchors that a Markdown file's headings have where it is shown: in small letters, with dashes for spaces."""
    text = re.sub(r"(?ms)^```.*?^```$", "", document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"(?m)^#+ +(.*?) *$", text)}


class Links(unittest.TestCase):
    def test_every_relative_link_leads_to_a_file_and_a_heading_of_it(self):
        found = 0
        for document in documents():
            text = re.sub(r"(?ms)^```.*?^```$", "", document.read_text(encoding="utf-8"))
            for target in re.findall(r"\]\(([^()\s]+)\)", text):
                if re.match(r"[a-z]+:", target):
                    continue
                found += 1
                path, _, anchor = target.partition("#")
                there = document.parent / path if path else document
                with self.subTest(document=document.relative_to(ROOT), target=target):
                    self.assertTrue(there.exists(), "no such file")
                    if anchor and there.suffix == ".md":
                        self.assertIn(anchor, anchors(there))
        self.assertGreater(found, 50)


if __name__ == "__main__":
    unittest.main(verbosity=2)
