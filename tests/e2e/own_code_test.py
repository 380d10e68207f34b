"""The C++ package and the example of docs/your-own-code.md, as a new user has them: installed, found by CMake, built, checked and run, with
a real Redis server."""
import os
import shutil
import subprocess
import unittest
from pathlib import Path

import harness
from harness import BINARY, ROOT

EXAMPLE = ROOT / "tests" / "your_own_code"
BUILD = BINARY.parent


def missing():
    """Why it cannot be tried here; empty when it can."""
    if not (BUILD / "package" / "concbench-config.cmake").exists():
        return f"{BUILD} is no build folder with the package (a build with sanitizers has none)"
    for program, package in [("cmake", "cmake"), ("ninja", "ninja-build"), ("pkg-config", "pkg-config"), ("redis-server", "redis-server")]:
        if not shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"):
            return f"{program} is not installed: apt-get install {package}"
    if subprocess.run(["pkg-config", "--exists", "hiredis"], check=False).returncode != 0:
        return "hiredis is not installed: apt-get install libhiredis-dev"
    return ""


@unittest.skipIf(missing(), missing())
class OwnCode(harness.Program):
    def test_the_example_is_installed_for_built_checked_and_run(self):
        done = subprocess.run([EXAMPLE / "try.sh", BUILD], cwd=self.folder, env=self.environment(COLUMNS="100"), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=4 * harness.PATIENCE, check=False)
        self.assertEqual(done.returncode, 0, done.stderr[-4000:] + done.stdout[-2000:])
        self.assertEqual(done.stdout.splitlines()[-1], "all of it worked")
        self.assertIn("where the Redis server is", done.stdout)  # the list
        self.assertIn("nothing is wrong", done.stdout)  # check-worker
        for executor in ("mine:threads", "mine:callbacks", "mine:coroutines", "mine:striped"):
            self.assertRegex(done.stdout, rf"(?m)^{executor} +[0-9.]+ .s ")
        self.assertNotRegex(done.stdout, r"(?m)^mine:\S+ +(n/a|failed|INCORRECT)")


class Page(unittest.TestCase):
    def test_the_page_shows_lines_of_the_example_as_they_stand(self):
        page = (ROOT / "docs" / "your-own-code.md").read_text()
        there = "\n".join(path.read_text() for path in EXAMPLE.iterdir() if path.suffix in (".cpp", ".hpp", ".txt"))
        lines = {" ".join(line.split()) for line in there.splitlines()}
        flat = " ".join(there.split())
        shown = [" ".join(line.split()) for block in page.split("```cpp\n")[1:] for line in block.split("```")[0].splitlines()]
        self.assertGreater(len(shown), 30)
        for line in shown:
            if line and "…" not in line:
                with self.subTest(line=line):
                    self.assertTrue(line in lines or line in flat or line.replace("//", "///") in lines)


@unittest.skipIf(missing(), missing())
class Package(harness.Program):
    def configure(self, text, *options):
        source = self.folder / "source"
        source.mkdir(exist_ok=True)
        (source / "CMakeLists.txt").write_text(f"cmake_minimum_required(VERSION 3.25)\nproject(mine LANGUAGES CXX)\n{text}\n")
        return subprocess.run(["cmake", "-S", source, "-B", self.folder / "built", "-G", "Ninja", *options], env=self.environment(),
                              capture_output=True, text=True, timeout=2 * harness.PATIENCE, check=False)

    def install(self, *options):
        prefix = self.folder / "installed"
        subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix, *options], env=self.environment(), capture_output=True,
                       timeout=2 * harness.PATIENCE, check=True)
        return prefix

    def test_installs_headers_a_library_and_what_cmake_needs_and_nothing_else_of_the_project(self):
        prefix = self.install("--component", "development")
        files = {str(path.relative_to(prefix)) for path in prefix.rglob("*") if path.is_file()}
        headers = {each for each in files if each.startswith("include/concbench/")}
        self.assertIn("include/concbench/core/scenario.hpp", headers)
        others = {Path(each).name for each in files - headers}
        self.assertEqual({each for each in others if not each.startswith("concbench-targets")},
                         {"libconcbench_worker.a", "concbench-config.cmake", "concbench-config-version.cmake"})

    def test_is_found_in_its_version_and_not_in_another(self):
        prefix = self.install("--component", "development")
        version = self.concbench("--version").stdout.split()[1]
        good = self.configure(f"find_package(concbench {version} REQUIRED)", f"-DCMAKE_PREFIX_PATH={prefix}")
        self.assertEqual(good.returncode, 0, good.stderr)
        bad = self.configure("find_package(concbench 9.9 REQUIRED)", f"-DCMAKE_PREFIX_PATH={prefix}")
        self.assertNotEqual(bad.returncode, 0)
        self.assertIn("9.9", bad.stderr)

    def test_a_worker_without_sources_is_refused_in_words(self):
        prefix = self.install("--component", "development")
        done = self.configure("find_package(concbench REQUIRED)\nconcbench_add_worker(mine)", f"-DCMAKE_PREFIX_PATH={prefix}")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("name its source files after it", done.stderr)


if __name__ == "__main__":
    harness.main()
