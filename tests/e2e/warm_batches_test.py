"""`-p warm=N`: batches of the same tasks that run in a sample's process before the one that is measured."""
import json

import harness


class WarmBatches(harness.Program):
    def test_every_scenario_has_them_but_database_which_says_why(self):
        report = self.sample("all", "--profile", "quick", "-e", "threads,coroutines", "-p", "warm=1")
        for cell in report["cells"]:
            if cell["scenario"] == "database":
                self.assertEqual(cell["status"], "n/a")
                self.assertIn("-p warm", cell["reason"])
            else:
                self.assertEqual((cell["status"], cell["reason"]), ("ok", ""), f"{cell['scenario']} {cell['executor']}")
                self.assertEqual(cell["params"]["warm"], "1")

    def test_they_leave_their_connections_and_are_in_no_count(self):
        work = ["api-calls", "-n", "4", "-e", "sequential", "-p", "delay=1ms"]
        cold, warm = (self.cells(*work, "-p", f"warm={batches}")["sequential"]["samples"][0] for batches in (0, 2))
        self.assertEqual((cold["counters"]["connections_opened"], warm["counters"]["connections_opened"]), (1, 0))
        self.assertEqual((cold["digest"], cold["tasks_ok"]), (warm["digest"], warm["tasks_ok"]))

    def test_processes_run_them_too(self):
        cell = self.cells("api-calls", "-n", "4", "-c", "1", "-e", "processes", "-p", "delay=1ms", "-p", "warm=2")["processes"]
        self.assertEqual((cell["status"], cell["samples"][0]["counters"]["connections_opened"]), ("ok", 0), cell["reason"])

    def test_the_programs_that_they_started_are_not_in_the_cpu_time_of_the_run(self):
        counting = "i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done"
        cell = self.cells("command", "-n", "2", "-c", "1", "-e", "processes", "-p", f"command={counting}", "-p", "shell=on",
                          "-p", "warm=5")["processes"]
        self.assertEqual(cell["status"], "ok", cell["reason"])
        sample = cell["samples"][0]
        # Six batches would be six times as much.
        self.assertLess(sample["cpu_user_ns"] + sample["cpu_system_ns"], 3 * sample["counters"]["commands_cpu_ns"])

    def test_a_command_that_writes_files_has_none(self):
        self.refuses("run", "command", "-n", "2", "-p", "command=touch {out}", "-p", "warm=1",
                     words=["no warm batches", "{out}"])

    def test_failed_tasks_in_them_are_told(self):
        cell = self.cells("api-calls", "-n", "20", "-e", "threads", "-p", "delay=1ms", "-p", "503-rate=30%", "-p", "warm=2",
                          "--allow-errors", "90%")["threads"]
        self.assertTrue(any("of 40 tasks of the warm batches failed" in note for note in cell["samples"][0]["notes"]),
                        cell["samples"][0]["notes"])

    def test_the_heading_and_the_report_have_them_only_where_there_are_some(self):
        for batches, words in ((0, "delay=1ms\n"), (3, "delay=1ms warm=3\n")):
            done = self.concbench("run", "sleep", "-n", "3", "-r", "1", "--warmup", "0", "-e", "threads", "-p", "delay=1ms", "-p",
                                  f"warm={batches}", "--export-json", "run.json")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(words, done.stdout)
            params = json.loads((self.folder / "run.json").read_text())["cells"][0]["params"]
            self.assertEqual(params.get("warm"), str(batches) if batches else None)

    def test_more_than_100_are_refused(self):
        self.refuses("run", "sleep", "-p", "warm=101", words=["warm", "101", "100"])


if __name__ == "__main__":
    harness.main()
