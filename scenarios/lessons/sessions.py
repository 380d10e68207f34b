"""A new connection for each request, or one that is kept: counted, and timed with and without TLS."""
import http.client
import json
import ssl
import sys
import time
from urllib.parse import urlsplit

if len(sys.argv) < 2:
    sys.exit("start 'concbench serve' and give its URL")
SERVER = urlsplit(sys.argv[1])


def get(connection, target):
    connection.request("GET", target)
    return connection.getresponse().read()


def call(name, connect, keep_alive):
    """Makes 40 calls in sequence. requests.Session and aiohttp.ClientSession keep connections in the same way."""
    start = time.perf_counter()
    kept, opened = None, 0
    for number in range(40):
        if kept is None:
            kept, opened = connect(), opened + 1
        get(kept, f"/api/{number}")
        if not keep_alive:
            kept.close()
            kept = None
    if kept is not None:
        kept.close()
    print(f"{name}: 40 requests, connections: {opened}, {1e3 * (time.perf_counter() - start):.0f} ms")


facts = json.loads(get(http.client.HTTPConnection(SERVER.hostname, SERVER.port), "/health"))
tls = ssl.create_default_context(cadata=facts["ca_pem"])
for keeps in (False, True):
    call("plain", lambda: http.client.HTTPConnection(SERVER.hostname, SERVER.port), keeps)
for keeps in (False, True):
    call("TLS", lambda: http.client.HTTPSConnection(SERVER.hostname, facts["https_port"], context=tls), keeps)
