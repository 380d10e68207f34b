"""A real PostgreSQL server for tests: a cluster of its own in a temporary folder, on a socket in it and on no port.

As a program, for scripts/compare_peers.sh: prints the connection string, and ends the server when it is told to end (SIGTERM).
"""
import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from harness import until

# Everybody is let in but `guarded`, who must say the password.
LETS_IN = "local all guarded scram-sha-256\nlocal all all trust\n"
SETTINGS = "listen_addresses = ''\nfsync = off\nautovacuum = off\nlogging_collector = off\n"


def find(program):
    """The path of one of the server's programs, which Debian keeps out of PATH."""
    found = shutil.which(program) or max(glob.glob(f"/usr/lib/postgresql/*/bin/{program}"), default=None)
    if not found:
        raise unittest.SkipTest(f"PostgreSQL's {program} is not installed: apt-get install postgresql")
    return found


def other_user():
    """Options that start a program as a user that is not root: as root the server refuses to run."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise unittest.SkipTest("PostgreSQL does not run as root, and there is no other user")


class PostgresServer:
    def __init__(self):
        self.programs = {name: find(name) for name in ("initdb", "postgres", "psql")}
        self.options = other_user()
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # the path of a socket must be short
        self.process = None
        if self.options:
            os.chown(self.folder, self.options["user"], self.options["group"])
        try:
            self.make()
        except BaseException:  # a signal among them
            self.close()
            raise

    def make(self):
        self.run("initdb", "-D", "data", "-U", "tester", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
        (self.folder / "data" / "pg_hba.conf").write_text(LETS_IN)
        with open(self.folder / "data" / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(f"{SETTINGS}unix_socket_directories = '{self.folder}'\n")
        self.start()
        self.ask("CREATE ROLE guarded LOGIN PASSWORD 'secret'; GRANT CREATE ON DATABASE postgres TO guarded;"
                 "CREATE ROLE reader LOGIN")

    def run(self, program, *arguments):
        done = subprocess.run([self.programs[program], *arguments], cwd=self.folder, text=True, capture_output=True, check=False,
                              **self.options)
        if done.returncode != 0:
            raise AssertionError(f"{program} failed: {done.stderr}")
        return done.stdout

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen([self.programs["postgres"], "-D", "data"], cwd=self.folder, stdout=log, stderr=log,
                                            stdin=subprocess.DEVNULL, **self.options)
        until(self.answers, "PostgreSQL to start")

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-500:]}")
        return subprocess.run([self.programs["psql"], "-d", self.dsn(), "-c", ""], capture_output=True, check=False).returncode == 0

    def stop(self):
        """At once, as after a crash: clients are cut off in the middle of what they do."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def close(self):
        if self.process is not None and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def dsn(self, user="tester", database="postgres"):
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def ask(self, statements):
        """What psql prints of them: values in lines."""
        return self.run("psql", "-d", self.dsn(), "-v", "ON_ERROR_STOP=1", "-qAtc", statements).split()

    def schemas(self):
        return self.ask("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'concbench%' ORDER BY 1")

    def busy_sessions(self):
        """How many sessions of concbench read or write rows, or have just done so."""
        return int(self.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'concbench' AND "
                            "query ~ '^(SELECT content|UPDATE)'")[0])


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        server = PostgresServer()
    except unittest.SkipTest as reason:
        sys.exit(str(reason))
    try:
        print(server.dsn(), flush=True)
        while True:
            signal.pause()
    finally:
        server.close()


if __name__ == "__main__":
    main()
