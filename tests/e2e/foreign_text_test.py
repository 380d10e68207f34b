"""What others wrote (parameters, folders, workers, servers, URL lists), in every output: it is shown, and it does nothing."""
import csv
import html.parser
import json
import shutil
import subprocess
import sys

import harness

MARKUP = r"a|b\|c <b>x</b> `k` *s* [l](http:) ![i](x) www.e.example ~~d~~ # 1"
CONTROL = "\x1b[31mred\x1b]0;title\x07\r\n\x9b1m\u202e\x00end"

# A worker whose one executor fails with a reason, a note and last words that are up to no good.
WORKER = '''
import json, os, sys
spec = json.load(sys.stdin)
text = json.loads(os.environ["TEXT"])
if spec["action"] == "describe":
    print(json.dumps({"executors": ["bad", "dies"], "scenarios": ["sleep"]}))
elif spec["executor"] == "dies":
    sys.exit(text)
else:
    sample = {"status": "failed", "wall_ns": 5000000, "tasks_ok": 0, "tasks_failed": spec["tasks"], "notes": [text],
              "errors": [{"reason": text, "count": spec["tasks"]}], "digest": "0000000000000001"}
    print(json.dumps({"status": "failed", "reason": text, "sample": sample}))
'''


class Page(html.parser.HTMLParser):
    """The elements of a page, the rows of its tables, and the lines of its paragraphs and lists."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.rows, self.texts, self.lines = set(), [], [], []
        self.in_cell = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        if tag in ("p", "li", "table"):
            self.lines.append("")
        if tag == "table":
            self.rows.append([])
        if tag == "tr":
            self.rows[-1].append([])
        if tag in ("td", "th"):
            self.rows[-1][-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag):
        self.in_cell = self.in_cell and tag not in ("td", "th")

    def handle_data(self, data):
        self.texts.append(data)
        if self.in_cell:
            self.rows[-1][-1][-1] += data
        elif self.lines:
            self.lines[-1] += data


class ForeignText(harness.Program):
    def setUp(self):
        super().setUp()
        script = self.folder / "worker.py"
        script.write_text(WORKER)
        self.worker = ["--worker", f"w={sys.executable} {script}", "-e", "sequential,w:bad,w:dies"]

    def run_bad_worker(self, text, *options):
        """Exit code 1: its cells fail."""
        done = self.concbench("run", "sleep", "-n", "2", "-r", "1", "--warmup", "0", "-p", "delay=1ms", *self.worker, *options,
                              env={"TEXT": json.dumps(text)})
        self.assertEqual(done.returncode, 1, done.stderr)
        return done

    def rendered(self, markdown):
        """As GitHub renders it; raw HTML would be let through."""
        if not shutil.which("cmark-gfm"):
            self.skipTest("cmark-gfm is not installed: apt-get install cmark-gfm")
        done = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink"], input=markdown,
                              capture_output=True, text=True, check=True)
        page = Page(done.stdout)
        self.assertLessEqual(page.elements, {"h1", "h2", "p", "ul", "li", "strong", "code", "table", "thead", "tbody", "tr", "td", "th"})
        for table in page.rows:
            self.assertEqual({len(row) for row in table}, {len(table[0])}, table)
        return page

    def has_line(self, page, start, text):
        """Whether the text is whole within the line that starts so, and no other text is beside it that its signs made."""
        found = [line.strip() for line in page.lines if line.startswith(start)]
        self.assertTrue(any(text in line and "\n" not in line for line in found), page.lines)

    def test_markdown_of_a_run_shows_a_reason_in_one_line_below_the_table(self):
        page = self.rendered(self.run_bad_worker(MARKUP, "--format", "markdown").stdout)
        (row,) = [row for row in page.rows[0] if row[0] == "w:bad"]
        self.assertIn("FAILED", row[1])
        self.has_line(page, "w:bad: FAILED", MARKUP)

    def test_markdown_of_a_sweep_shows_it_as_it_is(self):
        page = self.rendered(self.run_bad_worker(MARKUP, "--format", "markdown", "--sweep", "concurrency=1,2").stdout)
        self.assertIn(MARKUP, "".join(page.texts))

    def folder_report(self):
        """A report of reading a folder with such a name; names of parameters are cut after 32 characters."""
        folder = self.folder / r"|<i>\|`*_~"
        folder.mkdir()
        (folder / "file").write_bytes(b"x" * 100)
        exported = self.folder / "run.json"
        done = self.concbench("run", "file-io", "-p", "op=read", "-p", f"dir={folder.name}", "-e", "sequential,threads", "-n", "2",
                              "-r", "1", "--warmup", "0", "--export-json", exported, "--format", "markdown")
        self.assertEqual(done.returncode, 0, done.stderr)
        return folder.name, exported, done.stdout

    def test_markdown_of_a_comparison_keeps_a_parameter_within_the_line_above_its_table(self):
        name, exported, _ = self.folder_report()
        done = self.concbench("compare", exported, exported, "--format", "markdown")
        self.assertEqual(done.returncode, 0, done.stderr)
        page = self.rendered(done.stdout)
        self.assertEqual([row[0] for row in page.rows[0]], ["executor", "sequential", "threads"])
        self.has_line(page, "2 tasks", f"dir={name}")

    def test_markdown_shows_a_parameter_above_the_table_and_in_the_command(self):
        name, _, text = self.folder_report()
        page = self.rendered(text)
        self.assertEqual([row[0] for row in page.rows[0]], ["executor", "sequential", "threads"])
        self.has_line(page, "2 tasks", f"dir={name}")
        self.has_line(page, "concbench run file-io -p op=read", f"dir={name}")

    def test_no_control_character_reaches_a_terminal_from_a_worker(self):
        for options in ([], ["--format", "markdown"], ["--format", "csv"], ["--verbose", "--color", "never"]):
            with self.subTest(options=options):
                done = self.run_bad_worker(CONTROL, *options)
                for output in (done.stdout, done.stderr):
                    self.assertEqual([each for each in output if each != "\n" and not each.isprintable()], [])
                    self.assertNotIn("title", output)
                self.assertIn("red", done.stdout)

    def test_no_control_character_reaches_a_terminal_from_the_name_of_a_folder(self):
        folder = self.folder / "x\x1b[31m\x07\ny"
        folder.mkdir()
        (folder / "file").write_bytes(b"x" * 100)
        for options in ([], ["--format", "markdown"], ["--format", "csv"], ["--sweep", "tasks=1,2"]):
            with self.subTest(options=options):
                tasks = [] if "--sweep" in options else ["-n", "1"]
                done = self.concbench("run", "file-io", "-p", "op=read", "-p", f"dir={folder}", "-e", "sequential", *tasks, "-r", "1",
                                      "--warmup", "0", *options)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertEqual([each for each in done.stdout if each != "\n" and not each.isprintable()], [])

    def test_an_error_shows_every_byte_of_what_it_refuses_and_stays_short(self):
        self.refuses("run", "sleep", "-p", "delay=\x1b[31m", words=["'\\x1B[31m'", "a duration"])
        self.refuses("run", "\x1b]0;x\x07", words=["'\\x1B]0;x\\x07'"])
        self.refuses("list", "\u202etxt", words=["'\\xE2\\x80\\xAEtxt'"])
        self.refuses("run", "sleep", "--worker", "\x1b[0m=x", words=["'\\x1B[0m=x'"])
        for arguments in (["compare", "\x1b[1m"], ["serve", "--host", "\x1b[1m"], ["man", "\x1b[1m"],
                          ["run", "file-io", "-p", "op=read", "-p", "dir=\x1b[1m"]):
            self.refuses(*arguments, words=["'\\x1B[1m'"])
        for arguments in (["-p", "delay=" + "9" * 100_000], ["-p", "x" * 100_000], ["--worker", "x" * 100_000 + "=y"]):
            self.assertLess(len(self.refuses("run", "sleep", *arguments)), 1000)
        listed = self.folder / "urls"
        listed.write_bytes(b"http://a/\nhttp://\x1b[31m/\xff" + b"x" * 100_000)
        self.assertLess(len(self.refuses("run", "api-calls", "--urls", listed, words=["line 2", "\\x1B"])), 1000)

    def test_no_cell_of_text_in_csv_is_a_formula(self):
        for text in ("=cmd|' /C calc'!A0", "+1", "-1", "@sum"):
            with self.subTest(text=text):
                rows = list(csv.DictReader(self.run_bad_worker(text, "--format", "csv").stdout.splitlines()))
                (row,) = [each for each in rows if each["executor"] == "w:bad"]
                for column in ("reason", "errors", "notes"):
                    self.assertTrue(row[column].startswith("'" + text), row[column])
                self.assertEqual(row["wall_ns"], "5000000")


if __name__ == "__main__":
    harness.main()
