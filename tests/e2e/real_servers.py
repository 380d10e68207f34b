"""Servers of Debian for tests: nginx, tinyproxy and squid, each in a folder of its own, on a free port of loopback or on a
Unix socket. A test for which one of them is missing is skipped, and says what to install."""
import os
import pwd
import shutil
import socket
import subprocess
import unittest

from harness import until

SQUID_HELPER = "/usr/lib/squid/basic_ncsa_auth"


def find(program):
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not found:
        raise unittest.SkipTest(f"{program} is not installed: apt-get install {program}")
    return found


def free_port():
    """A port that was free a moment ago: none of these servers can ask the kernel for one."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def start(test, folder, arguments, answers):
    """Runs a server in the foreground until the test ends, and waits until `answers()` is true."""
    log = open(folder / "output.log", "wb")  # noqa: SIM115
    process = subprocess.Popen(arguments, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def end():
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()

    test.addCleanup(end)

    def ready():
        if process.poll() is not None:
            raise AssertionError(f"{arguments[0]} ended: {(folder / 'output.log').read_text(errors='replace')[-2000:]}")
        return answers()

    until(ready, f"{arguments[0]}")


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


def folder_for(test, name):
    folder = test.folder / name
    folder.mkdir()
    folder.chmod(0o777)  # a server that was started as root changes its user
    test.folder.chmod(0o755)
    return folder


def nginx(test, listen, locations):
    """Starts nginx, which listens at the path of a socket or at an address; `locations` is a part of its configuration."""
    program = find("nginx")
    folder = folder_for(test, "nginx")
    where = f"unix:{listen}" if str(listen).startswith("/") else listen
    (folder / "nginx.conf").write_text(f"""
        daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
        events {{ worker_connections 512; }}
        http {{ access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
               uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
               gzip on; gzip_min_length 0; gzip_types application/json; gzip_http_version 1.0;
               server {{ listen {where}; {locations} }} }}
    """)
    port = None if str(listen).startswith("/") else int(str(listen).split()[0].rsplit(":", 1)[1])
    start(test, folder, [program, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")],
          lambda: listens(port) if port else os.path.exists(listen))


def tinyproxy(test, user=None):
    """Starts tinyproxy; returns HOST:PORT. `user` is NAME:PASSWORD, without which everybody may use it."""
    program = find("tinyproxy")
    folder = folder_for(test, "tinyproxy")
    port = free_port()
    login = f"BasicAuth {user.replace(':', ' ')}\n" if user else ""
    (folder / "tinyproxy.conf").write_text(
        f"Port {port}\nListen 127.0.0.1\nTimeout 600\nMaxClients 500\nLogLevel Info\nLogFile \"{folder}/log\"\n"
        f"Allow 127.0.0.1\n{login}")
    start(test, folder, [program, "-d", "-c", str(folder / "tinyproxy.conf")], lambda: listens(port))
    return f"127.0.0.1:{port}"


def squid(test, hosts, user=None):
    """Starts squid, for which the names of `hosts` are this machine; returns HOST:PORT."""
    program = find("squid")
    folder = folder_for(test, "squid")
    port = free_port()
    (folder / "hosts").write_text("".join(f"127.0.0.1 {name}\n" for name in hosts))
    access = "http_access allow all\n"
    if user:
        name, password = user.split(":")
        hashed = subprocess.run(["openssl", "passwd", "-apr1", password], check=True, capture_output=True, text=True).stdout
        (folder / "users").write_text(f"{name}:{hashed}")
        (folder / "users").chmod(0o644)
        access = (f"auth_param basic program {SQUID_HELPER} {folder}/users\nauth_param basic children 1 startup=1\n"
                  "acl known proxy_auth REQUIRED\nhttp_access allow known\nhttp_access deny all\n")
    owner = "proxy" if os.geteuid() == 0 and any(each.pw_name == "proxy" for each in pwd.getpwall()) else None
    (folder / "squid.conf").write_text(
        f"http_port 127.0.0.1:{port}\npid_filename none\ncache deny all\naccess_log none\ncache_log {folder}/cache.log\n"
        f"cache_store_log none\ncoredump_dir {folder}\nhosts_file {folder}/hosts\nshutdown_lifetime 0 seconds\n"
        f"{f'cache_effective_user {owner}' if owner else ''}\nvia off\nforwarded_for delete\n{access}")
    start(test, folder, [program, "-N", "-f", str(folder / "squid.conf")], lambda: listens(port))
    return f"127.0.0.1:{port}"
