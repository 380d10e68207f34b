"""README.md, docs/executors.md and docs/scenarios.md against the program's own declarations.

CONCBENCH_UPDATE_GOLDEN=1 rewrites the tables of docs/scenarios.md.
"""
import os
import re

import harness

DOCS = harness.ROOT / "docs"
DECLARED = re.compile(r"(?s)<!-- declared -->\n.*?<!-- end -->")


def sections(path):
    """The text below each "## `name`", by name, in the order of the page."""
    parts = re.split(r"(?m)^## `([\w-]+)`\n", path.read_text())
    return dict(zip(parts[1::2], parts[2::2]))


def shown(values):
    """A default: one value, or those of the profiles where they differ."""
    values = [str(values[profile]) for profile in ("quick", "standard", "tutorial")]
    text = values[0] if len(set(values)) == 1 else " / ".join(values)
    return f"`{text}`" if text else "none"


def table(scenario):
    lines = [scenario["summary"] + ".", "", "| | default (quick / standard / tutorial) | allowed | |", "|---|---|---|---|",
             f"| `-n` | {shown(scenario['tasks'])} | 1 to {scenario['max_tasks']} | tasks |"]
    for each in scenario["parameters"]:
        default = "required" if each["name"] == scenario["required_parameter"] else shown(each["default"])
        lines.append(f"| `{each['name']}` | {default} | {each['allowed']} | {each['help']} |")
    return "\n".join(lines)


def escaped(text):
    """Choices are written a|b, which would end a cell."""
    return "\n".join(re.sub(r"(?<=\w)\|(?=\w)", r"\\|", line) for line in text.split("\n"))


class Reference(harness.Program):
    def test_the_readme_has_a_row_for_each_executor_and_each_scenario_in_the_order_of_the_list(self):
        text = (harness.ROOT / "README.md").read_text()
        for what in ("executors", "scenarios"):
            (table,) = re.findall(rf"(?ms)^## {what.title()}\n(.*?)^## ", text)
            rows = re.findall(r"(?m)^\| `([\w-]+)` \|", table)
            self.assertEqual(rows, [each["name"] for each in self.declared(what)])

    def test_every_executor_has_its_section_in_the_order_of_the_list(self):
        declared = self.declared("executors")
        pages = sections(DOCS / "executors.md")
        self.assertEqual(list(pages), [each["name"] for each in declared])
        for each in declared:
            with self.subTest(each["name"]):
                mark = "*default* · " if each["default"] else ""
                self.assertEqual(pages[each["name"]].split("\n")[0], mark + each["summary"])
                for heading in ("Waits:", "A task costs", "Wins:", "Loses:", "Use it", "Not:"):
                    self.assertIn(f"- **{heading}** ", pages[each["name"]])

    def test_every_scenario_says_what_wins_and_what_loses(self):
        for name, text in sections(DOCS / "scenarios.md").items():
            with self.subTest(name):
                self.assertRegex(text, r"(?m)^- \*\*Wins:\*\* ")
                self.assertRegex(text, r"(?m)^- \*\*Loses:\*\* ")

    def test_the_code_at_each_executors_heart_is_its_code(self):
        for name, text in sections(DOCS / "executors.md").items():
            with self.subTest(name):
                sources = re.findall(r"\]\(\.\./(src/[\w/.]+)\)", text)
                self.assertIn(f"src/executors/{name.replace('-', '_')}.cpp", sources)
                known = {line.strip() for each in sources for line in (harness.ROOT / each).read_text().split("\n")}
                (code,) = re.findall(r"(?s)```cpp\n(.*?)```", text)
                for line in filter(None, (line.strip() for line in code.split("\n"))):
                    self.assertIn(line, known)

    def test_every_scenario_has_its_section_with_what_it_declares(self):
        path = DOCS / "scenarios.md"
        declared = self.declared("scenarios")
        self.assertEqual(list(sections(path)), [each["name"] for each in declared])
        tables = iter(declared)
        text = DECLARED.sub(lambda _: f"<!-- declared -->\n{escaped(table(next(tables)))}\n<!-- end -->", path.read_text())
        if os.environ.get("CONCBENCH_UPDATE_GOLDEN"):
            path.write_text(text)
        self.assertEqual(path.read_text(), text)


if __name__ == "__main__":
    harness.main()
