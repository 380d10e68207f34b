"""`concbench serve`: its life, its routes, and `run --server`."""
import contextlib
import hashlib
import http.client
import json
import os
import resource
import signal
import socket
import ssl
import subprocess
import threading
import time

import harness
from harness import until


def says_nothing(connection):
    connection.request()
    connection.wait_for_close()


class Serve(harness.Program):
    def serve_own(self, *arguments, **options):
        """Starts the server; its process and what its first line says."""
        process = self.start("serve", *arguments, **options)
        return process, json.loads(process.stdout.readline())

    def get(self, port, path, method="GET"):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=harness.PATIENCE)
        self.addCleanup(connection.close)
        connection.request(method, path)
        response = connection.getresponse()
        return response, response.read()

    def exchange(self, port, request):
        """Sends bytes; all that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", port), harness.PATIENCE) as connection:
            connection.sendall(request)
            received = b""
            while part := connection.recv(65536):
                received += part
        return received

    def test_the_first_line_says_where_it_is(self):
        process, ready = self.serve_own()
        self.assertEqual((ready["event"], ready["pid"]), ("ready", process.pid))
        self.assertTrue(0 < ready["http_port"] < 65536 and 0 < ready["https_port"] < 65536)
        self.assertIn("BEGIN CERTIFICATE", ready["ca_pem"])
        self.assertNotIn("PRIVATE KEY", ready["ca_pem"])

    def test_it_ends_with_0_on_sigterm_and_on_ctrl_c(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            process, _ = self.serve_own()
            process.send_signal(number)
            self.assertEqual(process.wait(harness.PATIENCE), 0)

    def test_it_ends_while_requests_wait(self):
        process, ready = self.serve_own()
        with socket.create_connection(("127.0.0.1", ready["http_port"])) as connection:
            connection.sendall(b"GET /api/1?delay=1h HTTP/1.1\r\nHost: x\r\n\r\n")
            self.get(ready["http_port"], "/health")  # the other request has been read by now
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(harness.PATIENCE), 0)

    def test_it_ends_also_while_it_stands_still(self):
        process, ready = self.serve_own()
        with socket.create_connection(("127.0.0.1", ready["http_port"])) as connection:
            connection.sendall(b"GET /api/1 HTTP/1.1\r\nHost: x\r\n\r\n")
            connection.recv(65536)
            connection.sendall(b"GET /api/1?freeze=10s HTTP/1.1\r\n\r\n" * 12)  # longer than a test may take
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(harness.PATIENCE), 0)

    def test_a_manifest_is_given_up_when_its_client_has_left(self):
        process, ready = self.serve_own()
        with socket.create_connection(("127.0.0.1", ready["http_port"])) as connection:
            connection.sendall(b"GET /images/manifest?count=10000&seed=4 HTTP/1.1\r\nHost: x\r\n\r\n")
            self.get(ready["http_port"], "/health")
        until(lambda: harness.rests(process.pid), "the end of its work")
        made = json.loads(self.get(ready["http_port"], "/health")[1])["cpu_ns"]
        self.assertLess(made, 5_000_000_000)  # of the 10 s or more that all of them take

    def test_out_of_descriptors_it_does_not_spin_and_serves_again(self):
        process, ready = self.serve_own(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24)))
        health = lambda: json.loads(self.get(ready["http_port"], "/health")[1])["cpu_ns"]
        start = health()
        waiting = [socket.create_connection(("127.0.0.1", ready["http_port"])) for _ in range(40)]
        until(lambda: len(os.listdir(f"/proc/{process.pid}/fd")) >= 24, "the last descriptor")
        began = time.monotonic()
        until(lambda: time.monotonic() > began + 1, "a second without descriptors")
        for each in waiting:
            each.close()
        self.assertLess(health() - start, 500_000_000)  # of more than a second

    def test_it_says_when_other_machines_can_reach_it(self):
        hosts = [("0.0.0.0", True), ("127.0.0.1", False), ("127.0.0.2", False)]
        with contextlib.suppress(OSError):  # a container may have no IPv6
            socket.create_server(("::1", 0), family=socket.AF_INET6).close()
            hosts += [("::", True), ("::1", False)]
        for host, warns in hosts:
            process, _ = self.serve_own("--host", host)
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(harness.PATIENCE), 0)
            said = process.stderr.read()
            self.assertEqual(host in said and "asks for no password" in said, warns, said)
            self.assertEqual(said == "", not warns)

    def test_images_are_kept_up_to_a_bound(self):
        process, ready = self.serve_own("--image-memory", "1MiB")
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", ready["http_port"], timeout=harness.PATIENCE)) as connection:
            sizes = []
            for method in ("HEAD", "GET"):
                for id in range(300):
                    connection.request(method, f"/images/{id}.png?seed=3")
                    response = connection.getresponse()
                    response.read()
                    sizes.append(int(response.headers["Content-Length"]))
        self.assertEqual(sizes[:300], sizes[300:])
        self.assertGreater(sum(sizes[:300]), 30 << 20)
        self.assertLess(harness.memory(process.pid), 40 << 20)  # it starts with 17 MiB

    def test_a_size_for_images_that_cannot_be_is_bad_usage(self):
        for given in ("x", "1KiB", "-1", "2PiB"):
            self.refuses("serve", f"--image-memory={given}", words=["--image-memory", given, "1MiB to 1TiB"])

    def test_long_pages_that_nobody_reads_take_no_memory(self):
        process, ready = self.serve_own()
        before = harness.memory(process.pid)
        connections = [socket.create_connection(("127.0.0.1", ready["http_port"])) for _ in range(8)]
        for each in connections:
            self.addCleanup(each.close)
            each.sendall(b"GET /site/pages=1&links=2&size=64MiB/ HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertEqual(each.recv(12), b"HTTP/1.1 200")
        self.assertEqual(self.get(ready["http_port"], "/health")[0].status, 200)
        self.assertLess(harness.memory(process.pid) - before, 16 << 20)

    def test_a_long_page_has_the_length_that_it_announces(self):
        _, ready = self.serve_own()
        response, body = self.get(ready["http_port"], "/site/pages=1&links=2&size=3MiB/")
        self.assertEqual(len(body), int(response.headers["Content-Length"]))
        self.assertGreaterEqual(len(body), 3 << 20)
        response, body = self.get(ready["http_port"], "/site/pages=1&links=2&size=3MiB/", "HEAD")
        self.assertEqual((int(response.headers["Content-Length"]) >= 3 << 20, body), (True, b""))

    def test_it_lives_with_standard_input_closed(self):
        for redirection in ("<&-", "</dev/null"):
            command = f'exec "$0" serve {redirection}'
            process = subprocess.Popen(["sh", "-c", command, str(harness.BINARY)], stdout=subprocess.PIPE, text=True,
                                       stdin=subprocess.PIPE, env=self.environment())
            self.addCleanup(self.end, process)
            ready = json.loads(process.stdout.readline())
            self.assertEqual(self.get(ready["http_port"], "/health")[0].status, 200)
            self.assertIsNone(process.poll())

    def test_an_answer_is_json_with_the_id(self):
        _, ready = self.serve_own()
        response, body = self.get(ready["http_port"], "/api/7?delay=1ms")
        self.assertEqual((response.status, json.loads(body)["id"]), (200, 7))

    def test_images_are_different_pngs_and_as_the_manifest_says(self):
        _, ready = self.serve_own()
        manifest = json.loads(self.get(ready["http_port"], "/images/manifest?count=4&seed=9")[1])["images"]
        bodies = [self.get(ready["http_port"], f"/images/{id}.png?seed=9")[1] for id in range(4)]
        self.assertEqual(len(set(bodies)), 4)
        for body, said in zip(bodies, manifest):
            self.assertTrue(body.startswith(b"\x89PNG\r\n\x1a\n"))
            self.assertEqual((len(body), hashlib.sha256(body).hexdigest()), (said["bytes"], said["sha256"]))

    def test_a_paced_image_is_the_same_image(self):
        _, ready = self.serve_own()
        plain = self.get(ready["http_port"], "/images/1.png")[1]
        self.assertEqual(self.get(ready["http_port"], "/images/1.png?bandwidth=64MiB&latency=2ms")[1], plain)

    def test_health_tells_of_cpu_time(self):
        process, ready = self.serve_own()
        health = json.loads(self.get(ready["http_port"], "/health")[1])
        self.assertEqual((health["status"], health["pid"]), ("ok", process.pid))
        self.assertGreater(health["cpu_ns"], 0)

    def test_head_has_the_length_and_no_body(self):
        _, ready = self.serve_own()
        for path in ("/api/3", "/images/0.png", "/health"):
            response, body = self.get(ready["http_port"], path, "HEAD")
            self.assertEqual((response.status, body), (200, b""), path)
            self.assertGreater(int(response.headers["Content-Length"]), 0)

    def test_unknown_paths_are_404(self):
        _, ready = self.serve_own()
        for path in ("/", "/api/", "/api/x", "/api/-1", "/api/99999999999", "/images/1.gif", "/images/.png", "/../etc/passwd"):
            self.assertEqual(self.get(ready["http_port"], path)[0].status, 404, path)

    def test_bad_values_are_400_and_name_themselves(self):
        _, ready = self.serve_own()
        for query, word in [("delay=soon", "soon"), ("delay=9h", "9h"), ("error-rate=2", "error-rate"), ("delay=-1s", "-1s"),
                            ("attempt=x", "attempt")]:
            response, body = self.get(ready["http_port"], f"/api/1?{query}")
            self.assertEqual(response.status, 400, query)
            self.assertIn(word, json.loads(body)["error"])

    def test_other_methods_are_405(self):
        _, ready = self.serve_own()
        response, _ = self.get(ready["http_port"], "/api/1", "DELETE")
        self.assertEqual((response.status, response.headers["Allow"]), (405, "GET, HEAD"))

    def test_what_is_not_http_is_400_and_the_server_goes_on(self):
        _, ready = self.serve_own()
        for garbage in (b"hello\r\n\r\n", b"\0" * 100, b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"):
            self.assertTrue(self.exchange(ready["http_port"], garbage).startswith(b"HTTP/1.1 400 "), garbage)
        self.assertTrue(self.exchange(ready["http_port"], b"GET / HTTP/1.1\r\nA: " + b"b" * 9000).startswith(b"HTTP/1.1 431 "))
        with socket.create_connection(("127.0.0.1", ready["https_port"])) as plain_on_tls:
            plain_on_tls.sendall(b"GET / HTTP/1.1\r\n\r\n")
        self.assertEqual(self.get(ready["http_port"], "/health")[0].status, 200)

    def test_pipelined_requests_are_answered_in_order(self):
        _, ready = self.serve_own()
        requests = b"".join(b"GET /api/%d HTTP/1.1\r\nHost: x\r\n\r\n" % id for id in range(5))
        received = self.exchange(ready["http_port"], requests + b"GET /api/5 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        at = [received.find(b'"id":%d,' % id) for id in range(6)]
        self.assertNotIn(-1, at)
        self.assertEqual(at, sorted(at))

    def test_https_is_valid_under_its_own_authority(self):
        _, ready = self.serve_own()
        context = ssl.create_default_context(cadata=ready["ca_pem"])
        for host in ("127.0.0.1", "localhost"):
            connection = http.client.HTTPSConnection(host, ready["https_port"], context=context, timeout=harness.PATIENCE)
            self.addCleanup(connection.close)
            connection.request("GET", "/api/1")
            self.assertEqual(connection.getresponse().status, 200, host)

    def test_a_port_in_use_is_bad_usage(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            self.refuses("serve", "--port", port, words=[port, "127.0.0.1"])
            self.refuses("serve", "--https-port", port, words=[port])

    def test_an_address_that_is_not_ours_is_bad_usage(self):
        self.refuses("serve", "--host", "nowhere.invalid", words=["nowhere.invalid"])
        self.refuses("serve", "--host", "192.0.2.1", words=["192.0.2.1"])

    def test_a_port_out_of_range_is_bad_usage(self):
        self.refuses("serve", "--port", "65536", words=["--port", "65536", "65535"])

    def test_it_dies_with_a_killed_manager_but_not_with_its_shell(self):
        shell = subprocess.Popen(["sh", "-c", '"$0" serve </dev/null & read line', str(harness.BINARY)], text=True,
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self.environment())
        self.addCleanup(self.end, shell)
        ready = json.loads(shell.stdout.readline())
        shell.kill()
        shell.wait()
        self.assertEqual(self.get(ready["http_port"], "/health")[0].status, 200)
        os.kill(ready["pid"], signal.SIGTERM)
        until(lambda: not harness.processes(self.mark), "the server's end")

    def test_a_run_uses_a_server_that_runs_elsewhere(self):
        _, ready = self.serve_own()
        origin = f"http://127.0.0.1:{ready['http_port']}"
        for scheme in ("http", "https"):
            report = self.sample("image-download", "api-calls", "-n", "2", "-p", f"scheme={scheme}", "--server", origin)
            self.all_ok(report["cells"])

    def test_a_server_that_says_nothing_can_be_interrupted(self):
        def drip(connection):
            connection.request()
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while True:
                connection.send(b" ")
                reads_again.wait(0.05)

        def inform(connection):
            connection.request()
            while True:
                connection.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")
                reads_again.wait(0.05)

        reads_again = threading.Event()
        self.addCleanup(reads_again.set)
        for handler in (says_nothing, drip, inform):
            peer = self.serve(handler)
            manager = self.start("run", "api-calls", "-n", "1", "-r", "1", "--warmup", "0", "--format", "json",
                                 "--server", peer.origin)
            until(lambda: peer.connections, "the manager's request")
            manager.send_signal(signal.SIGINT)
            output, _ = manager.communicate(timeout=harness.PATIENCE)
            self.assertEqual(manager.returncode, 130)
            self.assertTrue(json.loads(output)["plan"]["interrupted"])

    def test_a_server_that_never_ends_its_answer_fails_the_cells_in_time_and_says_so(self):
        def drip(connection):
            connection.request()
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
            while True:
                connection.send(b" ")
                over.wait(0.05)

        over = threading.Event()
        self.addCleanup(over.set)
        origin = self.serve(drip).origin
        cells = self.cells("api-calls", "-n", "1", "-e", "threads", "--server", origin, code=1)
        self.every_cell(cells, "failed", origin, "/health", "within 10s", executors=["threads"])

    def test_a_server_that_is_not_ours_fails_the_cell_and_says_so(self):
        origin = self.pages({}).origin
        cells = self.cells("api-calls", "-n", "1", "--server", origin, code=1)
        self.every_cell(cells, "failed", "/health: the answer is", "not that of a concbench server", "concbench serve")
        for cell in cells.values():
            self.assertEqual(cell["samples"], [])


if __name__ == "__main__":
    harness.main()
