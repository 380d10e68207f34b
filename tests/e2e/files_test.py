"""`file-io`, also on a user's own files, and what `image-download` saves."""
import errno
import hashlib
import os
import shutil
import subprocess
import tempfile

import harness
import system_calls
from harness import EXECUTORS

SHARED_MEMORY = "/dev/shm"


def tmpfs():
    """A temporary folder on a tmpfs."""
    if not os.path.ismount(SHARED_MEMORY) or not os.access(SHARED_MEMORY, os.W_OK):
        raise harness.unittest.SkipTest(f"there is no tmpfs at {SHARED_MEMORY}")
    return tempfile.TemporaryDirectory(dir=SHARED_MEMORY)


def fingerprint(folder):
    """Everything about the files below a folder that a reader must not change."""
    return {str(each.relative_to(folder)): (each.stat().st_mtime_ns, each.stat().st_ctime_ns, each.stat().st_size,
                                            each.stat().st_mode, hashlib.sha256(each.read_bytes()).hexdigest())
            for each in sorted(folder.rglob("*")) if each.is_file() and not each.is_symlink()}


class FileIo(harness.Program):
    def work(self, *arguments, **options):
        return self.cells("file-io", *arguments, **options)

    def settled(self, cells):
        """All ok; skips where the file system cannot drop its cache."""
        if all(cell["status"] == "n/a" and "cannot be dropped" in cell["reason"] for cell in cells.values()):
            self.skipTest(next(iter(cells.values()))["reason"])
        self.all_ok(cells.values())

    def test_every_operation_works_with_and_without_fsync(self):
        for op in ("read", "write", "copy"):
            for fsync in ("on", "off"):
                with self.subTest(op=op, fsync=fsync):
                    self.all_ok(self.work("-n", "3", "-p", f"op={op}", "-p", f"fsync={fsync}", "-p", "size=5000B").values())

    def test_a_cold_cache_works_for_what_reads(self):
        for op in ("read", "copy"):
            for fsync in ("on", "off"):
                cells = self.work("-n", "3", "-p", f"op={op}", "-p", f"fsync={fsync}", "-p", "size=5000B", "-p", "cache=cold")
                self.settled(cells)
                for cell in cells.values():
                    self.assertIn("cold", " ".join(cell["samples"][0]["notes"]))

    def test_a_file_system_without_a_cache_to_drop_is_not_applicable(self):
        with tmpfs() as folder:
            cells = self.work("-n", "1", "-p", "cache=cold", env={"TMPDIR": folder})
            self.every_cell(cells, "n/a", "tmpfs")

    def test_files_of_many_sizes_around_the_chunk_work(self):
        for size in (1, 7, 131071, 131072, 131073, 300000):
            for op in ("write", "copy"):
                with self.subTest(size=size, op=op):
                    self.all_ok(self.work("-n", "2", "-p", f"op={op}", "-p", f"size={size}").values())

    def test_all_executors_have_the_same_answers(self):
        digests = {cell["samples"][0]["digest"] for cell in self.work("-n", "4", "-p", "size=1KiB").values()}
        self.assertEqual(len(digests), 1)

    def engine_of(self, *arguments, executor="coroutines", **options):
        """What is told of how the coroutines of a run did their file work."""
        cells = self.work("-n", "2", "-e", executor, "-p", "size=8KiB", *arguments, **options)
        self.all_ok(cells.values())
        return " ".join(cells[executor]["samples"][0]["notes"])

    def has_io_uring(self):
        return "through io_uring" in self.engine_of()

    def test_the_engine_of_coroutines_can_be_chosen_and_is_told(self):
        for work in ([], ["-p", "op=read", "-p", "block=4KiB"]):
            self.assertIn("on a pool: engine=offload", self.engine_of("-p", "engine=offload", *work))
            if self.has_io_uring():
                self.assertIn("through io_uring", self.engine_of("-p", "engine=io_uring", *work))
                self.assertIn("through io_uring", self.engine_of("-p", "engine=auto", *work))

    def test_where_io_uring_is_refused_a_pool_takes_its_place_unless_it_was_asked_for(self):
        system_calls.needs_filters()
        refused = system_calls.refuse(system_calls.IO_URING_SETUP, errno.EPERM)
        self.assertRegex(self.engine_of(preexec_fn=refused), "on a pool: (io_uring is refused|built without)")
        self.refuses("run", "file-io", "-p", "engine=io_uring", words=["engine=io_uring", "io_uring", "engine=offload"],
                     preexec_fn=refused)

    def test_a_ring_that_is_refused_when_it_is_made_leaves_the_work_to_a_pool_unless_it_was_asked_for(self):
        system_calls.needs_filters()
        if not self.has_io_uring():
            self.skipTest("there is no io_uring here")
        self.assertRegex(self.engine_of(preexec_fn=system_calls.refuse_large_rings),
                         r"all file work on a pool: the io_uring of a loop was refused \(Cannot allocate memory\)")
        cell = self.work("-n", "2", "-e", "coroutines", "-p", "engine=io_uring", code=1,
                         preexec_fn=system_calls.refuse_large_rings)["coroutines"]
        self.assertEqual(cell["status"], "failed")
        self.assertIn("cannot make an io_uring: Cannot allocate memory", cell["reason"])

    def test_all_engines_have_the_same_answers(self):
        for work in (["-p", "op=copy"], ["-p", "op=read", "-p", "block=1KiB"]):
            digests = {self.work("-n", "9", "-p", "size=300000", "-e", "coroutines", "-p", f"engine={engine}",
                                 *work)["coroutines"]["samples"][0]["digest"] for engine in ("auto", "offload")}
            self.assertEqual(len(digests), 1)

    def test_strands_do_all_file_work_on_a_pool_and_say_so(self):
        self.assertRegex(self.engine_of(executor="coroutine-pool"),
                         "^all file work on a pool: (io_uring is (for the coroutines|refused)|built without)")

    def own_files(self):
        folder = self.folder / "own"
        (folder / "deep" / "er").mkdir(parents=True)
        for index in range(5):
            (folder / "deep" / f"file {index}").write_bytes(os.urandom(1000 * index + 1))
        (folder / "deep" / "er" / "empty").touch()
        (folder / "odd\nname ü").write_bytes(b"x" * 200_000)
        (folder / "link").symlink_to("/etc/passwd")
        return folder

    def test_own_files_are_read_or_copied_and_never_changed(self):
        folder = self.own_files()
        before = fingerprint(folder)
        names = sorted(str(each) for each in folder.rglob("*"))
        for op in ("read", "copy"):
            cells = self.work("-p", f"op={op}", "-p", f"dir={folder}")
            self.all_ok(cells.values())
            self.assertEqual({cell["tasks"] for cell in cells.values()}, {7})
        self.assertEqual(fingerprint(folder), before)
        self.assertEqual(sorted(str(each) for each in folder.rglob("*")), names)

    def test_own_files_are_read_cold(self):
        folder = self.own_files()
        before = fingerprint(folder)
        self.settled(self.work("-p", "op=read", "-p", "cache=cold", "-p", f"dir={folder}"))
        self.assertEqual(fingerprint(folder), before)

    def test_tasks_cycle_through_own_files(self):
        cells = self.work("-n", "20", "-p", "op=copy", "-p", f"dir={self.own_files()}")
        self.all_ok(cells.values())
        self.assertEqual({cell["tasks"] for cell in cells.values()}, {20})

    def test_what_no_task_reads_is_not_looked_at(self):
        folder = self.folder / "own"
        folder.mkdir()
        (folder / "a").write_bytes(b"x" * 5000)
        with open(folder / "b", "wb") as large:
            os.truncate(large.fileno(), 1 << 40)  # sparse: reading it would take minutes
        for op in ("read", "copy"):
            self.all_ok(self.work("-n", "1", "-p", f"op={op}", "-p", f"dir={folder}").values())
        self.all_ok(self.work("-n", "3", "-p", "op=read", "-p", "block=4KiB", "-p", f"dir={folder}").values())

    def test_a_file_that_cannot_be_read_is_named(self):
        folder = self.own_files()
        closed = folder / "closed"
        closed.write_bytes(b"x")
        closed.chmod(0)
        options = {}
        if os.geteuid() == 0:  # whom no mode keeps out
            # Somebody else may not be let into the folder of the build.
            options.update(user=65534, executable=shutil.copy(harness.BINARY, self.folder))
            for each in (self.folder, self.temporary):
                each.chmod(0o777)
        self.every_cell(self.work("-p", "op=read", "-p", f"dir={folder}", code=1, **options), "failed",
                        f"cannot read '{closed}': Permission denied")

    def test_a_folder_may_be_named_relative_to_where_the_program_is_started(self):
        self.own_files()
        self.all_ok(self.work("-p", "op=read", "-p", "dir=own").values())

    def test_a_sparse_read_of_a_file_that_shrinks_is_no_crash(self):
        folder = self.folder / "own"
        folder.mkdir()
        (folder / "log").write_bytes(b"x" * 1000)
        os.mkfifo(folder / "pipe")  # would block for ever if it were opened
        self.all_ok(self.work("-p", "op=read", "-p", f"dir={folder}").values())


class Blocks(harness.Program):
    def work(self, *arguments, **options):
        return self.cells("file-io", "-p", "op=read", *arguments, **options)

    def test_blocks_of_one_file_are_read_with_the_same_answers_under_all_executors(self):
        cells = self.work("-n", "300", "-p", "block=4KiB", "-p", "size=1MiB")
        self.all_ok(cells.values())
        self.assertEqual(len({cell["samples"][0]["digest"] for cell in cells.values()}), 1)
        self.assertEqual({cell["tasks"] for cell in cells.values()}, {300})

    def test_blocks_need_not_divide_their_file(self):
        for block, size in ((1, 1), (7, 20), (1000, 1999), (4096, 4097), (300_000, 700_000)):
            with self.subTest(block=block, size=size):
                self.all_ok(self.work("-n", "20", "-p", f"block={block}", "-p", f"size={size}").values())

    def test_another_seed_reads_other_blocks(self):
        digests = {self.work("-n", "20", "-e", "threads", "-p", "block=4KiB", "-p", "size=1MiB", "--seed", seed)
                   ["threads"]["samples"][0]["digest"] for seed in ("1", "2")}
        self.assertEqual(len(digests), 2)

    def test_blocks_of_own_files_are_read_and_the_files_never_changed(self):
        folder = self.folder / "own"
        (folder / "deep").mkdir(parents=True)
        for size in (0, 999, 1000, 12_345):
            (folder / "deep" / f"{size}").write_bytes(os.urandom(size))
        before = fingerprint(folder)
        cells = self.work("-n", "50", "-p", "block=1000B", "-p", f"dir={folder}")
        self.all_ok(cells.values())
        self.assertEqual({cell["tasks"] for cell in cells.values()}, {50})
        self.assertEqual(len({cell["samples"][0]["digest"] for cell in cells.values()}), 1)
        self.assertEqual(fingerprint(folder), before)

    def test_a_cold_cache_works_for_more_blocks_than_files(self):
        cells = self.work("-n", "20", "-p", "block=4KiB", "-p", "size=1MiB", "-p", "cache=cold")
        for cell in cells.values():
            if "cannot be dropped" in cell["reason"]:
                self.skipTest(cell["reason"])
        self.all_ok(cells.values())

    def test_direct_reads_go_past_the_cache_and_have_the_same_answers(self):
        how = ("-n", "40", "-p", "block=4KiB", "-p", "size=100000")  # ends within a block
        cells = self.work(*how, "-p", "direct=on")
        for cell in cells.values():
            if "no direct I/O" in cell["reason"]:
                self.skipTest(cell["reason"])
        self.all_ok(cells.values())
        buffered = self.work(*how)["sequential"]["samples"][0]["digest"]
        for cell in cells.values():
            self.assertEqual(cell["samples"][0]["digest"], buffered)
            self.assertIn("direct", " ".join(cell["samples"][0]["notes"]))

    def test_a_file_system_without_direct_reads_is_not_applicable(self):
        with tmpfs() as folder:
            cells = self.work("-n", "1", "-p", "block=4KiB", "-p", "direct=on", env={"TMPDIR": folder})
            self.every_cell(cells, "n/a", "direct=on", "tmpfs", folder)

    def test_what_cannot_be_read_in_blocks_is_refused(self):
        folder = self.folder / "own"
        folder.mkdir()
        (folder / "small").write_bytes(b"x" * 10)
        for arguments, words in ((["op=copy", "block=4KiB"], ["block=4KiB", "op=read", "op=copy"]),
                                 (["op=read", "block=1MiB", "size=64KiB"], ["block=1MiB", "size=64KiB"]),
                                 (["op=read", "block=11B", f"dir={folder}"], [str(folder), "11B"]),
                                 (["op=read", "direct=on"], ["direct=on", "block="]),
                                 (["op=read", "block=5000B", "direct=on"], ["direct=on", "4KiB", "5000B"])):
            with self.subTest(arguments):
                self.refuses("run", "file-io", *[word for each in arguments for word in ("-p", each)], words=words)


class Saving(harness.Program):
    def saved(self):
        folder = self.folder / "saved"
        return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}

    def test_each_executor_saves_all_images_in_a_folder_of_its_own(self):
        self.all_ok(self.cells("image-download", "-n", "3", "-p", "save=saved", "-p", "latency=0s").values())
        saved = self.saved()
        self.assertEqual(set(saved), {f"{executor}/{id}.png" for executor in EXECUTORS for id in range(3)})
        for executor in EXECUTORS:
            for id in range(3):
                self.assertEqual(saved[f"{executor}/{id}.png"], saved[f"sequential/{id}.png"])
                self.assertTrue(saved[f"{executor}/{id}.png"].startswith(b"\x89PNG"))

    def test_several_rounds_and_repeated_targets_save_over_the_same_files(self):
        server = self.pages({"/a.png": b"a" * 100_000, "/b.png": b"b"})
        self.all_ok(self.cells("image-download", "--url", server.origin + "/a.png", "--url", server.origin + "/b.png", "-n",
                               "10", "-r", "2", "-p", "save=saved").values())
        self.assertEqual(self.saved(), {f"{executor}/{name}": content for executor in EXECUTORS
                                        for name, content in (("a.png", b"a" * 100_000), ("b.png", b"b"))})

    def test_names_that_a_server_chose_never_lead_out_of_the_folder(self):
        paths = ["/a/../../../evil.png", "/..", "/.", "/", "/x/", "/%2e%2e/%2e%2e%2fevil2.png", "/..%2f..%2fevil3", "/.hidden",
                 "/a;rm -rf".replace(" ", "%20"), "/$(id)", "/~root", "/a%00b", "/-rf", "/%5c..%5cevil4", "/" + "n" * 300,
                 "/con?x=/../../evil5", "/dir/same", "/other/same", "/2-same", "/%C3%BC"]
        server = self.serve(lambda connection: [connection.answer(b"x") for _ in iter(connection.request, None)])
        urls = [word for path in paths for word in ("--url", server.origin + path)]
        before = {each.name for each in self.folder.iterdir()}
        cells = self.cells("image-download", *urls, "-p", "save=saved", "-e", "sequential,coroutines")
        self.all_ok(cells.values())
        self.assertEqual({each.name for each in self.folder.iterdir()} - before, {"saved"})
        for executor in ("sequential", "coroutines"):
            names = {name.removeprefix(executor + "/") for name in self.saved() if name.startswith(executor + "/")}
            self.assertEqual(len(names), len(paths), names)
            for name in names:
                self.assertRegex(name, r"\A[A-Za-z0-9_-][A-Za-z0-9._-]*\Z")
                self.assertLess(len(name), 120)

    def test_a_folder_that_cannot_be_made_is_refused_before_the_run(self):
        (self.folder / "file").write_text("x")
        (self.folder / "loop").symlink_to("loop")
        (self.folder / "nowhere").symlink_to("missing/folder")
        long = "n" * 256
        for path, why in (("file", "is not a folder"), ("file/x", "Not a directory"), ("loop/x", "symbolic links"),
                          ("nowhere", "a link to what is not there"), (long, "name too long"), (f"new/{long}/x", "name too long"),
                          ("/proc/x/y", "")):
            self.refuses("run", "image-download", "-p", f"save={path}", words=["cannot save into", path[:50], why])
        if os.geteuid() != 0:
            (self.folder / "closed").mkdir(mode=0o500)
            self.refuses("run", "image-download", "-p", "save=closed/x", words=["closed", "Permission denied"])

    def test_a_folder_of_an_executor_that_cannot_be_made_fails_its_cell_and_nothing_else(self):
        (self.folder / "saved").mkdir()
        (self.folder / "saved" / "threads").write_text("x")
        cells = self.cells("image-download", "-n", "1", "-e", "threads,coroutines", "-p", "save=saved", code=1)
        self.assertEqual([cell["status"] for cell in cells.values()], ["failed", "ok"])
        self.assertIn("saved/threads'", cells["threads"]["reason"])
        self.assertNotIn("filesystem error", cells["threads"]["reason"])

    def test_nothing_of_an_unfinished_image_stays_and_no_link_is_followed(self):
        target = self.folder / "target"
        target.write_text("kept")
        folder = self.folder / "saved" / "threads"
        (folder / "0.png").mkdir(parents=True)  # in whose place no file can be put
        (folder / "1.png").symlink_to(target)
        cells = self.cells("image-download", "-n", "3", "-e", "threads", "-p", "save=saved", code=1)
        self.assertIn("Is a directory", cells["threads"]["reason"])
        self.assertEqual({each.name for each in folder.iterdir()}, {"0.png", "1.png", "2.png"})
        self.assertEqual(target.read_text(), "kept")
        self.assertTrue((folder / "1.png").read_bytes().startswith(b"\x89PNG"))


class FullDisk(harness.Program):
    """On a small tmpfs in a mount namespace of its own: it is gone with the program."""

    def run_on_full_disk(self, *arguments, size="256k", env=None):
        disk = self.folder / "disk"
        disk.mkdir()
        unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
        mount = f"mount -t tmpfs -o size={size} none '{disk}'"
        try:
            subprocess.run([*unshare, "sh", "-c", mount], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            self.skipTest(f"cannot mount a tmpfs here: {error}")
        # The listing comes last: what is left on the disk when the program has ended.
        script = f'{mount} && "$0" "$@"; code=$?; ls -A "{disk}" >&2; exit $code'
        done = subprocess.run([*unshare, "sh", "-c", script, str(harness.BINARY), "run", *arguments, "-r", "1", "--warmup", "0",
                               "--format", "json"], env=self.environment(**(env or {})), cwd=self.folder, text=True,
                              capture_output=True, timeout=2 * harness.PATIENCE)
        self.assertEqual(done.returncode, 1, done.stderr)
        cells = harness.json.loads(done.stdout)["cells"]
        return {(cell["scenario"], cell["executor"]): cell for cell in cells}, done.stderr

    def test_files_that_do_not_fit_fail_their_tasks_and_other_scenarios_run(self):
        cells, left = self.run_on_full_disk("file-io", "sleep", "-n", "10", "-p", "op=write", "-p", "size=64KiB", "-p", "delay=1ms",
                                            env={"TMPDIR": str(self.folder / "disk")})
        for executor in EXECUTORS:
            cell = cells["file-io", executor]
            self.assertEqual(cell["status"], "failed")
            self.assertIn("No space left on device", cell["reason"])
            sample = cell["samples"][0]
            self.assertEqual(sample["tasks_ok"] + sample["tasks_failed"], 10)
            self.assertGreater(sample["tasks_failed"], 0)
            self.assertEqual(cells["sleep", executor]["status"], "ok")
        self.assertEqual(left, "", "files were left on the disk")

    def test_a_set_up_that_does_not_fit_fails_the_cells_without_a_sample(self):
        cells, left = self.run_on_full_disk("file-io", "-n", "10", "-p", "op=read", "-p", "size=64KiB",
                                            env={"TMPDIR": str(self.folder / "disk")})
        for cell in cells.values():
            self.assertEqual((cell["status"], cell["samples"]), ("failed", []))
            self.assertIn("No space left on device", cell["reason"])
        self.assertEqual(left, "")

    def test_downloads_that_do_not_fit_fail_and_leave_no_half_images(self):
        cells, left = self.run_on_full_disk("image-download", "-n", "10", "-p", "save=disk", "-p", "latency=0s", "-e",
                                            "threads,coroutines", size="64k")
        for cell in cells.values():
            self.assertEqual(cell["status"], "failed")
            self.assertIn("No space left on device", cell["reason"])
        self.assertNotIn(".part", left)


class Overlay(harness.Program):
    """On an overlayfs, as the root of a container is, in a mount namespace of its own. Its layers are on a tmpfs."""

    def on_overlay(self, *arguments):
        disk = self.folder / "disk"
        disk.mkdir()
        unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
        mount = (f"mount -t tmpfs none '{disk}' && cd '{disk}' && mkdir lower upper work root && "
                 "mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work overlay root")
        try:
            subprocess.run([*unshare, "sh", "-c", mount], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            self.skipTest(f"cannot mount an overlayfs here: {error}")
        done = subprocess.run([*unshare, "sh", "-c", f'{mount} && exec "$0" "$@"', str(harness.BINARY), *arguments], cwd=self.folder,
                              env=self.environment(TMPDIR=str(disk / "root")), text=True, capture_output=True,
                              timeout=2 * harness.PATIENCE, check=False)
        disk.rmdir()
        self.assertEqual(done.returncode, 0, done.stderr)
        return harness.json.loads(done.stdout)

    def notes_of(self, *arguments):
        report = self.on_overlay("run", "file-io", "-n", "3", "-e", "coroutines", "-r", "1", "--warmup", "0", "--format", "json", *arguments)
        self.all_ok(report["cells"])
        return " ".join(report["cells"][0]["samples"][0]["notes"])

    def test_reads_that_the_kernel_hands_to_threads_are_told_of(self):
        notes = self.notes_of("-p", "op=read")
        if "through io_uring" not in notes:
            self.skipTest(f"there is no io_uring here: {notes}")
        self.assertIn("the file system (overlayfs) cannot say whether a read would wait", notes)
        self.assertIn("iou-wrk", notes)

    def test_a_model_that_reads_without_io_uring_is_not_told_of_it(self):
        self.assertNotIn("iou-wrk", self.notes_of("-p", "op=read", "-p", "engine=offload"))

    def test_the_doctor_says_so(self):
        found = {each["subject"]: each for each in self.on_overlay("doctor", "--no-run", "--json")["findings"]}["io-uring"]
        if not found["what"].startswith("available"):
            self.skipTest(f"there is no io_uring here: {found['what']}")
        self.assertEqual((found["severity"], found["what"]), ("note", "available, but not for reads on overlayfs"))

    def test_a_cache_that_cannot_be_dropped_is_that_of_an_overlayfs_and_not_of_a_tmpfs(self):
        report = self.on_overlay("run", "file-io", "-n", "1", "-p", "cache=cold", "-r", "1", "--warmup", "0", "--format", "json")
        for cell in report["cells"]:
            self.assertEqual(cell["status"], "n/a")
            self.assertIn("it is an overlayfs", cell["reason"])
            self.assertIn("volume", cell["reason"])


if __name__ == "__main__":
    harness.main()
