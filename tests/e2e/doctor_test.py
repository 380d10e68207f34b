"""`concbench doctor` on this machine, whatever it is; and the noise floor that `run` records."""
import json
import os
import re
import resource
import signal
import subprocess
from pathlib import Path

import harness

SUBJECTS = {"cpus", "cpu-quota", "load", "swap", "governor", "turbo", "smt", "steal", "timer-slack", "clock-source",
            "huge-pages", "open-files", "threads", "io-uring"}


class Doctor(harness.Program):
    def doctor(self, *arguments, **options):
        done = self.concbench("doctor", *arguments, **options)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout

    def findings(self, *arguments, **options):
        told = json.loads(self.doctor("--no-run", "--json", *arguments, **options))
        return {each["subject"]: each for each in told["findings"]}

    def test_every_subject_is_told_and_what_is_not_fine_says_what_it_means(self):
        findings = self.findings()
        self.assertEqual(set(findings), SUBJECTS)
        for each in findings.values():
            self.assertIn(each["severity"], ["warning", "note", "unknown", "fine"])
            self.assertTrue(each["what"])
            if each["severity"] in ("warning", "note"):
                self.assertTrue(each["meaning"], each)

    def test_the_momentary_noise_is_measured_from_as_many_pairs_as_asked(self):
        noise = json.loads(self.doctor("--json", "-r", "7"))["noise"]
        self.assertEqual(len(noise["wall_ns"]), 7)
        self.assertGreater(noise["floor"], 0)
        self.assertEqual(noise["problem"], "")

    def test_the_text_names_the_momentary_noise_and_what_it_means(self):
        text = self.doctor("-r", "6")
        self.assertRegex(text, r"momentary noise\n[\d.]+ % from 6 pairs of sleep under thread-pool against itself")
        self.assertIn("cannot be believed", " ".join(text.split()))

    def test_without_a_run_there_is_no_momentary_noise(self):
        self.assertIn("not measured: --no-run was given", self.doctor("--no-run"))

    def test_a_lower_limit_of_open_files_is_noted_with_the_command_that_raises_it(self):
        finding = self.findings(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (512, 512)))["open-files"]
        self.assertEqual((finding["severity"], finding["what"]), ("note", "512"))
        self.assertIn("prlimit", finding["command"])

    def test_one_usable_cpu_is_noted(self):
        one = min(os.sched_getaffinity(0))
        finding = self.findings(preexec_fn=lambda: os.sched_setaffinity(0, {one}))["cpus"]
        self.assertEqual(finding["severity"], "note")
        self.assertRegex(finding["what"], r"^1 usable: \d+ online, affinity 1, ")

    def test_a_timer_slack_from_the_shell_is_found_and_its_command_corrects_it(self):
        found = "concbench doctor --no-run --json".replace("concbench", str(harness.BINARY))
        script = f"echo 1000 > /proc/$$/timerslack_ns && {found}"
        finding = self.findings_of_shell(script)["timer-slack"]
        self.assertEqual(finding["severity"], "warning")
        self.assertEqual(finding["what"], "1.00 µs instead of the usual 50.0 µs")
        corrected = self.findings_of_shell(f"echo 1000 > /proc/$$/timerslack_ns && {finding['command']} && {found}")
        self.assertEqual(corrected["timer-slack"]["what"], "50.0 µs, as usual")

    def findings_of_shell(self, script):
        done = subprocess.run(["sh", "-c", script], env=self.environment(), capture_output=True, text=True, check=True)
        return {each["subject"]: each for each in json.loads(done.stdout)["findings"]}

    def test_lines_fit_and_are_ascii_where_asked(self):
        for columns in (60, 80, 120):
            text = self.doctor("--no-run", "--ascii", env={"COLUMNS": str(columns)})
            self.assertTrue(text.isascii())
            for line in text.splitlines():
                if not re.match(r"  (\$|  )", line):  # a command's word is never cut
                    self.assertLessEqual(len(line), columns, line)

    def test_colours_are_there_when_asked_for_alone(self):
        self.assertNotIn("\033", self.doctor("--no-run"))
        self.assertIn("\033", self.doctor("--no-run", "--color", "always"))

    def test_ctrl_c_ends_it_with_what_it_has(self):
        process = self.start("doctor", "--rounds", "10000", "--json")
        harness.until(lambda: harness.children(process.pid, "worker"), "a worker")
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=harness.PATIENCE)
        self.assertEqual(process.returncode, 130)
        self.assertEqual({each["subject"] for each in json.loads(output)["findings"]}, SUBJECTS)

    def test_bad_usage_gets_one_line(self):
        self.refuses("doctor", "--rounds", "5", words=["--rounds", "'5'", "6 to 10000"])
        self.refuses("doctor", "sleep", words=["sleep"])
        self.refuses("doctor", "--jsn", words=["--jsn", "--json"])


class NoiseOfARun(harness.Program):
    def test_a_run_records_a_pair_in_each_round_for_those_who_compare_it(self):
        report = self.sample("sleep", "-n", "1", "-p", "delay=0s", "-e", "threads", "-r", "6")
        self.assertEqual(len(report["noise"]["wall_ns"]), 6)
        done = self.concbench("run", "sleep", "-n", "1", "-p", "delay=0s", "-e", "threads", "-r", "6")
        self.assertNotIn("noise floor", done.stdout)

    def test_a_run_of_too_few_rounds_takes_no_pair(self):
        report = self.sample("sleep", "-n", "1", "-p", "delay=0s", "-e", "threads", "-r", "5")
        self.assertEqual(report["noise"]["wall_ns"], [])

    def test_a_run_warns_of_what_doctor_warns_of(self):
        # On a machine where all is well there is still this one.
        worse = {"preexec_fn": lambda: Path("/proc/self/timerslack_ns").write_text("1000")}
        found = json.loads(self.concbench("doctor", "--no-run", "--json", **worse).stdout)["findings"]
        lasting = {each["subject"] for each in found if each["severity"] == "warning"} - {"load"}  # it comes and goes
        self.assertIn("timer-slack", lasting)
        report = self.sample("sleep", "-n", "1", "-e", "threads", **worse)
        self.assertLessEqual(lasting, {each["kind"] for each in report["warnings"]})


if __name__ == "__main__":
    harness.main()
