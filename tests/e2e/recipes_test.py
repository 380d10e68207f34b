"""The README's pandas and R recipes, run as they stand there on a CSV with holes: cells that failed, that cannot be, and digests of digits."""
import json
import re
import shutil
import statistics
import subprocess
import sys

import harness

README = (harness.ROOT / "README.md").read_text()


def recipe(language):
    return re.search(rf"```{language}\n(.*?)```", README, re.DOTALL).group(1)


class Recipes(harness.Program):
    def setUp(self):
        super().setUp()
        # noop has no server, pipeline cannot be sequential, and what is refused has no time.
        done = self.concbench("run", "noop", "pipeline", "api-calls", "-n", "20", "-r", "3", "--warmup", "0", "-e",
                              "sequential,threads", "--format", "json", "--export-csv", "run.csv", "--url", "http://127.0.0.1:1/")
        self.report = json.loads(done.stdout)
        self.assertEqual({cell["status"] for cell in self.report["cells"]}, {"ok", "n/a", "failed"})

    def medians(self):
        return {(cell["scenario"], cell["executor"]): statistics.median(each["wall_ns"] for each in cell["samples"])
                for cell in self.report["cells"] if cell["status"] == "ok"}

    def run_recipe(self, command, language):
        done = subprocess.run([*command, "-"], input=recipe(language), cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def check(self, printed):
        numbers = {float(word) for word in printed.split() if re.fullmatch(r"[0-9.e+]+", word)}
        for median in self.medians().values():
            self.assertTrue(any(abs(number - median) <= 1e-3 * median for number in numbers), f"{median} is not in {printed}")

    def test_pandas_gives_the_medians_of_the_cells_that_are_ok(self):
        if subprocess.run([sys.executable, "-c", "import pandas"], capture_output=True).returncode != 0:
            self.skipTest("pandas is missing: apt-get install python3-pandas")
        self.check(self.run_recipe([sys.executable], "python"))
        types = subprocess.run([sys.executable, "-"], cwd=self.folder, capture_output=True, text=True, timeout=120, input=(
            "import pandas\nruns = pandas.read_csv('run.csv', keep_default_na=False, na_values=[''])\n"
            "print(runs.wall_ns.dtype, runs.digest.dropna().map(type).unique(), sorted(runs.status.unique()))")).stdout
        self.assertEqual(types.split()[0], "float64")
        self.assertIn("'str'", types)
        self.assertIn("'n/a'", types)

    def test_r_gives_the_medians_of_the_cells_that_are_ok(self):
        if shutil.which("Rscript") is None:
            self.skipTest("Rscript is missing: apt-get install r-base-core")
        self.check(self.run_recipe(["Rscript"], "r"))


class Columns(harness.Program):
    def header(self, *arguments):
        done = self.concbench("run", *arguments, "-r", "1", "--warmup", "0", "--format", "csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.splitlines()[0]

    def test_every_export_has_the_same_columns(self):
        columns = self.header("noop", "-e", "threads", "-n", "2")
        for scenario in json.loads(self.concbench("list", "scenarios", "--json").stdout)["scenarios"]:
            with self.subTest(scenario=scenario["name"]):
                required = scenario["required_parameter"]
                given = ["-p", f"{required}=true"] if required else []
                self.assertEqual(self.header(scenario["name"], *given, "-e", "threads,coroutines", "-n", "2"), columns)


if __name__ == "__main__":
    harness.main()
