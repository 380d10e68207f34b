"""Completion in the shells themselves: what a Tab makes of a command line, in bash, zsh and fish.

Bash and zsh run on a terminal of their own. Behind the Tab an X is typed, to see whether a space came before it, and the line is
turned into the arguments of printf: the shell itself says which words it holds.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import time

import harness

# What is typed after "concbench ", and the words that Tab makes of it: X is what is typed next.
LINES = [
    ("run --prof", ["run", "--profile", "X"]),
    ("run --profile=tu", ["run", "--profile=tutorial", "X"]),
    ("run --profile tu", ["run", "--profile", "tutorial", "X"]),
    ("li", ["list", "X"]),
    ("run web", ["run", "web-scrape", "X"]),
    ("run -e threads,fib", ["run", "-e", "threads,fibersX"]),
    ("run --executors=fib", ["run", "--executors=fibersX"]),
    ("run --baseline asy", ["run", "--baseline", "async-sequential", "X"]),
    ("run sleep -p de", ["run", "sleep", "-p", "delay=X"]),
    ("run -p api-calls.keepa", ["run", "-p", "api-calls.keepalive=X"]),
    ("run -p database.connections=wa", ["run", "-p", "database.connections=warm", "X"]),
    ("run sleep --sweep tas", ["run", "sleep", "--sweep", "tasks=X"]),
    ("run --urls serv", ["run", "--urls", "services of mine.txt", "X"]),
    ("run --urls=serv", ["run", "--urls=services of mine.txt", "X"]),
    ("compare rep", ["compare", "report.json", "X"]),
    ("run file-io -p dir=pic", ["run", "file-io", "-p", "dir=pictures/X"]),
    ("completion fi", ["completion", "fish", "X"]),
    ("man zz", ["man", "zzX"]),
]


class Terminal:
    """A shell on a pseudo-terminal."""

    def __init__(self, command, **options):
        self.terminal, other = pty.openpty()
        self.process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, start_new_session=True, **options)
        os.close(other)
        self.seen = ""

    def type(self, text):
        os.write(self.terminal, text.encode())

    def wait_for(self, pattern):
        """The next place in what the shell writes that matches."""
        deadline = time.monotonic() + harness.PATIENCE
        while not (found := re.search(pattern, self.seen)):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.terminal], [], [], left)[0]:
                raise AssertionError(f"waited in vain for {pattern!r} in {self.seen!r}")
            self.seen += os.read(self.terminal, 65536).decode(errors="replace")
        self.seen = self.seen[found.end():]
        return found

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)


class Completion(harness.Program):
    def setUp(self):
        super().setUp()
        (self.folder / "services of mine.txt").write_text("")
        (self.folder / "report.json").write_text("")
        (self.folder / "pictures").mkdir()
        self.path = f"{harness.BINARY.parent}:{os.environ['PATH']}"

    def needs(self, shell):
        if shutil.which(shell) is None:
            self.skipTest(f"{shell} is not installed: apt-get install {shell}")

    def script(self, shell):
        done = self.concbench("completion", shell)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        path = self.folder / f".completion.{shell}"
        path.write_text(done.stdout)
        return path

    def completes(self, shell, *set_up):
        """Every line, in an interactive shell that has been told `set_up`."""
        terminal = Terminal(shell, cwd=self.folder,
                            env=self.environment(PATH=self.path, TERM="dumb", HOME=str(self.folder), PS1="$ "))
        self.addCleanup(terminal.close)
        for each in set_up:
            terminal.type(each + "\n")
        terminal.type("printf '%s-%s\\n' set up\n")
        terminal.wait_for("set-up")
        for typed, expected in LINES:
            with self.subTest(shell[0], typed=typed):
                terminal.type(f"concbench {typed}\tX\x01printf '<%s>' \x05 end\n")
                words = terminal.wait_for(r"<concbench>((?:<[^<>]*>)*)<end>").group(1)
                self.assertEqual(re.findall("<([^<>]*)>", words), expected)

    def test_bash_completes_commands_options_values_and_files(self):
        self.needs("bash")
        self.completes(["bash", "--norc", "--noprofile", "-i"], "bind 'set bell-style none'", f"source {self.script('bash')}")

    def test_zsh_completes_commands_options_values_and_files(self):
        self.needs("zsh")
        self.completes(["zsh", "-f", "-i"], "unsetopt zle_bracketed_paste; bindkey -e; autoload -Uz compinit && compinit -u",
                       f"source {self.script('zsh')}")

    def test_fish_completes_commands_options_values_and_files(self):
        self.needs("fish")
        for typed, expected in LINES:
            with self.subTest("fish", typed=typed):
                done = subprocess.run(["fish", "--no-config", "-c", f"source {self.script('fish')}; complete -C $argv[1]", "concbench " + typed],
                                      cwd=self.folder, env=self.environment(PATH=self.path, HOME=str(self.folder)),
                                      capture_output=True, text=True, timeout=harness.PATIENCE)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                candidates = [line.split("\t")[0] for line in done.stdout.splitlines()]
                word = expected[-2] if expected[-1] == "X" else expected[-1].removesuffix("X")
                self.assertEqual(candidates, [] if word == "zz" else [word])

    def test_the_scripts_are_right_as_their_shells_read_them(self):
        for shell in ("bash", "zsh", "fish"):
            with self.subTest(shell):
                self.needs(shell)
                done = subprocess.run([shell, "-n", self.script(shell)], capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_words_are_read_up_to_zero_bytes(self):
        done = self.concbench("complete", input="run\0--profile=\0")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout.splitlines()[:2], ["words", "--profile="])


if __name__ == "__main__":
    harness.main()
