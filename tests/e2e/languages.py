"""For the tests of scripts/workers: which languages are installed, and folders for PATH in which they are not."""
import atexit
import fcntl
import json
import os
import shutil
import subprocess
import tempfile

import harness

START = harness.ROOT / "scripts" / "workers" / "start"
SCENARIOS = ["sleep", "api-calls", "image-download", "file-io", "cpu-bound"]
# The program that each needs, and the Debian package that has it.
NEEDS = {"python": ("python3", "python3"), "node": ("node", "nodejs"), "go": ("go", "golang-go"), "rust": ("rustc", "rustc"),
         "java": ("javac", "default-jdk-headless")}
LIBRARIES = ("requests", "aiohttp", "aiofiles", "xxhash")
SMALL = {"sleep": ["-p", "delay=5ms"], "api-calls": ["-p", "delay=5ms"], "image-download": ["-p", "latency=5ms"],
         "file-io": ["-p", "size=20000"], "cpu-bound": ["-p", "tile=8"]}
SLEEP = ["-n", "9", "-c", "3", *SMALL["sleep"]]



def cache_of_tests():
    """A folder for what is compiled: beside the program, for all tests of a build, and not in the home of who runs them. Where it
    cannot be there, it lasts as long as this process."""
    beside = harness.BINARY.parent / "workers"
    try:
        beside.mkdir(exist_ok=True)
        (beside / "lock").touch()
        return str(beside)
    except OSError:
        made = tempfile.mkdtemp(prefix="e2e-cache-")
        atexit.register(shutil.rmtree, made, ignore_errors=True)
        return made


CACHE = cache_of_tests()


def path_of_tests():
    """PATH with the Python that has Debian's packages before others, as of pyenv."""
    return f"/usr/bin:{os.environ['PATH']}"


def missing(language):
    """What is not installed of a language, and its package; empty where all is there."""
    program, package = NEEDS[language]
    found = shutil.which(program, path=path_of_tests())
    if not found:
        return f"{program} is not installed: apt-get install {package}"
    if language != "python":
        return ""
    tried = subprocess.run([found, "-c", f"import {', '.join(LIBRARIES)}"], capture_output=True, text=True, check=False)
    return f"apt-get install {' '.join(f'python3-{name}' for name in LIBRARIES)}: {tried.stderr[-100:]}" if tried.returncode else ""


def started(language, path, text, cache=CACHE):
    """The worker's process with `text` as its spec, ended. Tests that run at the same time do not compile the same twice."""
    with open(f"{CACHE}/lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return subprocess.run([START, language, "worker"], input=text, capture_output=True, text=True,
                              env={**os.environ, "PATH": path, "XDG_CACHE_HOME": cache}, timeout=600, check=False)


def described(language, path):
    done = started(language, path, '{"protocol":1,"action":"describe"}')
    if done.returncode:
        raise AssertionError(f"{language} does not describe itself: {done.stderr}")
    return json.loads(done.stdout)


class WithLanguages(harness.Program):
    def environment(self, **changes):
        return super().environment(**{"PATH": path_of_tests(), "XDG_CACHE_HOME": CACHE, **changes})

    def need(self, language):
        """Skips the test where the language is not installed, and compiles its worker where it is the first."""
        if reason := missing(language):
            self.skipTest(reason)
        described(language, path_of_tests())

    def installed(self):
        """The languages that are installed, each compiled; skips the test where there is only one, and says what is missing."""
        found = [each for each in NEEDS if not missing(each)]
        if len(found) < 2:
            self.skipTest(" · ".join(reason for each in NEEDS if (reason := missing(each))))
        for each in found:
            described(each, path_of_tests())
        return found

    def runnable(self, cells):
        """Those that are not n/a. Only what is not installed may be n/a here, and it says what to install."""
        for cell in cells:
            if cell["status"] == "n/a":
                self.assertRegex(cell["reason"], "(apt-get|pip) install", f"{cell['scenario']} {cell['executor']}")
        return [cell for cell in cells if cell["status"] != "n/a"]

    def programs(self, **scripts):
        """A folder for PATH that has what a script of the shell needs, and `scripts`."""
        folder = self.folder / "programs"
        folder.mkdir()
        for name in ("sh", "cat", "cut", "dirname", "head", "mkdir", "mktemp", "mv", "readlink", "rm", "sha256sum", "stat", "touch", "tr"):
            (folder / name).symlink_to(shutil.which(name))
        for name, text in scripts.items():
            (folder / name).write_text("#!/bin/sh\n" + text)
            (folder / name).chmod(0o755)
        return str(folder)

    def answers(self, language, scenario, origin="", **spec):
        """By executor: what the worker answers to a spec that no manager has written; without those that are n/a."""
        given = {"protocol": 1, "action": "sample", "scenario": scenario, "params": {}, "tasks": 1, "concurrency": 1, "seed": 1,
                 "server": {"http": origin, "pid": 0}, "targets": [], "fixture": {}, "sample_folder": str(self.folder), **spec}
        found = {}
        for executor in described(language, path_of_tests())["executors"]:
            done = started(language, path_of_tests(), json.dumps({**given, "executor": executor}))
            self.assertEqual(done.returncode, 0, f"{executor}: {done.stderr}")
            answer = json.loads(done.stdout)
            if answer["status"] == "n/a":
                self.assertIn("apt-get install", answer["reason"], executor)
            else:
                found[executor] = answer
        self.assertGreaterEqual(len(found), 2, f"executors of {language}")
        return found

    def all_of(self, language, *arguments, code=0, **options):
        """Cells of concbench's own threads and of all executors of a worker."""
        report = self.sample(*arguments, "-e", f"threads,{language}:all", "--worker", language, code=code, **options)
        return report["cells"]
