"""The scenario `command`: real programs, what they write, how they end, and that none of them is left."""
import errno
import os
import shutil
import signal
import stat

import harness
import system_calls
from harness import until


class OwnPrograms(harness.Program):
    def lines(self, *lines, name="inputs.txt"):
        """A file with these inputs, given as bytes."""
        path = self.folder / name
        path.write_bytes(b"".join(each + b"\n" for each in lines))
        return path

    def files(self, count):
        """Some files, and a list of their paths."""
        folder = self.folder / "own"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.txt").write_text(f"{number}\n" * (number + 1))
        return self.lines(*(str(folder / f"{number}.txt").encode() for number in range(count)))

    def script(self, text, name="program"):
        path = self.folder / name
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def run_command(self, command, *arguments, code=0, **options):
        return self.cells("command", "-p", f"command={command}", *map(str, arguments), code=code, **options)

    def test_every_executor_runs_real_programs_with_equal_answers(self):
        cells = self.run_command("sha256sum {in}", "--inputs", self.files(9), "-e", "all")
        self.assertEqual(list(cells), self.available())
        self.all_ok(cells.values())
        self.assertEqual(len({cell["samples"][0]["digest"] for cell in cells.values()}), 1)
        for name, cell in cells.items():
            self.assertEqual(cell["tasks"], 9, name)
            self.assertEqual(cell["samples"][0]["tasks_ok"], 9, name)
            self.assertGreater(cell["samples"][0]["counters"]["commands_cpu_ns"], 0, name)

    def test_cpu_time_and_memory_of_programs_are_counted_under_every_executor(self):
        work = self.script("i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done\n"
                           "exec python3 -c \"x = b'x' * (100 << 20)\"\n")
        cells = self.run_command(work, "-n", 2, "-c", 2, "-e", "all")
        self.all_ok(cells.values())
        for name, cell in cells.items():
            sample = cell["samples"][0]
            counted = sample["counters"]
            used = sample["cpu_user_ns"] + sample["cpu_system_ns"]
            self.assertGreater(counted["commands_cpu_ns"], 20_000_000, name)
            self.assertGreater(used, counted["commands_cpu_ns"], name)
            self.assertGreater(counted["command_peak_rss_bytes"], 100 << 20, name)
            self.assertLess(counted["command_peak_rss_bytes"], 200 << 20, name)

    def test_the_cpu_time_of_short_programs_is_exact_under_every_executor(self):
        for name, cell in self.run_command("true", "-n", 20, "-e", "all").items():
            sample = cell["samples"][0]
            self.assertGreater(sample["cpu_user_ns"] + sample["cpu_system_ns"], sample["counters"]["commands_cpu_ns"], name)

    def test_programs_with_less_memory_than_the_worker_have_no_figure_but_a_note(self):
        for name, cell in self.run_command("true", "-n", 2).items():
            sample = cell["samples"][0]
            self.assertNotIn("command_peak_rss_bytes", sample["counters"], name)
            self.assertIn("no command took more memory than", " ".join(sample["notes"]), name)

    def test_each_line_is_a_task_and_lines_are_taken_in_turn(self):
        inputs = self.lines(b"one", b"two")
        self.assertEqual(self.run_command("echo", "--inputs", inputs)["threads"]["tasks"], 2)
        many = self.run_command("echo", "--inputs", inputs, "-n", 5)["threads"]
        self.all_ok([many])
        self.assertEqual(many["tasks"], 5)

    def test_inputs_come_from_standard_input_too(self):
        cells = self.run_command("echo {}", "--inputs", "-", input="a\nb\nc\n")
        self.all_ok(cells.values())
        self.assertEqual(cells["coroutines"]["tasks"], 3)

    def test_inputs_that_are_no_text_reach_the_program_byte_for_byte(self):
        odd = b"caf\xe9 \xff'\"$(x)\t*"
        (self.folder / os.fsdecode(odd)).write_bytes(b"content")
        for shell in ("off", "on"):
            cells = self.run_command("cat {in}", "--inputs", self.lines(odd), "-e", "all", "-p", f"shell={shell}")
            self.all_ok(cells.values())
        bad = self.run_command("cat {in}", "--inputs", self.lines(b"no\xfffile"), code=1)
        self.every_cell(bad, "failed", "ended with exit code 1", "cat:")

    def test_a_shell_runs_pipes_and_variables_where_one_is_asked_for(self):
        cells = self.run_command("sort -n {in} | uniq -c | wc -l > $RESULT; cat $RESULT; rm $RESULT", "-p", "shell=on", "-c", 1,
                                 "--inputs", self.files(3), env={"RESULT": str(self.folder / "result")})
        self.all_ok(cells.values())

    def test_a_failure_is_told_with_the_first_line_of_its_errors(self):
        self.every_cell(self.run_command("false", "-n", 2, code=1), "failed", "the command ended with exit code 1")
        cells = self.run_command("ls /no/such/file", "-n", 2, code=1, env={"LC_ALL": "C"})
        self.every_cell(cells, "failed", "exit code 2: ls: cannot access '/no/such/file': No such file or directory")
        noisy = self.script("printf '\\033[31mred\\033[0m\\nmore\\n' >&2; exit 7")
        for cell in self.run_command(noisy, "-n", 1, code=1).values():
            self.assertRegex(cell["reason"], r"exit code 7: \S*red\S*$")
            self.assertNotIn("\x1b", cell["reason"])

    def test_a_signal_is_told_by_its_name(self):
        cells = self.run_command("kill -9 $$", "-p", "shell=on", "-n", 2, "-e", "all", code=1)
        self.every_cell(cells, "failed", "the command was killed by signal 9 (Killed)", executors=self.available())

    def test_exit_codes_that_are_right_can_be_named(self):
        self.all_ok(self.run_command("grep -q root {}", "--inputs", self.lines(b"/etc/passwd", b"/dev/null"),
                                     "-p", "exit-codes=0,1").values())

    def test_a_time_out_kills_what_the_command_started_as_well(self):
        cells = self.run_command("sleep 1000 & sleep 1000; echo never", "-p", "shell=on", "-p", "task-timeout=100ms", "-n", 3,
                                 "-e", "all", code=1)
        self.every_cell(cells, "failed", "longer than task-timeout=100ms", executors=self.available())
        self.assertEqual(harness.processes(self.mark), [])

    def test_a_command_that_ends_leaves_nothing_in_its_group(self):
        self.all_ok(self.run_command("sleep 1000 & echo words", "-p", "shell=on", "-n", 3, "-e", "all").values())
        self.assertEqual(harness.processes(self.mark), [])

    def test_output_that_differs_is_incorrect_unless_it_is_ignored(self):
        differs = "cat /proc/self/stat"
        self.every_cell(self.run_command(differs, "-n", 2, code=1), "incorrect", "tasks 1 and 2 ran the same command",
                        "-p output=ignore")
        one = self.run_command(differs, "-n", 1, "-e", "threads,coroutines", code=1)
        self.assertIn("incorrect", {cell["status"] for cell in one.values()})
        self.all_ok(self.run_command(differs, "-n", 2, "-p", "output=ignore").values())

    def test_files_of_out_are_deleted_or_go_where_the_user_says(self):
        inputs = self.files(3)
        before = sorted(self.folder.rglob("*"))
        self.all_ok(self.run_command("gzip -nc {in} > {out}.gz", "-p", "shell=on", "--inputs", inputs).values())
        self.assertEqual(sorted(self.folder.rglob("*")), before)
        kept = self.folder / "kept"
        self.all_ok(self.run_command("cp {in} {out}", "--inputs", inputs, "-p", f"out={kept}", "-r", 2).values())
        self.assertEqual({each.name: each.read_text() for each in kept.iterdir()},
                         {"0000001-0.txt": "0\n", "0000002-1.txt": "1\n1\n", "0000003-2.txt": "2\n2\n2\n"})
        self.refuses("run", "command", "-p", "command=cp {in} {out}", "--inputs", inputs, "-p", f"out={kept}",
                     words=["it has files, and nothing of yours is overwritten"])

    def test_a_command_that_writes_no_out_is_incorrect(self):
        self.every_cell(self.run_command("true {out}", "-n", 2, code=1), "incorrect", "task 1 ended well and wrote no {out}")

    def test_two_thousand_inputs_stay_bounded(self):
        inputs = self.lines(*(f"{number}".encode() for number in range(2_000)))
        for name in ("coroutines", "thread-pool"):
            cell = self.run_command("true {}", "--inputs", inputs, "-c", 4, "-p", "output=ignore", "-e", name, "--timeout", "10min")[name]
            self.all_ok([cell])
            sample = cell["samples"][0]
            self.assertEqual(sample["tasks_ok"], 2_000, name)
            self.assertLessEqual(sample["peak_tasks"], 4, name)
            self.assertLess(sample["rss_increase_bytes"], 8 << 20, name)

    def test_how_many_at_once_can_be_swept(self):
        report = self.sample("command", "-p", "command=echo {#}", "-n", "8", "--sweep", "concurrency=1,2,4", "-e", "threads,coroutines")
        self.all_ok(report["cells"])
        self.assertEqual({cell["concurrency"] for cell in report["cells"]}, {1, 2, 4})

    def test_ctrl_c_leaves_no_child_behind(self):
        own_group = self.script("exec bash -c 'set -m; sleep 1000 & wait'")  # its job has a process group of its own
        for executor in self.available():
            with self.subTest(executor):
                process = self.start("run", "command", "-p", f"command={own_group}", "-n", "3", "-c", "3", "-e", executor)
                until(lambda: sum(harness.arguments_of(each)[:1] == ["sleep"] for each in harness.processes(self.mark)) >= 1,
                      "a command")
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=harness.PATIENCE)
                self.assertEqual(process.returncode, 130)
                until(lambda: not harness.processes(self.mark), "the end of all", seconds=5)

    def test_a_run_that_is_killed_takes_its_commands_with_it(self):
        process = self.start("run", "command", "-p", "command=sleep 1000", "-n", "2", "-e", "coroutines")
        until(lambda: any(harness.arguments_of(each)[:1] == ["sleep"] for each in harness.processes(self.mark)), "a command")
        process.kill()
        until(lambda: not harness.processes(self.mark), "the end of all", seconds=20)
        for each in self.temporary.iterdir():  # SIGKILL: the next run would remove it
            shutil.rmtree(each)

    def test_it_is_left_out_of_all_unless_a_command_is_given(self):
        small = ["run", "all", "-n", "1", "-e", "sequential", "-r", "1", "--warmup", "0", "--profile", "quick", "--format", "csv"]
        self.assertNotIn("\ncommand,", self.concbench(*small).stdout)
        self.assertIn("command", self.concbench(*small, "-p", "command=true").stdout)

    def test_what_cannot_be_run_is_refused_before_anything_is(self):
        inputs = self.lines(b"a")
        zero = self.folder / "zero"
        zero.write_bytes(b"a\nb\0c\n")
        empty = self.folder / "empty"
        empty.touch()
        for arguments, words in (
                (["command"], ["command needs a program", "-p command="]),
                (["command", "-p", "command=no-such-program {#}"], ["there is no program 'no-such-program' in PATH"]),
                (["command", "-p", "command=./no/such"], ["cannot run './no/such'", "No such file"]),
                (["command", "-p", f"command={inputs}"], ["cannot run", "Permission denied"]),
                (["command", "-p", "command=echo {}"], ["--inputs FILE"]),
                (["command", "-p", "command=sort a > b"], ["'>'", "-p shell=on", "character 8"]),
                (["command", "-p", "command=echo 'a"], ["not closed", "character 6"]),
                (["command", "-p", "command=true", "-p", "exit-codes=300"], ["exit-codes", "'300'", "0 to 255"]),
                (["command", "-p", "command=true", "-p", "out=x"], ["{out} is not in the command"]),
                (["command", "-p", "command=cat", "--inputs", self.folder / "none"], ["cannot read the inputs", "No such file"]),
                (["command", "-p", "command=cat", "--inputs", empty], ["are empty"]),
                (["command", "-p", "command=cat", "--inputs", zero], ["line 2", "zero byte"]),
                (["sleep", "--inputs", inputs], ["--inputs", "command"])):
            with self.subTest(arguments):
                self.refuses("run", *arguments, words=words)

    def test_a_kernel_without_process_descriptors_is_told(self):
        system_calls.needs_filters()
        cells = self.run_command("true", "-n", 1, preexec_fn=system_calls.refuse_newer_than_4_18(errno.ENOSYS))
        self.every_cell(cells, "n/a", "pidfd", "Linux", "5.3")

    def test_another_output_is_another_answer(self):
        cells = self.run_command("printf abc", "-n", 1, "-e", "sequential,threads")
        other = self.run_command("printf abd", "-n", 1, "-e", "sequential,threads")
        self.assertEqual(cells["sequential"]["samples"][0]["digest"], cells["threads"]["samples"][0]["digest"])
        self.assertNotEqual(cells["sequential"]["samples"][0]["digest"], other["threads"]["samples"][0]["digest"])


if __name__ == "__main__":
    harness.main()
