"""A server that fails on purpose: what is sent again, after which pauses, and what is not."""
import http.client
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

if len(sys.argv) < 2:
    sys.exit("start 'concbench serve' and give its URL")
SERVER = sys.argv[1]


def call(method, url):
    may_repeat = method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS")  # twice is the same as once
    for attempt in range(1, 5):
        try:
            with urlopen(Request(f"{url}&attempt={attempt}", method=method), timeout=0.1) as response:
                return response.read()
        except HTTPError as error:
            failure = error
            may_repeat = may_repeat and error.code >= 500  # 4xx: the request is wrong, and stays wrong
        except (OSError, http.client.HTTPException) as error:  # a lost connection, or no answer in time
            failure = error
        if not may_repeat or attempt == 4:
            raise failure
        pause = 0.02 * 2 ** (attempt - 1)  # 20, 40, 80 ms: a server in trouble needs rest
        print(f"{url}, attempt {attempt}: {failure}; again in {1e3 * pause:.0f} ms")
        time.sleep(pause)


with socket.create_server(("127.0.0.1", 0)) as silent, ThreadPoolExecutor() as pool:  # it never answers
    calls = [pool.submit(call, "GET", f"{SERVER}/api/{i}?seed=1049&error-rate=0.5") for i in (1, 2, 3)]
    calls.append(pool.submit(call, "GET", f"{SERVER}/nothing?here"))
    calls.append(pool.submit(call, "POST", f"http://127.0.0.1:{silent.getsockname()[1]}/orders?item=7"))
    for number, each in enumerate(calls, 1):
        try:
            print(f"call {number}: {len(each.result())} bytes")
        except (OSError, http.client.HTTPException) as error:
            print(f"call {number} failed for good: {error}")
