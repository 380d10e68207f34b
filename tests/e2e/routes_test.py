"""Ways to a server that is not ours: Unix sockets, other hosts, proxies. The servers and proxies are real ones of Debian, and
Python's."""
import base64
import json
import socket
import threading

import harness
import real_servers

SECRET = "S3cr3t-of-the-proxy"
QUICK = ["-n", "2", "-c", "1", "-p", "request-timeout=30s"]
NO_VARIABLES = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"))


class Routes(harness.Program):
    def fetch(self, url, *arguments, executors=None, env=None, code=0):
        """One round of all executors; their cells."""
        return self.cells("api-calls", "--url", url, *QUICK, "-e", ",".join(executors or self.available()), *arguments,
                          env={**NO_VARIABLES, **(env or {})}, code=code)

    def noting(self, **options):
        """A server that answers all requests with [1], and a list of their heads."""
        heads = []
        lock = threading.Lock()

        def note(connection):
            while connection.request():
                with lock:
                    heads.append(connection.head)
                connection.answer(b"[1]")

        return self.serve(note, **options), heads


class UnixSockets(Routes):
    def test_every_executor_reads_from_nginx_at_a_socket(self):
        path = self.folder / "socket"
        real_servers.nginx(self, path, 'location / { default_type application/json; return 200 "[\\"$host$uri\\"]"; }')
        self.all_ok(self.fetch("http://service.invalid/x", "--unix-socket", path).values())
        self.all_ok(self.fetch("http://service.invalid/x", "--unix-socket", path, "--compressed").values())

    def test_a_report_names_the_socket(self):
        path = self.folder / "socket"
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(path))
        listener.close()
        report = self.sample("api-calls", "--url", "http://h/", "--unix-socket", path, *QUICK, "-e", "threads", code=1)
        self.assertEqual(report["plan"]["request"]["routes"], [f"--unix-socket {path}"])
        self.assertIn("Connection refused", report["cells"][0]["reason"])
        self.assertIn(str(path), report["cells"][0]["reason"])

    def test_what_is_no_socket_is_refused(self):
        (self.folder / "file").write_text("")
        for name, word in (("missing", "No such file"), ("file", "no socket"), ("x" * 200, "107 bytes")):
            self.refuses("run", "api-calls", "--url", "http://h/", "--unix-socket", name, words=["--unix-socket", word])


class OtherHosts(Routes):
    def test_every_executor_connects_to_the_other_host_and_asks_for_the_first(self):
        peer, heads = self.noting()
        executors = self.available()
        self.all_ok(self.fetch("http://service.invalid/x", "--connect-to", f"service.invalid:80:127.0.0.1:{peer.port}").values())
        self.assertEqual(len(heads), 2 * len(executors))
        for head in heads:
            self.assertTrue(head.startswith(b"GET /x HTTP/1.1\r\nHost: service.invalid\r\n"), head)

    def test_a_certificate_is_checked_for_the_first_host(self):
        certificate, key = harness.make_certificate(self.folder, "DNS:service.invalid")
        peer, _ = self.noting(tls=harness.server_tls(certificate, key))
        other = ["--connect-to", f"::127.0.0.1:{peer.port}", "--ca", certificate]
        self.all_ok(self.fetch("https://service.invalid/", *other).values())
        cells = self.fetch("https://elsewhere.invalid/", *other, executors=["threads"], code=1)
        self.assertIn("certificate is not trusted", cells["threads"]["reason"])

    def test_four_parts_are_needed(self):
        self.refuses("run", "api-calls", "--url", "http://h/", "--connect-to", "a:1:b", words=["HOST1:PORT1:HOST2:PORT2"])


class Proxies(Routes):
    def test_every_executor_sends_a_proxy_the_whole_url(self):
        proxy, heads = self.noting()
        self.all_ok(self.fetch("http://a.invalid:81/x?y", "--proxy", f"http://me:{SECRET}@127.0.0.1:{proxy.port}").values())
        login = base64.b64encode(f"me:{SECRET}".encode())
        self.assertEqual(len(heads), 2 * len(self.available()))
        for head in heads:
            self.assertTrue(head.startswith(b"GET http://a.invalid:81/x?y HTTP/1.1\r\nHost: a.invalid:81\r\n"), head)
            self.assertIn(b"\r\nProxy-Authorization: Basic " + login, head)

    def test_every_executor_reads_through_tinyproxy(self):
        peer, heads = self.noting()
        proxy = real_servers.tinyproxy(self, f"me:{SECRET}")
        url = f"http://0.0.0.0:{peer.port}/x"  # this machine, under a name for which a proxy is used
        self.all_ok(self.fetch(url, "--proxy", f"http://me:{SECRET}@{proxy}").values())
        self.assertGreater(len(heads), 0)
        for head in heads:
            self.assertIn(b"tinyproxy", head)
        cells = self.fetch(url, "--proxy", f"http://{proxy}", executors=["threads", "coroutines"], code=1)
        self.every_cell(cells, "failed", "HTTP 407", executors=["threads", "coroutines"])

    def test_every_executor_reads_through_squid(self):
        peer, heads = self.noting()
        proxy = real_servers.squid(self, ["service.invalid"], f"me:{SECRET}")
        url = f"http://service.invalid:{peer.port}/x"
        self.all_ok(self.fetch(url, "--proxy", f"http://me:{SECRET}@{proxy}").values())
        self.assertEqual(len(heads), 2 * len(self.available()))
        for head in heads:
            self.assertNotIn(b"Proxy-Authorization", head)

    def test_every_executor_speaks_tls_through_the_tunnels_of_both(self):
        certificate, key = harness.make_certificate(self.folder, "DNS:service.invalid,IP:0.0.0.0")
        peer, heads = self.noting(tls=harness.server_tls(certificate, key))
        for proxy, host in ((real_servers.squid(self, ["service.invalid"], f"me:{SECRET}"), "service.invalid"),
                            (real_servers.tinyproxy(self, f"me:{SECRET}"), "0.0.0.0")):
            url = f"https://{host}:{peer.port}/x"
            self.all_ok(self.fetch(url, "--ca", certificate, "--proxy", f"http://me:{SECRET}@{proxy}").values())
            cells = self.fetch(url, "--ca", certificate, "--proxy", f"http://{proxy}", executors=["threads", "coroutines"], code=1)
            self.every_cell(cells, "failed", f"the proxy http://{proxy} makes no tunnel to https://{host}", "407",
                            executors=["threads", "coroutines"])
        for head in heads:
            self.assertTrue(head.startswith(b"GET /x HTTP/1.1\r\n"), head)
            self.assertNotIn(b"Proxy-", head)

    def test_the_environment_names_proxies(self):
        proxy, heads = self.noting()
        for env, used in (({"http_proxy": f"http://127.0.0.1:{proxy.port}"}, True), ({"all_proxy": f"127.0.0.1:{proxy.port}"}, True),
                          ({"HTTP_PROXY": f"http://127.0.0.1:{proxy.port}"}, False),
                          ({"all_proxy": f"127.0.0.1:{proxy.port}", "no_proxy": "localhost,.invalid"}, False)):
            with self.subTest(env):
                heads.clear()
                cells = self.fetch("http://a.invalid/", executors=["threads"], env=env, code=0 if used else 1)
                self.assertEqual(cells["threads"]["status"], "ok" if used else "failed")
                self.assertEqual(len(heads), 2 if used else 0)

    def test_this_machine_and_the_own_server_are_reached_directly(self):
        peer, heads = self.noting()
        env = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:1")
        for host in ("127.0.0.1", "localhost"):
            self.all_ok(self.fetch(f"http://{host}:{peer.port}/", executors=["threads", "coroutines"], env=env).values())
        self.assertEqual(len(heads), 8)
        self.all_ok(self.cells("api-calls", *QUICK, "-p", "scheme=https", env={**NO_VARIABLES, **env}).values())

    def test_no_output_has_the_password_of_a_proxy(self):
        refuses = f"http://me:{SECRET}@127.0.0.1:1"
        forbids = self.serve(lambda connection: connection.request() and connection.answer(
            b"", f"403 not for {connection.field('Proxy-Authorization')}"))
        for arguments, env in ((["--proxy", refuses], {}), ([], {"http_proxy": refuses}),
                               (["--proxy", f"http://me:{SECRET}@127.0.0.1:{forbids.port}"], {})):
            exported = self.folder / "run.json"
            done = self.concbench("run", "api-calls", "--url", "http://a.invalid/", *QUICK, "-r", "1", "--verbose",
                                  "--export-json", exported, *arguments, env={**NO_VARIABLES, **env})
            self.assertEqual(done.returncode, 1, done.stderr)
            for text in (done.stdout, done.stderr, exported.read_text()):
                self.assertNotIn(SECRET, text)
                self.assertNotIn(base64.b64encode(f"me:{SECRET}".encode()).decode(), text)
            self.assertIn("proxy", json.dumps(json.loads(exported.read_text())["plan"]["request"]["routes"]))

    def test_what_is_no_proxy_is_refused(self):
        for proxy, words in ((f"https://me:{SECRET}@p:1", ["SOCKS"]), (f"http://me:{SECRET}@p", ["port"]),
                             (f"me:{SECRET}@p:1", ["http://HOST:PORT"])):
            text = self.refuses("run", "api-calls", "--url", "http://a.invalid/", "--proxy", proxy, words=["--proxy", *words],
                                env=NO_VARIABLES)
            self.assertNotIn(SECRET, text)
        self.refuses("run", "api-calls", "--url", "http://localhost:1/", "--proxy", "http://p:1", words=["no effect"])


class Insisting(Routes):
    def test_a_server_that_speaks_only_http_2_is_said_to(self):
        port = real_servers.free_port()
        real_servers.nginx(self, f"127.0.0.1:{port} http2", "location / { return 200; }")
        cells = self.fetch(f"http://127.0.0.1:{port}/", code=1)
        self.every_cell(cells, "failed", "HTTP/2, which concbench does not speak", executors=self.available())

    def test_a_server_that_asks_for_an_upgrade_is_said_to(self):
        def ask(connection):
            while connection.request():
                connection.answer(b"", "426 Upgrade Required", "Upgrade: h2c", "Connection: Upgrade")

        cells = self.fetch(self.serve(ask).origin, executors=["threads", "coroutines"], code=1)
        self.every_cell(cells, "failed", "HTTP 426 Upgrade Required", "HTTP/2", executors=["threads", "coroutines"])


if __name__ == "__main__":
    harness.main()
