"""A crawler: it follows the links of a site, fetches every page once, and has at most four requests at a time."""
import asyncio
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import urlopen

if len(sys.argv) < 2:
    sys.exit("start 'concbench serve' and give its URL")
START = sys.argv[1] + "/site/seed=7&pages=24&links=5&latency=30ms/"


class Links(HTMLParser):
    """The links of a page; comments and scripts have none, and neither have templates."""

    def __init__(self, html):
        super().__init__()
        self.found, self.in_template = [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.in_template = self.in_template or tag == "template"
        if tag == "a" and not self.in_template and dict(attributes).get("href"):
            self.found.append(dict(attributes)["href"])

    def handle_endtag(self, tag):
        self.in_template = self.in_template and tag != "template"


def fetch(url):
    with urlopen(url) as response:
        return response.read().decode()


async def crawl():
    seen, permits = set(), asyncio.Semaphore(4)

    def add(group, url):
        if url not in seen:
            seen.add(url)
            group.create_task(visit(group, url))

    async def visit(group, url):
        async with permits:
            html = await asyncio.to_thread(fetch, url)  # urllib blocks; aiohttp would suspend
            print(f"{url.removeprefix(START[:-1])}: done")
        for reference in Links(html).found:
            to = unquote(urldefrag(urljoin(url, reference.strip())).url)  # one spelling for each page
            if to.startswith(START) and "/private" not in to:
                add(group, to)

    async with asyncio.TaskGroup() as pages:
        add(pages, START)
    print(f"{len(seen)} pages, each of them once")


asyncio.run(crawl())
