"""Bad usage: exit code 2, one line on standard error that names the thing, the value, what is allowed or what is near;
nothing on standard output, and nothing half-written."""
import re

import harness


class BadUsage(harness.Program):
    def test_unknown_names_are_named_with_the_nearest(self):
        for arguments, words in [
                (["run", "slep"], ["slep", "'sleep'"]),
                (["run", "sleep", "image-downlod"], ["image-downlod", "'image-download'"]),
                (["run", "zzzzzzzz"], ["zzzzzzzz", "sleep", "file-io"]),
                (["run", "sleep", "-e", "thread"], ["thread", "'threads'"]),
                (["run", "sleep", "-e", "threads,corutines"], ["corutines", "'coroutines'"]),
                (["run", "sleep", "-p", "dealy=1s"], ["dealy", "'delay'"]),
                (["run", "file-io", "-p", "delay=1s"], ["delay", "size"]),
                (["run", "noop", "-p", "nosuch=1"], ["'nosuch'", "known: warm\n"]),
                (["run", "all", "-p", "noop.nosuch=1"], ["'nosuch'", "known: warm\n"]),
                (["run", "sleep", "-p", "api-calls.delay=1s"], ["api-calls", "sleep"]),
                (["run", "all", "-p", "slep.delay=1s"], ["slep", "'sleep'"]),
                (["run", "--baselin", "threads"], ["--baselin", "'--baseline'"]),
                (["run", "-Z"], ["-Z"]),
                (["rnu"], ["rnu", "'run'"]),
                (["list", "scenario"], ["scenario"]),
                (["run", "--profile", "quik"], ["quik", "'quick'"]),
                (["run", "--format", "jsn"], ["jsn", "'json'"]),
                (["run", "--color", "sometimes"], ["sometimes", "always"]),
                (["run", "sleep", "--baseline", "serial"], ["serial"]),
        ]:
            with self.subTest(arguments=arguments):
                self.refuses(*arguments, words=words)

    def test_values_that_cannot_be_are_named_with_what_is_allowed(self):
        for arguments, words in [
                (["run", "-n", "0"], ["--tasks", "'0'", "1 to"]),
                (["run", "-n", "-1"], ["-1"]),
                (["run", "-n", "ten"], ["--tasks", "ten", "whole number"]),
                (["run", "-n", "1.5"], ["1.5"]),
                (["run", "-n", "99999999999999999999999"], ["99999999999999999999999"]),
                (["run", "image-download", "-n", "10001"], ["image-download", "10001", "10000"]),
                (["run", "-c", "0"], ["--concurrency", "'0'"]),
                (["run", "-r", "0"], ["--rounds", "'0'"]),
                (["run", "--seed", "x"], ["--seed", "x"]),
                (["run", "--timeout", "5"], ["--timeout", "'5'", "60s"]),
                (["run", "--timeout", "0s"], ["--timeout", "0s"]),
                (["run", "sleep", "-p", "delay"], ["delay", "key=value"]),
                (["run", "sleep", "-p", "=1s"], ["=1s", "key=value"]),
                (["run", "sleep", "-p", "delay="], ["delay", "''", "1h"]),
                (["run", "sleep", "-p", "delay=5"], ["delay", "'5'", "duration"]),
                (["run", "sleep", "-p", "delay=5 s"], ["5 s"]),
                (["run", "sleep", "-p", "delay=5parsecs"], ["5parsecs", "duration"]),
                (["run", "sleep", "-p", "delay=-1s"], ["-1s"]),
                (["run", "sleep", "-p", "delay=2h"], ["2h", "1h"]),
                (["run", "file-io", "-p", "size=64Kib"], ["64Kib", "64KiB"]),
                (["run", "file-io", "-p", "size=0"], ["size", "1B"]),
                (["run", "file-io", "-p", "op=move"], ["move", "read|write|copy"]),
                (["run", "api-calls", "-p", "error-rate=1.5"], ["error-rate", "1.5", "0 to 1"]),
                (["run", "api-calls", "-p", "error-rate=nan"], ["nan"]),
                (["run", "api-calls", "-p", "retries=21"], ["retries", "21", "20"]),
                (["run", "sleep", "-e", "threads", "--baseline", "sequential"], ["--baseline", "sequential", "threads"]),
                (["run", "api-calls", "-p", "delay=10s", "-p", "request-timeout=10s"], ["delay", "10s", "request-timeout"]),
        ]:
            with self.subTest(arguments=arguments):
                self.refuses(*arguments, words=words)

    def test_a_missing_command_or_value_is_named(self):
        self.refuses(words=["run", "list", "serve"])
        self.refuses("run", "-n", words=["--tasks"])
        self.refuses("run", "sleep", "-p", words=["--param"])

    def test_what_is_given_twice_or_is_too_much_is_named_in_words(self):
        self.refuses("run", "sleep", "-n", "2", "-n", "3", words=["--tasks was given more than once", "concbench run --help"])
        self.refuses("run", "sleep", "-n", words=["--tasks needs a value"])
        self.refuses("serve", "sleep", words=["'sleep' is one word too many", "concbench serve --help"])
        self.refuses("serve", "--prot", "8080", words=["unknown option '--prot'", "did you mean '--port'"])

    def test_an_unknown_option_is_named_without_its_value(self):
        for arguments, words in [(["run", "api-calls", "--hedaer=Authorization: Bearer S3cr3t"], ["'--hedaer'", "did you mean '--header'?"]),
                                 (["run", "api-calls", "--hedaer: S3cr3t"], ["'--hedaer'", "did you mean '--header'?"]),
                                 (["run", "api-calls", "-Z=S3cr3t"], ["'-Z'"]), (["--hedaer=S3cr3t"], ["before '--hedaer'"]),
                                 (["run", "sleep", "--tsaks=3"], ["'--tsaks'", "did you mean '--tasks'?"]),
                                 (["run", "sleep", "--delay=1s"], ["--delay is a parameter", "-p delay=VALUE"])]:
            with self.subTest(arguments=arguments):
                self.assertNotIn("S3cr3t", self.refuses(*arguments, words=words))

    def test_options_stand_behind_the_command(self):
        for before in (["--tasks", "3"], ["--tasks=3"]):
            self.refuses(*before, "run", "sleep", words=["--tasks is before the command", "concbench run --tasks"])
        self.refuses("-n", "3", "run", "sleep", words=["-n is before the command", "concbench run -n"])
        self.refuses("--tasks", "3", words=["a command is missing before '--tasks'", "run", "options are written after it"])

    def test_a_value_of_an_option_that_takes_none_is_refused_in_words(self):
        self.refuses("run", "sleep", "--quiet=maybe", words=["--quiet takes no value: write --quiet alone"])

    def options_with_a_value(self, command):
        """The long names of all options of `command` that take a value, from its help: flags have a gap after their name."""
        text = self.concbench(*command, "--help").stdout
        section = re.search(r"(?ims)^options:\n(.*?)\n(\n|\Z)", text)[1]
        return re.findall(r"(?m)^ {2,10}(?:-\w, *)?(--[\w-]+) \S", section)

    def test_an_empty_value_is_not_taken_for_none_by_any_option(self):
        # What is left of "$UNSET". Compared with '' a report would be compared with itself.
        for words, some in [("run", "--precision --budget --timeout --server --baseline --export-json --export-csv "
                                    "--export-markdown --export-bmf --export-benchmark-action --urls --ca --executors --tasks --worker --cpus --format"),
                              ("compare old.json", "--executors --fail-if --format --color"), ("advise run.json", "--format --export-html"),
                              ("cost", "--executors --max-tasks"),
                              ("doctor", "--rounds --color"), ("serve", "--host --port")]:
            command = words.split()
            found = self.options_with_a_value(command)
            self.assertLessEqual(set(some.split()), set(found))
            for name in found:
                with self.subTest(command=command, name=name):
                    self.refuses(*command, name, "", words=[f"{name} cannot be ''", "give it a value", "or leave it out"])
                    self.refuses(*command, f"{name}=", "sleep", words=[f"{name} cannot be ''", "give it a value"])

    def test_an_empty_name_or_file_is_not_taken_for_none(self):
        for arguments, name in [(["run", ""], "scenarios"), (["run", "sleep", ""], "scenarios"), (["compare", ""], "OLD"),
                                (["compare", "old.json", ""], "NEW"), (["list", ""], "what")]:
            with self.subTest(arguments=arguments):
                self.refuses(*arguments, words=[name])

    def test_a_value_in_brackets_is_refused_wherever_it_stands(self):
        # CLI11 makes a list of it for some options up to 2.4, for all since 2.6, and nothing of "[]": then all scenarios would run.
        for arguments, value in [(["run", "[]"], "[]"), (["run", "[sleep,noop]"], "[sleep,noop]"), (["run", "sleep", "-e", "[threads]"], "[threads]"),
                                 (["run", "sleep", "-e[threads,fibers]"], "[threads,fibers]"), (["run", "sleep", "-qe[]"], "[]"), (["run", "sleep", "-p", "[a,b]"], "[a,b]"),
                                 (["run", "sleep", "--executors=[]"], "[]"), (["run", "api-calls", "--url", "[::1]"], "[::1]"),
                                 (["compare", "[old.json,new.json]"], "[old.json,new.json]"), (["run", "sleep", "--export-json=[x]"], "[x]")]:
            with self.subTest(arguments=arguments):
                self.refuses(*arguments, words=[f"'{value}'", "brackets", f"'./{value}'"])

    def test_brackets_inside_a_value_are_its_own(self):
        report = self.folder / "[a,b].json"
        self.assertEqual(self.concbench("run", "sleep", "-n", "1", "-r", "1", "-e", "sequential", "-p", "delay=1ms",
                                        "--export-json", "./[a,b]", "--export-csv", report.name).returncode, 0)
        self.assertEqual({each.name for each in self.folder.iterdir()}, {"[a,b]", report.name, "tmp"})
        self.refuses("run", "custom", "-p", "steps=[a,b]", words=["steps", "'[a'"])

    def test_exports_are_checked_before_anything_runs(self):
        (self.folder / "here").mkdir()
        (self.folder / "file").write_text("")
        for kind in ("json", "csv", "markdown", "bmf", "benchmark-action"):
            for path in ("/nonexistent-folder/x", "here", "/proc/x", "file/x", "/"):
                with self.subTest(kind=kind, path=path):
                    self.refuses("run", "sleep", f"--export-{kind}", path, words=["export", f"'{path}'"])

    def test_an_export_of_a_refused_run_is_not_touched(self):
        old = self.folder / "run.json"
        old.write_text("old")
        self.refuses("run", "slep", "--export-json", old)
        self.assertEqual(old.read_text(), "old")

    def test_an_unknown_name_beside_all_is_refused_too(self):
        self.refuses("run", "all", "slepp", words=["slepp", "sleep"])
        self.refuses("run", "sleep", "-e", "all,corutines", words=["corutines", "coroutines"])

    def test_a_cold_cache_needs_a_file_for_each_task(self):
        (self.folder / "a").write_text("x")
        self.refuses("run", "file-io", "-n", "2", "-p", f"dir={self.folder}", "-p", "op=read", "-p", "cache=cold",
                     words=["cache=cold", "2 tasks", "1 file "])

    def test_two_exports_cannot_share_a_file(self):
        self.refuses("run", "sleep", "--export-json", "x", "--export-csv", "x", words=["'x'"])

    def test_two_exports_cannot_share_a_file_under_two_names_either(self):
        self.refuses("run", "sleep", "-n", "1", "-r", "1", "--export-json", "x", "--export-csv", "./x", words=["x"])

    def test_urls_are_checked_before_anything_runs(self):
        for url, words in [("", []), ("example", ["example"]), ("ftp://example.org/", ["ftp://example.org/", "http"]),
                           ("http://", ["host"]), ("http:///", ["host"]), ("http://h:0/", ["port"]), ("http://a b/", ["a b"]), ("http://[::1/", ["[::1"]),
                           ("http://u:p/w@h/", ["user", "***@h", "%2F"]), ("http://b\u00fccher.example/", ["xn--"]), ("file:///etc/passwd", ["scheme"])]:
            with self.subTest(url=url):
                self.refuses("run", "api-calls", "--url", url, words=words)
        self.refuses("run", "api-calls", "--server", "nowhere", words=["nowhere"])

    def test_a_port_above_65535_is_refused(self):
        self.refuses("run", "api-calls", "-r", "1", "--url", "http://127.0.0.1:99999/", words=["99999", "65535"])

    def test_url_lists_are_checked_before_anything_runs(self):
        urls = self.folder / "urls.txt"
        for text, words in [("", ["urls.txt", "empty"]), ("# only\n\n   \n# comments\n", ["urls.txt", "empty"]),
                            ("http://127.0.0.1/\nnonsense\n", ["urls.txt', line 2", "nonsense"]),
                            ("http://127.0.0.1/ x\n", ["urls.txt', line 1", "there is a space after 'http://127.0.0.1/'", "%20"])]:
            urls.write_text(text)
            with self.subTest(text=text):
                self.refuses("run", "api-calls", "--urls", urls, words=words)
        self.refuses("run", "api-calls", "--urls", "missing.txt", words=["missing.txt", "No such file"])

    def test_a_path_that_leads_nowhere_is_refused_in_words_by_every_option_that_reads(self):
        (self.folder / "file").write_text("x")
        (self.folder / "loop").symlink_to("loop")
        for path, why in (("missing", "No such file or directory"), ("missing/x", "No such file or directory"),
                          ("file/x", "Not a directory"), ("loop", "symbolic links"), ("n" * 256, "name too long")):
            for command in (["run", "api-calls", "--urls", path], ["run", "api-calls", "--url", "https://h/", "--ca", path],
                            ["run", "file-io", "-p", "op=read", "-p", f"dir={path}"],
                            ["run", "sleep", "--worker", f"x=./{path}"], ["compare", path]):
                said = self.refuses(*command, words=[path[:50], why])
                self.assertNotIn("filesystem error", said)

    def test_a_link_that_leads_in_a_circle_is_no_file_of_a_folder(self):
        (self.folder / "mine").mkdir()
        (self.folder / "mine" / "loop").symlink_to("loop")
        (self.folder / "mine" / "a").write_text("x")
        self.all_ok(self.cells("file-io", "-n", "1", "-e", "threads", "-p", "op=read", "-p", "dir=mine").values())

    def test_a_folder_is_not_a_list_of_urls(self):
        self.refuses("run", "api-calls", "--urls", self.folder, words=[str(self.folder)])

    def test_urls_need_a_scenario_that_takes_them(self):
        self.refuses("run", "sleep", "--url", "http://127.0.0.1/", words=["--url", "image-download", "api-calls"])

    def test_a_certificate_authority_must_be_one(self):
        not_pem = self.folder / "ca.pem"
        not_pem.write_text("hello")
        self.refuses("run", "api-calls", "--url", "https://127.0.0.1/", "--ca", not_pem, words=["--ca", "ca.pem", "PEM"])
        self.refuses("run", "api-calls", "--url", "https://127.0.0.1/", "--ca", "gone.pem", words=["gone.pem"])

    def test_an_empty_certificate_authority_is_refused_too(self):
        empty = self.folder / "ca.pem"
        empty.write_text("")
        self.refuses("run", "api-calls", "-r", "1", "--url", "https://127.0.0.1:1/", "--ca", empty, words=["ca.pem"])

    def test_folders_of_own_files_must_hold_some_and_are_never_written_to(self):
        (self.folder / "empty").mkdir()
        (self.folder / "file").write_text("x")
        self.refuses("run", "file-io", "-p", "op=read", "-p", "dir=nowhere", words=["nowhere"])
        self.refuses("run", "file-io", "-p", "op=read", "-p", "dir=empty", words=["empty", "no files"])
        self.refuses("run", "file-io", "-p", "op=read", "-p", "dir=file", words=["file"])
        self.refuses("run", "file-io", "-p", "op=write", "-p", f"dir={self.folder}", words=["dir", "op=write"])

    def test_a_cold_cache_needs_something_to_read(self):
        self.refuses("run", "file-io", "-p", "op=write", "-p", "cache=cold", words=["cache", "cold", "op=write"])

    def test_a_temporary_folder_that_is_not_there_is_named(self):
        self.refuses("run", "sleep", "-n", "1", "-r", "1", words=["TMPDIR", "/nonexistent-folder"],
                     env={"TMPDIR": "/nonexistent-folder"})


if __name__ == "__main__":
    harness.main()
