"""A real PgBouncer for tests, in front of the server of postgres_server.py: on a socket in that server's folder, and on no port."""
import shutil
import subprocess
import unittest

from harness import until

SETTINGS = """[databases]
* = host={folder}
[pgbouncer]
unix_socket_dir = {folder}
listen_port = 6432
auth_type = trust
auth_file = {folder}/users-{mode}
pool_mode = {mode}
default_pool_size = {sessions}
"""


class PgBouncer:
    """`mode`: who has a session of the server, and for how long: a connection (session), transaction or statement."""

    def __init__(self, server, mode, sessions=20):
        program = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin")
        if not program:
            raise unittest.SkipTest("PgBouncer is not installed: apt-get install pgbouncer")
        self.server = server
        (server.folder / f"users-{mode}").write_text('"tester" ""\n')
        settings = server.folder / f"{mode}.ini"
        settings.write_text(SETTINGS.format(folder=server.folder, mode=mode, sessions=sessions))
        with open(server.folder / f"{mode}.log", "ab") as log:
            self.process = subprocess.Popen([program, settings], stdin=subprocess.DEVNULL, stdout=log, stderr=log, **server.options)
        try:
            until(self.answers, "PgBouncer to start")
        except BaseException:
            self.close()
            raise

    def dsn(self):
        return f"postgresql://tester@:6432/postgres?host={self.server.folder}"

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"PgBouncer ended with {self.process.returncode}")
        return subprocess.run([self.server.programs["psql"], "-d", self.dsn(), "-c", ""], capture_output=True, check=False).returncode == 0

    def close(self):
        self.process.terminate()
        self.process.wait()
