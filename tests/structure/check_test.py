"""scripts/check finds each kind of fault that it is for, in a made-up repository."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("CONCBENCH_SOURCE_DIR", Path(__file__).resolve().parents[2]))
NEEDED = ["git", "shellcheck", "pyflakes3", "clang-format-22"]
MISSING = [each for each in NEEDED if not shutil.which(each)]


@unittest.skipIf(MISSING, f"not installed: {' '.join(MISSING)}; scripts/setup --check installs what apt has")
class Check(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for name in ("scripts/check", "scripts/setup", ".clang-format"):
            self.write(name, (ROOT / name).read_text(encoding="utf-8"))
        (self.root / "scripts/check").chmod(0o755)
        self.write(".gitignore", "/build/\n")
        self.write("src/a.cpp", "int a;\n")
        self.git("init", "-q")
        self.git("add", ".")
        self.git("-c", "user.name=x", "-c", "user.email=x@localhost", "commit", "-qm", "start")

    def git(self, *arguments):
        subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def check(self, *arguments):
        """What `scripts/check --quick` says, with its exit code."""
        done = subprocess.run([self.root / "scripts/check", "--quick", *arguments], cwd=self.root, text=True,
                              capture_output=True, env={**os.environ, "CONCBENCH_SKIP_PACKAGES": "1"})
        return done.returncode, done.stdout + done.stderr

    def finds(self, part, *words):
        code, said = self.check()
        self.assertEqual(code, 1, said)
        self.assertIn(f"found something: {part}\n", said)
        for word in words:
            self.assertIn(word, said)

    def test_a_clean_repository_is_fine(self):
        code, said = self.check()
        self.assertEqual(code, 0, said)
        self.assertIn("clang-format: 1 file is fine", said)

    def test_a_script_with_an_unquoted_name_is_found_whatever_its_file_is_called(self):
        self.write("tools/run", '#!/usr/bin/env bash\nrm $1\n')
        self.finds("shellcheck", "SC2086")

    def test_an_import_that_nothing_uses_is_found_in_python_without_an_ending(self):
        self.write("tools/run", "#!/usr/bin/env python3\nimport os\n")
        self.finds("pyflakes", "'os' imported but unused")

    def test_json_and_yaml_that_cannot_be_read_are_found(self):
        self.write("a.json", "{,}\n")
        self.write("b.yml", "a: [\n")
        self.finds("JSON and YAML", "a.json", "b.yml")

    def test_spaces_at_the_end_of_a_line_and_a_last_line_without_an_end_are_found(self):
        self.write("a.md", "one \ntwo")
        self.finds("line ends", "a.md:1:one ", "a.md does not end in a line break")

    def test_layout_that_is_not_the_projects_is_found_and_corrected(self):
        self.write("src/a.cpp", "int  a ;\n")
        self.finds("clang-format", "src/a.cpp:1:")
        self.assertEqual(self.check("--fix")[0], 0)
        self.assertEqual((self.root / "src/a.cpp").read_text(), "int a;\n")

    def test_only_what_was_changed_or_named_is_looked_at(self):
        self.write("src/a.cpp", "int  a ;\n")
        self.git("-c", "user.name=x", "-c", "user.email=x@localhost", "commit", "-qam", "bad layout")
        self.write("src/new.cpp", "int b;\n")
        self.assertEqual(self.check("--changed")[0], 0)
        self.assertEqual(self.check("src/new.cpp")[0], 0)
        self.assertEqual(self.check("--changed=HEAD~1")[0], 1)
        self.assertEqual(self.check("src")[0], 1)

    def test_what_does_not_exist_is_refused(self):
        for arguments in (["nosuch"], ["--changed=nosuch"], ["--nosuch"]):
            code, said = self.check(*arguments)
            self.assertEqual(code, 2, said)
            self.assertIn("nosuch", said)


if __name__ == "__main__":
    result = unittest.main(verbosity=2, exit=False).result
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(77 if result.testsRun == len(result.skipped) else 0)
