"""`concbench man` as man itself reads it."""
import shutil
import subprocess

import harness


class Manual(harness.Program):
    def written(self):
        folder = self.folder / "man1"
        folder.mkdir()
        done = self.concbench("man", "--write", folder)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        return sorted(folder.iterdir())

    def shown(self, page, *options, **environment):
        if shutil.which("man") is None or shutil.which("groff") is None:
            self.skipTest("man or groff is not installed: apt-get install man-db groff")
        return subprocess.run(["man", *options, "-l", str(page)], capture_output=True, text=True,
                              env=self.environment(**environment), timeout=harness.PATIENCE)

    def test_there_is_a_page_for_the_program_and_each_of_its_commands(self):
        names = [each.name for each in self.written()]
        for name in ("concbench", "concbench-run", "concbench-compare", "concbench-cost", "concbench-man"):
            self.assertIn(f"{name}.1", names)
        self.assertNotIn("concbench-worker.1", names)

    def test_man_has_nothing_to_warn_of(self):
        for page in self.written():
            with self.subTest(page.name):
                done = self.shown(page, "--warnings", "-E", "UTF-8", "-Tutf8", "-Z")
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_every_page_is_shown_within_the_width_of_the_terminal(self):
        for page in self.written():
            for width in (60, 80, 120):
                with self.subTest(page.name, width=width):
                    text = self.shown(page, MANWIDTH=str(width), MANPAGER="cat", MAN_KEEP_FORMATTING=None).stdout
                    self.assertIn("SYNOPSIS", text)
                    too_long = [line for line in text.splitlines() if len(line) > width and " " in line.strip()]
                    self.assertEqual(too_long, [])

    def test_one_page_is_printed(self):
        done = self.concbench("man", "run")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("--executors", done.stdout.replace("\\-", "-"))

    def test_a_command_that_there_is_not_and_a_folder_that_cannot_be_written_to_are_refused(self):
        self.refuses("man", "rnu", words=["'rnu'", "'run'"])
        self.refuses("man", "--write", self.folder / "nosuch", words=["nosuch", "folder"])


if __name__ == "__main__":
    harness.main()
