"""`web-scrape` on sites that are not ours: loops, broken links, invalid HTML, huge pages, robots.txt."""
import collections
import threading

import harness

# One for each way to wait, where what is looked at lies in the crawl and not in the model.
FORMS = ["sequential", "thread-pool", "callbacks", "fibers", "coroutines", "loop-per-core"]


def page(title, *links, more=""):
    return (f"<!DOCTYPE html><title>{title}</title>{more}" + "".join(f'<a href="{each}">x</a>' for each in links)).encode()


# Nine pages: loops, links twice and in many spellings, a broken link, invalid HTML, what is not to be followed.
SITE = {
    "/robots.txt": b"User-agent: *\nDisallow: /\n\nUser-agent: concbench\nDisallow: /secret\nAllow: /secret/open\n"
                   b"Crawl-delay: 60\n",
    "/": page("Start &amp; end", "/", "a", "./a#part", "/b/", "gone", "/secret/1", "/secret/open",
              "http://127.0.0.1:1/", "mailto:x@y"),
    "/a": page("A", "/", "a", "/a?", "/a?page=2", "%61?page=2", "javascript:alert(1)"),
    "/a?": page("A with an empty query"),
    "/a?page=2": page("A, page 2", "?page=2", "?page=3"),
    "/a?page=3": page("A, page 3", "/a"),
    "/b/": b"<title>tag &amp; soup</title></p><b>bold<i>both</b></i><table><a href=deep/er>x<td></a>"
           b"<!-- <a href=/commented> --><a href='../a'>",
    "/b/deep/er": b"\xff\xfe\x00 not HTML at all <a href=../../b/>",
    "/secret/1": page("secret"),
    "/secret/open": page("open", "/secret/2", more="<script>'<a href=/scripted>'</script>"),
}
PAGES = ["/", "/a", "/a?", "/a?page=2", "/a?page=3", "/b/", "/b/deep/er", "/gone", "/secret/open"]


class Scrape(harness.Program):
    lacking = None  # the reason why this build cannot; "" when it can

    def setUp(self):
        super().setUp()
        if Scrape.lacking is None:
            Scrape.lacking = self.cells("web-scrape", "-n", "1", "-e", "sequential")["sequential"]["reason"]
        if "lacks Gumbo" in Scrape.lacking:
            self.skipTest(Scrape.lacking)

    def crawlers(self):
        """All that can crawl: not `processes`, since pages are found in memory."""
        return [each for each in self.available() if each != "processes"]

    def crawl(self, origin, *arguments, code=0, executors=FORMS):
        return self.cells("web-scrape", "--url", origin + "/", "-e", ",".join(executors), *arguments, code=code)


class Foreign(Scrape):
    def test_each_page_is_visited_once_in_each_sample_and_none_that_is_forbidden(self):
        server = self.pages(SITE)
        cells = self.crawl(server.origin, "-n", len(PAGES), executors=self.crawlers())
        self.all_ok(cells.values())
        self.assertEqual(len({cell["samples"][0]["digest"] for cell in cells.values()}), 1)
        visits = 1 + len(cells)  # the first crawl, and one under each executor
        self.assertEqual(collections.Counter(server.requests), {"/robots.txt": 1, **{each: visits for each in PAGES}})

    def test_a_crawl_delay_that_is_not_kept_is_told(self):
        cells = self.crawl(self.pages(SITE).origin, "-n", len(PAGES), executors=["sequential"])
        self.assertIn("Crawl-delay", cells["sequential"]["samples"][0]["notes"][0])

    def test_of_a_site_with_fewer_pages_all_are_taken_with_a_note(self):
        server = self.pages(SITE)
        for arguments, pages, depth in (([], len(PAGES), 3), (["-p", "depth=0"], 1, 0)):
            cells = self.crawl(server.origin, *arguments, executors=[*FORMS, "processes"])
            self.assertEqual({cell["tasks"] for cell in cells.values()}, {pages})
            del cells["processes"]  # n/a: its tasks share no memory
            self.all_ok(cells.values())
            for cell in cells.values():
                self.assertLessEqual(cell["concurrency"], pages)
                self.assertIn(f"the site has no more pages than these {pages} within depth {depth}",
                              cell["samples"][0]["notes"])

    def test_a_robots_txt_that_cannot_be_read_forbids_everything(self):
        for field, body, word in (("Content-Encoding: gzip", b"\x1f\x8b", "the Content-Encoding 'gzip', unasked"),
                                  ("X: y", "User-agent: *".encode("utf-16"), "text in UTF-16")):
            def site(connection, field=field, body=body):
                while path := connection.request():
                    connection.answer(body if path == "/robots.txt" else page("start"), "200 OK",
                                      *([field] if path == "/robots.txt" else []))
            cells = self.crawl(self.serve(site).origin, "-n", "1", code=1, executors=["sequential"])
            self.every_cell(cells, "failed", "/robots.txt has " + word, "nothing may be crawled", executors=["sequential"])

    def test_a_robots_txt_with_a_byte_order_mark_is_kept(self):
        server = self.pages({**SITE, "/robots.txt": b"\xef\xbb\xbf" + SITE["/robots.txt"]})
        self.all_ok(self.crawl(server.origin, "-n", len(PAGES), executors=["sequential"]).values())
        self.assertNotIn("/secret/1", server.requests)

    def test_a_page_with_an_encoding_that_was_not_asked_for_says_so(self):
        def site(connection):
            while path := connection.request():
                if path == "/robots.txt":
                    connection.answer(b"", "404 Not Found")
                else:
                    connection.answer(b"\x1f\x8b", "200 OK", "Content-Encoding: gzip")
        origin = self.serve(site).origin
        cells = self.crawl(origin, "-n", "1", code=1, executors=["sequential"])
        self.every_cell(cells, "failed", "Content-Encoding 'gzip', which is not undone", f"(first: {origin}/)", executors=["sequential"])

    def test_a_robots_txt_that_is_too_large_is_named(self):
        server = self.pages({"/robots.txt": b"#" * 2000})
        cells = self.crawl(server.origin, "-n", "1", "-p", "max-body=1KiB", code=1, executors=["sequential"])
        self.every_cell(cells, "failed", "limit of 1KiB", f"(first: {server.origin}/robots.txt)", executors=["sequential"])

    def test_a_page_that_fails_is_named(self):
        def site(connection):
            while path := connection.request():
                if path == "/b":
                    connection.answer(b"", "503 Service Unavailable")
                elif path == "/":
                    connection.answer(page("start", "b"))
                else:
                    connection.answer(b"", "404 Not Found")
        origin = self.serve(site).origin
        cells = self.crawl(origin, "-n", "2", code=1)
        self.every_cell(cells, "failed", f"HTTP 503 Service Unavailable (first: {origin}/b)", executors=FORMS)

    def test_a_larger_site_is_crawled_as_far_as_asked(self):
        server = self.pages(SITE)
        self.all_ok(self.crawl(server.origin, "-n", "4").values())
        self.assertEqual(set(server.requests), {"/robots.txt", "/", "/a", "/b/", "/gone"})

    def test_links_are_followed_to_the_depth_asked_for(self):
        server = self.pages(SITE)
        self.all_ok(self.crawl(server.origin, "-n", "5", "-p", "depth=1").values())
        self.assertEqual(set(server.requests), {"/robots.txt", "/", "/a", "/b/", "/gone", "/secret/open"})

    def test_several_starts_on_one_site_are_crawled_together(self):
        server = self.pages(SITE)
        cells = self.cells("web-scrape", "--url", server.origin + "/b/", "--url", server.origin + "/a?page=3", "--url",
                           server.origin + "/b/#again", "-n", "2", "-p", "depth=0")
        self.all_ok(cells.values())
        self.assertEqual(set(server.requests), {"/robots.txt", "/b/", "/a?page=3"})

    def test_a_host_may_be_written_in_any_case(self):
        server = self.pages({"/": page("start", "/a"), "/a": page("a")})
        self.all_ok(self.crawl(server.origin.replace("http://127.0.0.1", "HTTP://LocalHost"), "-n", "2").values())

    def test_two_sites_are_refused(self):
        self.refuses("run", "web-scrape", "--url", "http://127.0.0.1:1/", "--url", "http://127.0.0.1:2/",
                     words=["crawls one site", "http://127.0.0.1:1", "http://127.0.0.1:2"])

    def test_no_more_requests_are_under_way_than_is_polite(self):
        links = [f"/{i}" for i in range(40)]
        lock, now, most = threading.Lock(), [0], [0]
        pause = threading.Event()

        def count(connection):
            while path := connection.request():
                with lock:
                    now[0] += 1
                    most[0] = max(most[0], now[0])
                pause.wait(0.003)
                with lock:
                    now[0] -= 1
                connection.answer(b"" if path == "/robots.txt" else page(path, "/", *links))

        self.all_ok(self.crawl(self.serve(count).origin, "-n", "41", "-p", "polite=3").values())
        self.assertLessEqual(most[0], 3)

    def test_redirects_are_pages_with_one_link(self):
        def redirect(connection):
            while path := connection.request():
                if path == "/robots.txt":
                    connection.answer(b"", "301 Moved Permanently", "Location: /real-robots.txt")
                elif path == "/real-robots.txt":
                    connection.answer(b"User-agent: *\nDisallow: /x")
                elif path == "/":
                    connection.answer(b"", "302 Found", "Location: home")
                else:
                    connection.answer(page("home", "/", "/x"))

        self.all_ok(self.crawl(self.serve(redirect).origin, "-n", "2").values())

    def test_a_start_that_redirects_to_another_site_says_where(self):
        def send_off(connection):
            while path := connection.request():
                if path == "/robots.txt":
                    connection.answer(b"", "404 Not Found")
                else:
                    connection.answer(b"", "301 Moved Permanently", "Location: http://127.0.0.1:1/home")

        cells = self.crawl(self.serve(send_off).origin, code=1)
        self.every_cell(cells, "failed", "redirects to http://127.0.0.1:1/home", "start there", executors=FORMS)


class Faults(Scrape):
    def test_a_page_larger_than_the_limit_fails_alone(self):
        server = self.pages({"/": page("start", "/huge", "/small"), "/huge": b"<p>" * 500_000, "/small": page("small")})
        cells = self.crawl(server.origin, "-n", "3", "-p", "max-body=1MiB", code=1)
        self.every_cell(cells, "failed", "larger than the limit of 1MiB", executors=FORMS)
        for cell in cells.values():
            self.assertEqual((cell["samples"][0]["tasks_ok"], cell["samples"][0]["tasks_failed"]), (2, 1))

    def test_a_huge_page_within_the_limit_is_read(self):
        server = self.pages({"/": b"<title>huge</title>" + b"<p>text <b>bold</b> &amp; more\n" * 60_000})
        self.all_ok(self.crawl(server.origin, "-n", "1").values())

    def test_a_page_that_is_nested_too_deep_fails_and_a_deep_one_is_read(self):
        server = self.pages({"/": page("start", "/deep", "/deeper"), "/deep": b"<div>" * 4_000, "/deeper": b"<b>" * 1_000_000})
        cells = self.crawl(server.origin, "-n", "3", code=1)
        self.every_cell(cells, "failed", "nests more than 4000 tags", executors=FORMS)
        for cell in cells.values():
            self.assertEqual((cell["samples"][0]["tasks_ok"], cell["samples"][0]["tasks_failed"]), (2, 1))

    def test_a_page_that_the_server_fails_to_give_fails_its_task(self):
        def failing(connection):
            while path := connection.request():
                if path == "/bad":
                    connection.answer(b"", "500 Internal Server Error")
                else:
                    connection.answer(b"" if path == "/robots.txt" else page("start", "/bad"))

        cells = self.crawl(self.serve(failing).origin, "-n", "2", code=1)
        self.every_cell(cells, "failed", "HTTP 500 Internal Server Error", executors=FORMS)
        for cell in cells.values():
            self.assertEqual((cell["samples"][0]["tasks_ok"], cell["samples"][0]["tasks_failed"]), (1, 1))

    def test_a_site_that_changes_is_incorrect(self):
        count, lock = [0], threading.Lock()

        def change(connection):
            while path := connection.request():
                with lock:
                    count[0] += 1
                    title = f"visit {count[0]}"
                connection.answer(b"" if path == "/robots.txt" else page(title, "/"))

        cells = self.crawl(self.serve(change).origin, "-n", "1", code=1)
        self.every_cell(cells, "incorrect", "/ has not the title that it should have", executors=FORMS)

    def test_pages_without_an_end_do_not_make_a_crawl_without_an_end(self):
        def endless(connection):
            while path := connection.request():
                connection.answer(b"" if path == "/robots.txt" else page(path, path + "x", path + "y"))

        self.all_ok(self.crawl(self.serve(endless).origin, "-n", "50", "-p", "depth=1000").values())

    def test_a_start_that_robots_txt_forbids_is_not_crawled(self):
        server = self.pages({"/robots.txt": b"User-agent: *\nDisallow: /", "/": page("start")})
        self.every_cell(self.crawl(server.origin, code=1), "failed", "robots.txt forbids concbench to crawl", executors=FORMS)
        self.assertEqual(set(server.requests), {"/robots.txt"})

    def test_a_robots_txt_that_cannot_be_read_forbids_everything(self):
        def failing(connection):
            while connection.request():
                connection.answer(b"", "503 Service Unavailable")

        self.every_cell(self.crawl(self.serve(failing).origin, code=1), "failed", "/robots.txt: HTTP 503",
                        "nothing may be crawled", executors=FORMS)

    def test_a_site_that_is_not_there(self):
        self.every_cell(self.crawl("http://127.0.0.1:1", code=1), "failed", "Connection refused", executors=FORMS)


class Own(Scrape):
    def test_the_made_up_site_is_crawled_whole_whatever_its_numbers(self):
        for arguments in (["-n", "1"], ["-n", "2", "-p", "broken=0.5"], ["-n", "77", "-p", "links=2", "-p", "broken=0.5"],
                          ["-n", "30", "-p", "links=100", "-p", "size=0B"], ["-n", "20", "-p", "scheme=https"],
                          ["-n", "20", "-p", "keepalive=off"], ["-n", "20", "-p", "connections=warm", "-p", "polite=1"],
                          ["-n", "3", "-p", "size=2MiB"]):
            with self.subTest(arguments):
                self.all_ok(self.cells("web-scrape", "-e", ",".join(self.crawlers()), "-p", "latency=1ms", *arguments).values())

    def test_the_same_seed_is_the_same_site(self):
        digests = [self.cells("web-scrape", "-n", "20", "--seed", seed, "-e", "sequential")["sequential"]["samples"][0]["digest"]
                   for seed in (1, 1, 2)]
        self.assertEqual(digests[0], digests[1])
        self.assertNotEqual(digests[0], digests[2])

    def test_pages_larger_than_the_limit_fail(self):
        cells = self.cells("web-scrape", "-n", "5", "-p", "size=2MiB", "-p", "max-body=1MiB", code=1)
        self.every_cell(cells, "failed", "larger than the limit of 1MiB")


if __name__ == "__main__":
    harness.main()
