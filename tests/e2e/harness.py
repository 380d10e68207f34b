"""What the end-to-end tests share: the real program in a private folder, servers that are not ours, and faults.

Nothing here waits by sleeping: `until` polls with a deadline. Every port is chosen by the kernel, every server listens on
loopback alone, and after each test no process of it may live and its TMPDIR must be empty.
"""
import contextlib
import http.server
import json
import os
import re
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("CONCBENCH_BINARY", ROOT / "build" / "release" / "concbench")).resolve()
EXECUTORS = ["sequential", "threads", "thread-pool", "coroutines"]
MARK = "CONCBENCH_TEST_MARK"  # in the environment of all that a test starts: finds its orphans
PATIENCE = 60  # seconds: how long anything may take before it counts as hung


def until(condition, what="the condition", seconds=PATIENCE):
    """Polls until `condition()` is true and returns its value."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.005)


def processes(mark):
    """Ids of all living processes that carry `mark` in their environment."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            if wanted in (entry / "environ").read_bytes().split(b"\0") and "State:\tZ" not in (entry / "status").read_text():
                found.append(int(entry.name))
    return found


def children(process, command):
    """Ids of the children of `process` that run `concbench COMMAND`."""
    with contextlib.suppress(OSError):
        ids = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return [int(each) for each in ids if arguments_of(each)[1:2] == [command]]
    return []


def arguments_of(process):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text().split("\0")
    return []


def memory(process):
    """Resident bytes."""
    with contextlib.suppress(OSError):
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text()).group(1)) * 1024
    return 0


def rests(process):
    """Whether all its threads are found asleep ten times, one after the other."""
    def states():
        return {entry.read_text().rsplit(")", 1)[1].split()[0] for entry in Path(f"/proc/{process}/task").glob("*/stat")}
    return all(states() == {"S"} and not time.sleep(0.01) for _ in range(10))


def spec_of(worker):
    """What a worker was told to do: its standard input is a file that can be read again."""
    with contextlib.suppress(OSError, ValueError):
        return json.loads(Path(f"/proc/{worker}/fd/0").read_text())
    return {}


class Program(unittest.TestCase):
    """A test that runs concbench, in a folder of its own."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="e2e-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.mark = str(uuid.uuid4())
        self.addCleanup(self.no_process_is_left)
        self.addCleanup(self.no_temporary_file_is_left)

    def no_process_is_left(self):
        with contextlib.suppress(AssertionError):  # one that was killed may take a moment to end
            until(lambda: not processes(self.mark), "the end of all", seconds=5)
        left = processes(self.mark)
        described = [f"{each}: {' '.join(arguments_of(each))}" for each in left]
        for each in left:
            with contextlib.suppress(OSError):
                os.kill(each, signal.SIGKILL)
        self.assertEqual(described, [], "processes were left behind")

    def no_temporary_file_is_left(self):
        self.assertEqual(os.listdir(self.temporary), [], "TMPDIR was not left empty")

    def environment(self, **changes):
        """Neutral, whatever the caller's terminal and locale are. A value of None removes a variable."""
        plain = {name: value for name, value in os.environ.items() if name not in
                 ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS")}
        plain.update(LC_ALL="C.UTF-8", TERM="xterm", TMPDIR=str(self.temporary), RES_OPTIONS="timeout:1 attempts:1")
        plain[MARK] = self.mark
        plain.update(changes)
        return {name: value for name, value in plain.items() if value is not None}

    def start(self, *arguments, env=None, **options):
        """Starts the program; it is ended with the test. Output is text unless `options` say otherwise."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True,
                   "cwd": self.folder, "env": self.environment(**(env or {}))}
        streams.update(options)
        process = subprocess.Popen([str(BINARY), *map(str, arguments)], **streams)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                stream.close()

    def concbench(self, *arguments, **options):
        """Runs the program to its end; returns its exit code and what it wrote."""
        given = options.pop("input", None)
        if given is not None:
            options["stdin"] = subprocess.PIPE
        process = self.start(*arguments, **options)
        output, errors = process.communicate(given, timeout=2 * PATIENCE)
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def declared(self, what):
        """All "scenarios" or "executors", as the program lists them."""
        return json.loads(self.concbench("list", what, "--json").stdout)[what]

    def available(self):
        """The names of all executors that this build can run."""
        return [each["name"] for each in self.declared("executors") if not each["unavailable"]]

    def sample(self, *arguments, code=0, env=None, **options):
        """One round of `concbench run ARGUMENTS`; its report. `code` is the exit code that it must have."""
        rounds = [] if "-r" in arguments else ["-r", "1"]
        done = self.concbench("run", *arguments, *rounds, "--warmup", "0", "--format", "json", env=env, **options)
        self.assertEqual(done.returncode, code, done.stderr + done.stdout[-2000:])
        return json.loads(done.stdout)

    def cells(self, *arguments, code=0, **options):
        """The same; the cells of its one scenario by executor."""
        return {cell["executor"]: cell for cell in self.sample(*arguments, code=code, **options)["cells"]}

    def refuses(self, *arguments, words=(), **options):
        """The arguments end with exit code 2 and one line that has all `words`; nothing is written or left."""
        before = sorted(self.folder.rglob("*"))
        done = self.concbench(*arguments, **options)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"\Aconcbench( worker)?: [^\n]+\n\Z")
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertEqual(sorted(self.folder.rglob("*")), before, "files came or went")
        return done.stderr

    def all_ok(self, cells):
        for cell in cells:
            self.assertEqual((cell["status"], cell["reason"]), ("ok", ""), f"{cell['scenario']} {cell['executor']}")

    def every_cell(self, cells, status, *words, executors=tuple(EXECUTORS)):
        """Each of the executors has a cell with this status, and a reason with all the words."""
        self.assertEqual(list(cells), list(executors))
        for name, cell in cells.items():
            self.assertEqual(cell["status"], status, f"{name}: {cell['reason']}")
            for word in words:
                self.assertIn(word, cell["reason"], name)

    def worker_of(self, manager, executor=None):
        """The id of a worker that takes a sample now; waits for one."""
        def found():
            for each in children(manager.pid, "worker"):
                spec = spec_of(each)
                if spec.get("action") == "sample" and executor in (None, spec["executor"]):
                    return each
            return None
        return until(found, "a worker")

    def serve(self, handler, **options):
        """A Peer that ends with the test."""
        peer = Peer(handler, **options)
        self.addCleanup(peer.close)
        return peer

    def noting(self, answer=b"[1]", status="200 OK", fields=(), **options):
        """A Peer that answers all requests alike, and a list of what it was asked: (head, body)."""
        seen = []
        lock = threading.Lock()

        def note(connection):
            while connection.request():
                with lock:
                    seen.append((connection.head, connection.body))
                connection.answer(answer, status, *fields)

        return self.serve(note, **options), seen

    def pages(self, pages):
        """Python's own HTTP server with these pages, by path; ends with the test. Returns its origin."""
        server = PageServer(pages)
        self.addCleanup(server.close)
        return server


class Connection:
    """What a Peer's handler gets: the socket, the number of the connection (0 first), and a reader of requests."""

    def __init__(self, accepted, number):
        self.socket = accepted
        self.number = number
        self.received = b""
        self.head = b""  # of the last request
        self.body = b""

    def request(self):
        """The next request's path, or None when the client has closed."""
        while b"\r\n\r\n" not in self.received:
            part = self.socket.recv(65536)
            if not part:
                return None
            self.received += part
        self.head, self.received = self.received.split(b"\r\n\r\n", 1)
        self.read_body(int(self.field("Content-Length") or 0))
        return self.head.split(b" ")[1].decode()

    def read_body(self, size):
        while len(self.received) < size:
            part = self.socket.recv(65536)
            if not part:
                raise ConnectionError("the client closed within a body")
            self.received += part
        self.body, self.received = self.received[:size], self.received[size:]

    def field(self, name):
        """The value of a header field of the last request; None when it has none."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None

    def send(self, data):
        self.socket.sendall(data)

    def answer(self, body=b"{}", status="200 OK", *headers):
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
        self.send("\r\n".join(lines).encode() + body)

    def reset(self):
        """Closes with RST instead of FIN."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def wait_for_close(self):
        with contextlib.suppress(OSError):
            while self.socket.recv(65536):
                pass


class Peer:
    """A server that does as it is told: `handler(connection)` runs on a thread for each connection, which is closed when
    it returns."""

    def __init__(self, handler, host="127.0.0.1", tls=None):
        self.handler = handler
        self.host = host
        self.tls = tls
        self.connections = []
        self.listener = socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        self.port = self.listener.getsockname()[1]
        self.threads = []
        self.closing = False
        self.acceptor = threading.Thread(target=self.accept, daemon=True)
        self.acceptor.start()

    @property
    def origin(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}"

    def accept(self):
        while True:
            try:
                accepted, _ = self.listener.accept()
            except OSError:
                return
            if self.closing:
                accepted.close()
                return
            self.connections.append(accepted)
            thread = threading.Thread(target=self.work, args=(accepted, len(self.connections) - 1), daemon=True)
            self.threads.append(thread)
            thread.start()

    def work(self, accepted, number):
        with contextlib.suppress(OSError, ssl.SSLError):  # a client that goes away is no error here
            if self.tls:
                accepted = self.tls.wrap_socket(accepted, server_side=True)
            try:
                self.handler(Connection(accepted, number))
            finally:
                accepted.close()

    def close(self):
        self.closing = True
        with contextlib.suppress(OSError):  # wakes accept()
            socket.create_connection((self.host, self.port)).close()
        self.acceptor.join(PATIENCE)
        self.listener.close()
        for each in self.connections:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for each in self.threads:
            each.join(PATIENCE)
        for each in self.connections:
            each.close()


class PageServer:
    """http.server with keep-alive and a fixed set of pages."""

    def __init__(self, pages):
        owner = self
        self.requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                owner.requests.append(self.path)
                body = pages.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # a client that goes away is no error here
        self.server.block_on_close = False
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(PATIENCE)


def make_certificate(folder, names="IP:127.0.0.1,DNS:localhost"):
    """A self-signed certificate by the openssl program; paths of the certificate and its key."""
    if not shutil.which("openssl"):
        raise unittest.SkipTest("openssl is not installed: apt-get install openssl")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=e2e", "-addext", f"subjectAltName={names}",
                    "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    return certificate, key


def server_tls(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def main():
    """Runs the calling script's tests. Exits with 77 when all of them were skipped, so that CTest says so."""
    if not BINARY.exists():
        print(f"{BINARY} is missing: build it first, or set CONCBENCH_BINARY", file=sys.stderr)
        sys.exit(1)
    result = unittest.main(verbosity=2, exit=False).result
    for test, reason in result.skipped:
        print(f"SKIPPED: {test.id()}: {reason}", file=sys.stderr)
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(77 if result.testsRun == len(result.skipped) else 0)
