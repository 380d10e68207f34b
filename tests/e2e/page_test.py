"""Pages of real runs: made by `run` and by `report`, whole by themselves, and as a browser shows them."""
import html.parser
import json
import os
import re
import shutil
import subprocess
import unittest

import harness

SMALL = ["-e", "sequential,threads,coroutines", "-r", "6", "--warmup", "0", "-q"]
CHROMIUM = shutil.which("chromium")


class Page(html.parser.HTMLParser):
    """What stands in a page: how many of each element, and elements that were left open."""

    def __init__(self, text):
        super().__init__()
        self.counts, self.open = {}, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag != "meta":  # the only one here that has no end
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.counts[tag] = self.counts.get(tag, 0) + 1

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> after {self.open}"
        self.open.pop()


class Pages(harness.Program):
    def page(self, *words):
        done = self.concbench("run", *words, "--export-html", "page.html")
        self.assertEqual(done.returncode, 0, done.stderr)
        text = (self.folder / "page.html").read_text(encoding="utf-8")
        found = Page(text)
        self.assertEqual(found.open, [])
        return text, found

    def test_a_run_has_a_page_with_its_charts(self):
        text, found = self.page("sleep", "noop", *SMALL, "-n", "5", "-p", "delay=2ms")
        self.assertGreaterEqual(found.counts["svg"], 2 * 5)
        self.assertGreaterEqual(found.counts["table"], 2)
        self.assertNotIn("script", found.counts)
        self.assertNotIn("src=", text)
        self.assertLess(len(text), 2_000_000)

    def test_a_sweep_has_curves_and_an_open_loop_has_percentiles(self):
        _, found = self.page("sleep", *SMALL, "-p", "delay=1ms", "--sweep", "tasks=1,20")
        self.assertGreaterEqual(found.counts["polyline"], 2 * 3)
        text, _ = self.page("api-calls", "-e", "threads,coroutines", "-r", "2", "-q", "--rate", "200/s", "-n", "40", "-p", "delay=1ms")
        self.assertIn("latency by percentile", text)

    def test_a_saved_report_gives_the_page_and_the_text_of_its_run(self):
        ran = self.concbench("run", "sleep", "-e", "sequential,threads", "-r", "2", "-n", "3", "-p", "delay=1ms",
                               "--export-json", "run.json", "--export-html", "run.html")
        self.assertEqual(self.concbench("report", "run.json").stdout, ran.stdout)
        self.concbench("report", "run.json", "--export-html", "again.html")
        self.assertEqual((self.folder / "again.html").read_text(encoding="utf-8"),
                         (self.folder / "run.html").read_text(encoding="utf-8"))
        self.assertEqual(json.loads(self.concbench("report", "run.json", "--format", "json").stdout),
                         json.loads((self.folder / "run.json").read_text()))

    def test_what_is_no_report_gives_one_line_and_no_page(self):
        whole = self.sample("sleep", "-e", "sequential", "-n", "1", "-p", "delay=1ms")
        later = dict(whole, schema_version=999)
        empty = dict(whole, cells=[dict(cell, samples=[]) for cell in whole["cells"]])
        texts = {"none.json": "hello", "cut.json": json.dumps(whole)[:-20], "later.json": json.dumps(later), "empty.json": json.dumps(empty)}
        for name, text in texts.items():
            with self.subTest(name):
                (self.folder / name).write_text(text)
                self.refuses("report", name, "--export-html", "page.html", words=[name])

    def two_reports(self):
        """Two runs of the same work under other executors, and what each has of it by itself."""
        for name, executors in (("a.json", "sequential,threads"), ("b.json", "sequential,coroutines")):
            done = self.concbench("run", "sleep", "-e", executors, "-r", "6", "--warmup", "0", "-q", "-n", "3", "-p", "delay=1ms",
                                  "--export-json", name)
            self.assertEqual(done.returncode, 0, done.stderr)
        return {name: self.concbench("report", name).stdout for name in ("a.json", "b.json")}

    def test_two_reports_stand_side_by_side_with_the_figures_that_each_has_by_itself(self):
        alone = self.two_reports()
        done = self.concbench("report", "a.json", "b.json", "--export-html", "both.html", "--export-markdown", "both.md")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        html = (self.folder / "both.html").read_text(encoding="utf-8")
        self.assertEqual(Page(html).open, [])
        texts = {"text": self.concbench("report", "a.json", "b.json").stdout, "Markdown": (self.folder / "both.md").read_text(encoding="utf-8"),
                 "HTML": html}
        for name, sign, executor in (("a.json", "A", "threads"), ("b.json", "B", "coroutines")):
            time = re.search(rf"^{executor} +([\d.]+ \S+) ", alone[name], re.MULTILINE).group(1)
            for kind, text in texts.items():
                with self.subTest(kind, name=name):
                    self.assertRegex(text, rf"{executor}\W.*?{sign}\W.*?{re.escape(time)}")
        self.assertRegex(texts["text"], r"(?m)^threads +B +not in this report$")
        self.assertIn("concbench compare OLD NEW", texts["text"])

    def test_the_same_report_twice_has_two_names(self):
        self.two_reports()
        text = self.concbench("report", "a.json", "a.json").stdout
        self.assertRegex(text, r"(?m)^A +a\.json, ")
        self.assertRegex(text, r"(?m)^B +a\.json, ")
        self.assertIn("Program and machine are the same in all of them, and so is what was asked of all scenarios.", text)

    def test_what_cannot_stand_side_by_side_gives_one_line_and_no_page(self):
        self.two_reports()
        (self.folder / "none.json").write_text("hello")
        self.sample("sleep", "-e", "threads", "-p", "delay=1ms", "--sweep", "tasks=1,2", "--export-json", "sweep.json")
        self.sample("api-calls", "-e", "threads", "--rate", "200/s", "-n", "5", "-p", "delay=1ms", "--export-json", "open.json")
        page = ["--export-html", "page.html"]
        self.refuses("report", "a.json", "none.json", *page, words=["none.json"])
        self.refuses("report", "a.json", "gone.json", *page, words=["gone.json"])
        self.refuses("report", "a.json", "sweep.json", *page, words=["sweep.json", "sweep"])
        self.refuses("report", "a.json", "open.json", *page, words=["a.json", "open.json", "rate none, then 200/s"])
        self.refuses("report", *["a.json"] * 9, *page, words=["at most 8 reports"])
        self.refuses("report", "a.json", "b.json", "--export-csv", "both.csv", words=["csv", "one report only"])
        self.refuses("report", "a.json", "b.json", "--format", "json", words=["json", "one report only"])
        self.refuses("report", "a.json", "b.json", "--verbose", words=["--verbose", "one report"])

    def shown_without_a_complaint(self, name, *options):
        """The page as a browser has it."""
        shown = subprocess.run([CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={self.folder}/browser",
                                "--enable-logging=stderr", *options, "--dump-dom", f"file://{self.folder}/{name}"],
                               capture_output=True, text=True, timeout=harness.PATIENCE,
                               env={**os.environ, "HOME": str(self.folder)}, check=True)
        self.assertNotIn("CONSOLE", shown.stderr)
        shutil.rmtree(self.folder / "browser", ignore_errors=True)
        return shown.stdout

    @unittest.skipUnless(CHROMIUM, "chromium is not installed")
    def test_a_browser_shows_it_without_a_complaint(self):
        self.page("sleep", "noop", *SMALL, "-n", "5", "-p", "delay=2ms")
        self.assertGreaterEqual(len(re.findall("<svg", self.shown_without_a_complaint("page.html"))), 2 * 5)

    @unittest.skipUnless(CHROMIUM, "chromium is not installed")
    def test_a_browser_shows_several_reports_without_a_complaint(self):
        self.two_reports()
        self.concbench("report", "a.json", "b.json", "--export-html", "both.html")
        shown = self.shown_without_a_complaint("both.html")
        self.assertGreaterEqual(len(re.findall("<svg", shown)), 2 + 4, "two signs, and time, memory, CPU, speedup")

    @unittest.skipUnless(CHROMIUM, "chromium is not installed")
    def test_pages_of_long_names_are_no_wider_than_a_phone(self):
        self.two_reports()
        name = "a_report_whose_name_is_much_longer_than_a_line_on_a_phone.json"
        shutil.copy(self.folder / "a.json", self.folder / name)
        self.concbench("compare", name, "b.json", "--export-html", "compared.html")
        self.concbench("report", name, "b.json", "--html", "both.html")
        for page in ["compared.html", "both.html"]:
            (self.folder / "phone.html").write_text(
                f'<!DOCTYPE html><title>w</title><p id="wide"></p><iframe src="{page}" width="390" height="800" frameborder="0" onload="'
                "const page = this.contentDocument.documentElement; document.getElementById('wide').textContent = page.scrollWidth - page.clientWidth\"></iframe>")
            shown = self.shown_without_a_complaint("phone.html", "--allow-file-access-from-files")
            self.assertIn('<p id="wide">0</p>', shown, page)


if __name__ == "__main__":
    harness.main()
