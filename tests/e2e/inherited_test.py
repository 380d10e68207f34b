"""What the program is started with: signals that are ignored, standard streams that are closed, slow or gone, limits; and what
it gives its workers of it. Nothing of that may end a run, nor leave anything behind."""
import fcntl
import json
import os
import pty
import resource
import signal
from pathlib import Path

import harness

SHORT = ["-e", "sequential,coroutines", "-n", "3", "-p", "delay=1ms", "-r", "1", "--warmup", "0"]


class Signals(harness.Program):
    def test_a_signal_that_was_ignored_at_the_start_does_not_end_a_run(self):
        for ignored in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):  # nohup ignores the first
            with self.subTest(signal=ignored.name):
                process = self.start("run", "sleep", "-e", "sequential", "-n", "1", "-p", "delay=1s", "-r", "1", "--warmup", "0",
                                     preexec_fn=lambda: signal.signal(ignored, signal.SIG_IGN))
                self.worker_of(process)
                process.send_signal(ignored)
                output, errors = process.communicate(timeout=harness.PATIENCE)
                self.assertEqual((process.returncode, errors), (0, ""))
                self.assertIn("sequential", output)

    def test_children_are_waited_for_also_where_their_ends_were_ignored_at_the_start(self):
        done = self.concbench("run", "sleep", *SHORT, preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN))
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_every_signal_that_asks_to_end_ends_the_run_with_what_there_is(self):
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGALRM, signal.SIGXCPU):
            with self.subTest(signal=each.name):
                exported = self.folder / "run.json"
                process = self.start("run", "sleep", "-e", "sequential", "-n", "1", "-p", "delay=20s", "-r", "1", "--warmup", "0",
                                     "--export-json", exported)
                self.worker_of(process)
                process.send_signal(each)
                process.communicate(timeout=harness.PATIENCE)
                self.assertEqual(process.returncode, 130)
                self.assertTrue(json.loads(exported.read_text())["plan"]["interrupted"])
                self.assertEqual(os.listdir(self.temporary), [])

    def worker_script(self, lines):
        script = self.folder / "worker.sh"
        script.write_text("#!/bin/sh\n" + lines + f'\nexec "{harness.BINARY}" worker\n')
        script.chmod(0o755)
        return ["--worker", f"mine={script}", "-e", "mine:sequential"]

    def test_workers_are_started_with_the_default_of_the_signals_that_the_manager_ignores(self):
        worker = self.worker_script(f"grep SigIgn /proc/self/status >'{self.folder}/ignored'")
        done = self.concbench("run", "sleep", *worker, *SHORT[2:])
        self.assertEqual(done.returncode, 0, done.stderr)
        ignored = int((self.folder / "ignored").read_text().split()[1], 16)
        for each in (signal.SIGPIPE, signal.SIGXFSZ):
            self.assertFalse(ignored & 1 << each - 1, each.name)


class Streams(harness.Program):
    def test_a_worker_has_its_spec_also_where_standard_input_is_closed(self):
        for closed in ([0], [1], [2], [0, 1], [0, 2], [0, 1, 2]):
            with self.subTest(closed=closed):
                exported = self.folder / "run.json"
                process = self.start("run", "sleep", "-q", "--export-json", exported, "--worker", f"old={harness.BINARY}",
                                     "-e", "sequential,old:sequential", *SHORT[2:], stdin=None, stdout=None, stderr=None,
                                     preexec_fn=lambda: [os.close(each) for each in closed])
                self.assertEqual(process.wait(harness.PATIENCE), 0)
                self.all_ok(json.loads(exported.read_text())["cells"])

    def test_a_report_that_cannot_be_printed_is_an_error(self):
        process = self.start("run", "sleep", *SHORT, stdout=None, preexec_fn=lambda: os.close(1))
        _, errors = process.communicate(timeout=harness.PATIENCE)
        self.assertEqual(process.returncode, 1)
        self.assertEqual(errors, "concbench: cannot write the report to standard output: Bad file descriptor\n")

    def test_a_full_disk_is_an_error_of_every_command_that_prints(self):
        for arguments in (["--help"], ["--version"], ["run", "--help"], ["list"], ["list", "--json"], ["doctor", "--no-run"],
                          ["serve"], ["explain", "sleep"], ["man"], ["completion", "bash"], ["run", "sleep", *SHORT]):
            with self.subTest(arguments=arguments), open("/dev/full", "w") as full:
                process = self.start(*arguments, stdout=full)
                _, errors = process.communicate(timeout=harness.PATIENCE)
                self.assertEqual(process.returncode, 1)
                self.assertRegex(errors, r"\Aconcbench: cannot write .* to standard output: No space left on device\n\Z")

    def test_a_reader_that_has_gone_is_no_error(self):
        for arguments in (["list"], ["--help"], ["run", "sleep", *SHORT]):
            with self.subTest(arguments=arguments):
                reader, writer = os.pipe()
                os.close(reader)
                process = self.start(*arguments, stdout=writer)
                os.close(writer)
                _, errors = process.communicate(timeout=harness.PATIENCE)
                self.assertEqual((process.returncode, errors), (0, ""))

    def test_standard_output_that_does_not_block_gets_all_of_a_report_from_a_slow_reader(self):
        reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        os.set_blocking(writer, False)
        process = self.start("run", "sleep", "-e", "sequential", "-n", "1", "-p", "delay=1ms", "-r", "12", "--warmup", "0",
                             "--format", "json", stdout=writer)
        os.close(writer)
        text = b""
        with open(reader, "rb") as pipe:
            while part := pipe.read(1000):
                text += part
        _, errors = process.communicate(timeout=harness.PATIENCE)
        self.assertEqual((process.returncode, errors), (0, ""))
        self.assertEqual(len(json.loads(text)["cells"][0]["samples"]), 12)
        self.assertGreater(len(text), 2 * 4096, "the pipe is hardly full once: this tests nothing")

    def test_a_reader_that_takes_nothing_holds_up_no_run_and_gets_all_of_the_report_in_the_end(self):
        reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        exported = self.folder / "run.json"
        process = self.start("run", "sleep", "noop", "fan-out", "cpu-bound", "-n", "3", "-p", "delay=1ms", "-r", "1", "--warmup", "0",
                             "--export-json", exported, stdout=writer)
        os.close(writer)
        def is_over():
            return exported.exists() and all(cell["samples"] for cell in json.loads(exported.read_text())["cells"])
        harness.until(is_over, "the export of all samples")
        with open(reader) as pipe:
            text = pipe.read()
        _, errors = process.communicate(timeout=harness.PATIENCE)
        self.assertEqual((process.returncode, errors), (0, ""))
        self.assertGreater(len(text), 4096, "all of it fits into the pipe: this tests nothing")
        for each in ("sleep", "noop", "fan-out", "cpu-bound", "summary"):
            self.assertRegex(text, f"(?m)^\\S+ {each}")

    def test_a_terminal_that_goes_away_does_not_end_a_run(self):
        terminal, inside = pty.openpty()
        exported = self.folder / "run.json"
        process = self.start("run", "sleep", "-e", "sequential", "-n", "1", "-p", "delay=300ms", "-r", "4", "--warmup", "0",
                             "--export-json", exported, stderr=inside)
        os.close(inside)
        self.assertIn(b"round 1 of 4", os.read(terminal, 4096))
        os.close(terminal)
        process.communicate(timeout=harness.PATIENCE)
        self.assertEqual(process.returncode, 0)
        self.assertEqual(len(json.loads(exported.read_text())["cells"][0]["samples"]), 4)

    def test_a_terminal_that_takes_nothing_holds_up_no_run(self):
        terminal, inside = pty.openpty()
        os.write(terminal, b"\x13")  # Ctrl-S: the terminal's output stops
        done = self.concbench("run", "sleep", *SHORT, stderr=inside)
        os.close(inside)
        os.close(terminal)
        self.assertEqual(done.returncode, 0)
        self.assertIn("coroutines", done.stdout)

    def test_a_run_of_over_half_a_minute_is_announced_where_there_is_no_terminal(self):
        process = self.start("run", "sleep", "-e", "sequential", "-n", "40", "-c", "1", "-p", "delay=1s", "-r", "1", "--warmup", "0")
        self.assertRegex(process.stderr.readline(), r"\Aconcbench: this may take up to \d+ s\n\Z")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=harness.PATIENCE)

    def test_no_time_is_announced_for_cells_that_cannot_be_run(self):
        done = self.concbench("run", "pipeline", "-n", "10000000", "-e", "sequential")  # one task at a time: no actors side by side
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"(?m)^sequential +n/a$")


class Names(harness.Program):
    """Names of files and folders are bytes, and need not be UTF-8."""

    def test_a_temporary_folder_with_any_name_will_do(self):
        for name in (b"tmp/\xff", b"tmp/relative"):
            os.mkdir(os.path.join(os.fsencode(self.folder), name))
            self.all_ok(self.cells("file-io", "-n", "2", "-e", "sequential,coroutines", env={"TMPDIR": os.fsdecode(name)}).values())
            os.rmdir(os.path.join(os.fsencode(self.folder), name))

    def test_files_with_any_names_are_read(self):
        pictures = os.fsencode(self.folder) + b"/fotos-\xe9"
        os.mkdir(pictures)
        for number in range(3):
            with open(pictures + b"/bild-\xfc%d" % number, "wb") as file:
                file.write(os.urandom(3000))
        report = self.sample("file-io", "-p", "op=read", "-p", "dir=" + os.fsdecode(pictures), "-e", "sequential,coroutines")
        self.all_ok(report["cells"])
        self.assertEqual(report["cells"][0]["params"]["dir"][-7:], "fotos-\ufffd")


class LeftOver(harness.Program):
    def test_the_folder_of_a_run_that_was_killed_is_removed_by_the_next(self):
        process = self.start("run", "sleep", "-e", "sequential", "-n", "1", "-p", "delay=20s", "-r", "1", "--warmup", "0")
        self.worker_of(process)
        process.kill()
        process.communicate(timeout=harness.PATIENCE)
        left, = self.temporary.iterdir()
        self.sample("sleep", *SHORT[:-4])
        self.assertTrue(left.exists(), "a young folder may be about to be claimed")
        os.utime(left, (0, 0))
        self.sample("sleep", *SHORT[:-4])
        self.assertFalse(left.exists())


class Limits(harness.Program):
    def test_a_limit_of_file_sizes_is_an_error_of_the_export_and_not_the_end(self):
        exported = self.folder / "run.json"
        process = self.start("run", "sleep", *SHORT, "--export-json", exported,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048)))
        output, errors = process.communicate(timeout=harness.PATIENCE)
        self.assertEqual(process.returncode, 1)
        self.assertIn("run.json': File too large", errors)
        self.assertIn("coroutines", output)
        self.assertEqual([each.name for each in self.folder.iterdir()], ["tmp"])

    def test_a_stack_that_is_too_small_is_refused_in_words(self):
        small = 64 * 1024
        self.refuses("run", "sleep", words=["stack", "128 KiB", "ulimit -Hs"],
                     preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK, (small, small)))


    def test_a_limit_of_the_address_space_is_named_by_every_model_that_it_refuses_a_thread(self):
        def limited():
            resource.setrlimit(resource.RLIMIT_STACK, (8 << 20, 8 << 20))
            resource.setrlimit(resource.RLIMIT_AS, (400_000 << 10, 400_000 << 10))
        pools = [each for each in ("thread-pool", "work-stealing") if each in self.available()]
        cells = self.cells("sleep", "-n", "60", "-e", ",".join(pools), code=1, preexec_fn=limited)
        self.every_cell(cells, "failed", "of 60 threads", "ulimit -v 400000", executors=pools)
        # Of 30 each may be had or not; that of none the process ends.
        done = self.concbench("run", "sleep", "-n", "30", "-e", ",".join(self.available()), "-r", "1", "--warmup", "0",
                              "--format", "json", preexec_fn=limited)
        self.assertLessEqual({each["status"] for each in json.loads(done.stdout)["cells"]}, {"ok", "failed"})

    def test_when_memory_runs_out_the_kernel_is_to_take_a_sample_first(self):
        process = self.start("run", "sleep", "-e", "sequential", "-n", "1", "-p", "delay=20s", "-r", "1", "--warmup", "0")
        manager, worker = [int(Path(f"/proc/{each}/oom_score_adj").read_text()) for each in (process.pid, self.worker_of(process))]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=harness.PATIENCE)
        self.assertEqual(worker, min(1000, manager + 500))


class TimerSlack(harness.Program):
    TASKS = 4

    def slacks(self, worker):
        """Of all threads of a worker and of its processes, in nanoseconds."""
        found = []
        for process in (worker, *(int(each) for each in Path(f"/proc/{worker}/task/{worker}/children").read_text().split())):
            found += [int(Path(f"/proc/{thread}/timerslack_ns").read_text()) for thread in os.listdir(f"/proc/{process}/task")]
        return found

    def test_a_slack_that_is_asked_for_is_that_of_every_thread_that_sleeps(self):
        if os.geteuid() != 0:
            self.skipTest("needs root, to read the timer slack of other processes")
        for executor, threads in (("sequential", 1), ("threads", 5), ("std-async", 5), ("thread-pool", 5), ("work-stealing", 4),
                                  ("loop-per-core", 1), ("coroutine-pool", 1), ("processes", 5)):
            if executor not in self.available():
                continue
            with self.subTest(executor=executor):
                process = self.start("run", "sleep", "-e", executor, "-n", self.TASKS, "-c", self.TASKS, "-p", "delay=60s",
                                     "-p", "slack=7ns", "-r", "1", "--warmup", "0", "--format", "json")
                worker = self.worker_of(process, executor)
                harness.until(lambda: self.all_have(worker, threads, 7), "the slack of all threads")
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=harness.PATIENCE)

    def all_have(self, worker, threads, slack):
        found = self.slacks(worker)
        return len(found) >= threads and set(found) == {slack}

    def test_a_note_says_where_it_weighs(self):
        noted = {}
        for arguments in (["-p", "delay=1ms"], ["-p", "delay=1ms", "-p", "slack=1ns"], ["-p", "delay=100ms"]):
            for name, cell in self.cells("sleep", "-n", "2", "-e", "sequential,threads,coroutines,callbacks,fibers", *arguments).items():
                noted.setdefault(" ".join(arguments), {})[name] = "its timer slack" in " ".join(cell["samples"][0]["notes"])
        self.assertEqual(noted["-p delay=1ms"], {"sequential": True, "threads": True, "coroutines": False, "callbacks": False, "fibers": False})
        for arguments in ("-p delay=1ms -p slack=1ns", "-p delay=100ms"):
            self.assertNotIn(True, noted[arguments].values())


class Colours(harness.Program):
    def test_the_variables_that_users_set_for_all_programs_are_kept(self):
        for variables, coloured in (({}, False), ({"FORCE_COLOR": "1"}, True), ({"CLICOLOR_FORCE": "1"}, True),
                                    ({"CLICOLOR_FORCE": "0"}, False), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)):
            with self.subTest(variables=variables):
                done = self.concbench("run", "sleep", *SHORT, env=variables)
                self.assertEqual("\x1b[" in done.stdout, coloured)


class Exports(harness.Program):
    def test_the_file_behind_standard_output_is_standard_output_under_any_name(self):
        for name in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "out.json"):
            with self.subTest(name=name), open(self.folder / "out.json", "w") as out:
                process = self.start("run", "sleep", *SHORT, "--export-json", name, stdout=out)
                process.communicate(timeout=harness.PATIENCE)
                self.assertEqual(process.returncode, 0)
                self.assertEqual(len(json.loads((self.folder / "out.json").read_text())["cells"]), 2)

    def test_a_pipe_that_the_shell_made_is_written(self):
        reader, writer = os.pipe()
        process = self.start("run", "sleep", *SHORT, "--export-json", f"/dev/fd/{writer}", pass_fds=[writer])
        os.close(writer)
        with open(reader) as pipe:
            self.assertEqual(len(json.load(pipe)["cells"]), 2)
        output, _ = process.communicate(timeout=harness.PATIENCE)
        self.assertEqual(process.returncode, 0)
        self.assertIn("coroutines", output)

    def test_standard_output_that_is_closed_takes_no_export(self):
        process = self.start("run", "sleep", *SHORT, "--export-json", "-", stdout=None, preexec_fn=lambda: os.close(1))
        _, errors = process.communicate(timeout=harness.PATIENCE)
        self.assertEqual((process.returncode, errors), (2, "concbench: cannot write the export '-': standard output is closed\n"))

    def test_a_dash_is_standard_output_which_then_holds_nothing_else(self):
        done = self.concbench("run", "sleep", *SHORT, "--export-json", "-")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(len(json.loads(done.stdout)["cells"]), 2)
        self.assertFalse((self.folder / "-").exists())
        self.refuses("run", "sleep", "--export-json", "-", "--export-csv", "-", words=["'-'", "same file"])
        self.refuses("run", "sleep", "--export-json", "-", "--format", "csv", words=["--format", "'-'"])

    def test_a_pipe_that_nobody_reads_is_refused_before_the_run(self):
        os.mkfifo(self.folder / "pipe")
        self.refuses("run", "sleep", "--export-json", "pipe", words=["'pipe'", "start its reader first"])

    def test_a_path_that_cannot_be_is_refused_in_words(self):
        for path, why in (("x" * 300, "File name too long"), ("x\n/y", "No such file or directory")):
            with self.subTest(path=path):
                self.refuses("run", "sleep", "--export-json", path, words=[why])


if __name__ == "__main__":
    harness.main()
