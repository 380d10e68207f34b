"""`concbench check-worker` for the workers that come with concbench: nothing is wrong with them."""
import harness
import languages


class Conformance(languages.WithLanguages):
    def check(self, language):
        self.need(language)
        done = self.concbench("check-worker", f"'{languages.START}' {language}")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        for line in done.stdout.splitlines():
            if line.startswith("skipped"):
                self.assertIn("apt-get install", line)
        for what in ("sleep under sequential: 8 tasks ended ok", "cpu-bound under sequential: 2 tasks ended ok", "SIGTERM: it "):
            self.assertIn(f"right    {what}", done.stdout)

    def test_python_obeys_the_protocol(self):
        self.check("python")

    def test_node_obeys_the_protocol(self):
        self.check("node")

    def test_go_obeys_the_protocol(self):
        self.check("go")

    def test_rust_obeys_the_protocol(self):
        self.check("rust")

    def test_java_obeys_the_protocol(self):
        self.check("java")


if __name__ == "__main__":
    harness.main()
