"""`concbench learn`: the lessons run, each by itself, and lead from one to the next."""
import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path

import harness

ROOT = Path(os.environ["CONCBENCH_SOURCE_DIR"])
LESSONS = ROOT / "scenarios" / "lessons"
LISTED = re.compile(r"^ *(\d+)  ([a-z-]+)  ", re.MULTILINE)


class Learn(harness.Program):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = {"XDG_STATE_HOME": folder.name}

    def learn(self, *words, **options):
        environment = {**self.home, **options.pop("env", {})}
        return self.concbench("learn", *words, env=environment, **options)

    def names(self):
        return [name for _, name in LISTED.findall(self.learn().stdout)]

    def test_the_list_has_every_lesson_of_the_folder_in_its_order(self):
        done = self.learn()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        listed = LISTED.findall(done.stdout)
        self.assertEqual([int(number) for number, _ in listed], list(range(1, len(listed) + 1)))
        self.assertEqual(sorted(name for _, name in listed), sorted(path.stem for path in LESSONS.glob("*.md")))
        self.assertEqual({path.stem for path in LESSONS.glob("*.cpp")}, {path.stem for path in LESSONS.glob("*.py")})

    def test_a_lesson_explains_shows_runs_and_leads_on(self):
        done = self.learn("gather")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        order = ["three coroutines that each wait", "scenarios/lessons/gather.cpp", "co_await async::gather", "it runs:",
                 "worker A: starting", "worker C: done", "result of A", "it took ", "expected: 0.3 s", "when each task ran",
                 "3 at once", "remember", "on your own machine: concbench run sleep"]
        text, at = done.stdout.lower(), 0
        for words in order:
            found = text.find(words.lower(), at)
            self.assertGreaterEqual(found, at, f"{words!r} is not where it should be in {done.stdout}")
            at = found

    def test_every_lesson_runs(self):
        done = self.learn("all", "--fast")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.count("it took "), len(self.names()))

    def test_every_lesson_has_all_that_is_shown_of_it(self):
        for path in LESSONS.glob("*.md"):
            text = path.read_text(encoding="utf-8")
            with self.subTest(path.stem):
                for key in ("# ", "section: ", "takes: ", "topics: ", "next: concbench "):
                    self.assertRegex(text.split("\n\n")[0], rf"(?m)^{re.escape(key)}.")
                self.assertIn("\n## Remember\n", text)
                self.assertTrue(path.with_suffix(".cpp").read_text(encoding="utf-8").isascii())

    def test_a_number_and_next_lead_through_the_lessons(self):
        first, second = self.names()[:2]
        self.assertIn(self.title(first), self.learn("1", "--fast").stdout)
        self.assertIn(f"you took {first} last", " ".join(self.learn().stdout.split()))
        self.assertIn(self.title(second), self.learn("next", "--fast").stdout)

    @staticmethod
    def title(name):
        return (LESSONS / f"{name}.md").read_text(encoding="utf-8").split("\n")[0].removeprefix("# ")

    def test_source_prints_the_file_and_nothing_else(self):
        for words, suffix in ((["--source"], "cpp"), (["--source", "--python"], "py")):
            done = self.learn("gather", *words)
            self.assertEqual((done.returncode, done.stdout), (0, (LESSONS / f"gather.{suffix}").read_text(encoding="utf-8")))

    def test_python_is_shown_and_run_beside_it(self):
        done = self.learn("thread", "--python", "--run")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("import threading", done.stdout)
        self.assertRegex(done.stdout, r"C\+\+ +\d.*\n +Python +\d")

    def test_without_python3_the_lesson_goes_on(self):
        done = self.learn("thread", "--python", "--run", "--fast", env={"PATH": "/nowhere"})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("there is no python3", done.stdout)

    def test_what_is_wrong_is_said_in_one_line(self):
        for words, said in ((["gahter"], "there is no lesson 'gahter'; did you mean 'gather'"), (["0"], "there is no lesson 0"),
                            (["99999"], "numbered from 1 to"), (["--source"], "need the name of a lesson"),
                            (["gather", "--run"], "--run runs the program of --python"), (["all", "--source"], "prints one program")):
            with self.subTest(words):
                self.refuses("learn", *words, words=[said])

    def test_lines_fit_into_the_terminal_and_ascii_is_ascii(self):
        for columns in (60, 80, 120):
            done = self.learn("gather", "--python", "--ascii", env={"COLUMNS": str(columns)})
            self.assertTrue(done.stdout.isascii())
            for line in done.stdout.splitlines():
                self.assertLessEqual(len(line), columns, line)

    def test_ctrl_c_ends_the_lesson_and_its_program(self):
        running = subprocess.Popen([os.environ["CONCBENCH_BINARY"], "learn", "gather", "--fast"], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, env={**os.environ, **self.home})
        for line in running.stdout:
            if "starting" in line:
                break
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
        self.assertEqual((running.returncode, errors), (130, "concbench: interrupted\n"))

    def test_where_nothing_can_be_kept_nothing_is_said(self):
        done = self.learn("thread", "--fast", env={"XDG_STATE_HOME": "/proc/nowhere"})
        self.assertEqual((done.returncode, done.stderr), (0, ""))


# The bold names of the Python tutorial from which concbench grew.
TOPICS = """Single Thread Creation; Daemon Threads; Multiple Threads; Thread Joining; Basic Usage; Submit Method; Map Method; Context Management;
Sequential vs Concurrent; Real-world Benchmarks; Threading Benefits; Image Downloads; Network I/O; Error Handling; Context Managers;
Future Objects; Exception Handling; Resource Cleanup; Performance Measurement; Async Functions; Await Keyword; Event Loop; Coroutines;
Sequential Async; Concurrent Execution; Task Creation; As Completed; aiohttp Library; Session Management; Performance Benefits;
Async API Calls; Async File Operations; Database Operations; Web Scraping; Sequential Sync; Event Loop Management; Async Context Managers;
Semaphores; Queue Operations; Exception Groups; Memory Usage"""


class Page(harness.Program):
    """docs/tutorial.md is made from the lessons: scripts/make_tutorial."""
    page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")

    def test_every_lesson_is_on_the_page_as_it_is_in_its_files(self):
        for path in LESSONS.glob("*.md"):
            head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
            text, _, remember = body.partition("## Remember\n")
            with self.subTest(path.stem):
                for part in (head.split("\n")[0].replace("# ", "### ", 1), text.strip(), remember.strip(),
                             f"```cpp\n{path.with_suffix('.cpp').read_text(encoding='utf-8')}```"):
                    self.assertTrue(part in self.page, f"scripts/make_tutorial makes the page anew; it lacks: {part[:200]}")

    def test_every_topic_of_the_python_tutorial_has_a_lesson(self):
        for topic in " ".join(TOPICS.split()).split("; "):
            self.assertRegex(self.page, rf"(?m)^\| {re.escape(topic)} \| \[", topic)


if __name__ == "__main__":
    harness.main()
