"""The cells of a report and their results. Reads the JSON and the CSV of `concbench run`, and trusts neither."""
import csv
import io
import json
import statistics
import unicodedata
from dataclasses import dataclass
from pathlib import Path

NEWEST_SCHEMA = 2
LARGEST_FIGURE = 10**18  # as in docs/results.schema.json


class Problem(Exception):
    """The reason why no pictures can be made, in one line."""


@dataclass
class Speedup:
    ratio: float
    interval: tuple  # low, high; None where the rounds are too few
    resolved: bool


@dataclass
class Sample:
    """The figures of one round, in ns and bytes; a dictionary of quantiles for each of the latencies."""
    ok: bool
    wall: float
    peak: float
    added: float
    latency: dict
    response: dict

    @property
    def time(self):
        """What concbench compares."""
        return self.response.get("p99") or self.wall


@dataclass
class Cell:
    scenario: str
    executor: str
    params: dict  # texts, as the report has them
    tasks: int
    concurrency: int
    status: str
    samples: list
    speedup: Speedup = None
    median_time: float = None  # as the report says it; worked out in the same way where it does not

    def counted(self):
        return [each for each in self.samples if each.ok and each.wall > 0] if self.status == "ok" else []

    def figures(self, name):
        """The least, the median and the most of a figure over the rounds that count; None where there are none."""
        values = [getattr(each, name) for each in self.counted()]
        if not values:
            return None
        middle = self.median_time if name == "time" and self.median_time else statistics.median(values)
        return min(values), middle, max(values)

    def quantile(self, which, name):
        values = [getattr(each, which).get(name) or 0 for each in self.counted()]
        return statistics.median(values) if values else 0


@dataclass
class Group:
    """The cells of the same work under several executors."""
    cells: list
    baseline: str = None
    report: int = 0  # its number among those that are drawn
    rate: float = 0  # as the report's

    @property
    def first(self):
        return self.cells[0]

    @property
    def concurrency(self):
        return max(each.concurrency for each in self.cells)


@dataclass
class Report:
    groups: list
    about: str  # the machine and the program
    rate: float  # of an open loop; 0: none
    sweeps: list = None  # what was swept; None where the report does not say

    @property
    def rounds(self):
        return max(len(cell.samples) for group in self.groups for cell in group.cells)


def clean(text, most=200):
    """A text of a report as one line that can be drawn and stands in an XML file."""
    text = "".join(c for c in text if unicodedata.category(c)[0] != "C")
    return text if len(text) <= most else text[:most - 1] + "…"


class Fields:
    """A JSON object or array of a report; anything that is not valid is a Problem that names its place."""

    def __init__(self, value, place=""):
        self.value, self.place = value, place

    def __contains__(self, name):
        return isinstance(self.value, dict) and self.value.get(name) is not None

    def at(self, name):
        if not isinstance(self.value, dict) or name not in self.value:
            raise Problem(f"is not valid: '{self.place}{'.' if self.place else ''}{name}' is missing")
        return Fields(self.value[name], f"{self.place}{'.' if self.place else ''}{name}")

    def _as(self, kinds, what):
        if not isinstance(self.value, kinds) or isinstance(self.value, bool) and bool not in kinds:
            raise Problem(f"is not valid: '{self.place}' is not {what}")
        return self.value

    def text(self):
        return clean(self._as((str,), "a text"))

    def flag(self):
        return self._as((bool,), "true or false")

    def number(self, kinds=(int, float), what="a number", least=0):
        value = self._as(kinds, what)
        if not least <= value <= LARGEST_FIGURE:
            raise Problem(f"is not valid: '{self.place}' is not between {least} and 10¹⁸")
        return value

    def count(self):
        return self.number((int,), "a whole number", 1)

    def each(self):
        return [Fields(value, f"{self.place}[{index}]") for index, value in enumerate(self._as((list,), "a list"))]

    def texts(self):
        return {clean(name): self.at(name).text() for name in self._as((dict,), "an object")}

    def numbers(self):
        return {name: self.at(name).number() for name in self._as((dict,), "an object")}


def grouped(cells):
    """Neighbours that are the same work, each executor once."""
    groups = []
    for cell in cells:
        last = groups[-1] if groups else None
        if (not last or (cell.scenario, cell.tasks, cell.params) != (last.first.scenario, last.first.tasks, last.first.params)
                or cell.executor in [each.executor for each in last.cells]):
            groups.append(Group([]))
        groups[-1].cells.append(cell)
    return groups


def json_sample(of):
    responses = of.at("response_ns").numbers() if "response_ns" in of else {}
    return Sample(of.at("status").text() == "ok", of.at("wall_ns").number(), of.at("peak_rss_bytes").number(),
                  of.at("rss_increase_bytes").number(), of.at("latency_ns").numbers(), responses)


def json_cell(of):
    return Cell(of.at("scenario").text(), of.at("executor").text(), of.at("params").texts(), of.at("tasks").count(),
                of.at("concurrency").count(), of.at("status").text(), [json_sample(each) for each in of.at("samples").each()])


def json_speedup(of):
    interval = tuple(each.number() for each in of.at("interval").each()) if "interval" in of else None
    if of.at("ratio").number() <= 0 or interval is not None and (len(interval) != 2 or min(interval) <= 0):
        raise Problem(f"is not valid: '{of.place}' is no speedup")
    return Speedup(of.at("ratio").number(), interval, of.at("resolved").flag())


def add_results(groups, results):
    """The medians and speedups that the report itself gives, so that the pictures have the same."""
    if len(groups) != len(results):
        raise Problem(f"is not valid: it has {len(results)} 'results', but its 'cells' need {len(groups)}")
    for group, result in zip(groups, results):
        group.baseline = result.at("baseline").text() if "baseline" in result else None
        told = {each.at("executor").text(): each for each in result.at("executors").each()}
        for cell in group.cells:
            figures = told.get(cell.executor)
            for name in ("median_response_p99_ns", "median_wall_ns"):
                if figures and name in figures and cell.median_time is None:
                    cell.median_time = figures.at(name).number()
            if figures and "speedup" in figures:
                cell.speedup = json_speedup(figures.at("speedup"))


def read_json(text):
    try:
        whole = Fields(json.loads(text))
    except RecursionError:
        raise Problem("is no report of concbench: its JSON is nested too deeply") from None
    except ValueError as error:
        raise Problem(f"cannot be read as JSON: it is cut off or damaged ({error})") from None
    if "schema_version" not in whole or "tool" not in whole or "cells" not in whole:
        raise Problem("is JSON, but no report of `concbench run`: name a file that --export-json wrote")
    version = whole.at("schema_version").number()
    if version > NEWEST_SCHEMA:
        raise Problem(f"has schema version {version}, and this script knows versions up to {NEWEST_SCHEMA}: "
                      "use the plot.py of the concbench that wrote it")
    plan, facts, tool = whole.at("plan"), whole.at("environment"), whole.at("tool")
    groups = grouped(json_cell(each) for each in whole.at("cells").each())
    if "results" in whole:
        add_results(groups, whole.at("results").each())
    about = [facts.at("cpu_model").text()] if "cpu_model" in facts else []
    if "cpus_usable" in facts:
        about.append(f"{facts.at('cpus_usable').number()} CPUs")
    about.append(f"concbench {tool.at('version').text()} ({tool.at('revision').text()})")
    sweeps = [each.at("parameter").text() for each in plan.at("sweeps").each()] if "sweeps" in plan else []
    return Report(groups, " · ".join(about), plan.at("rate").number() if "rate" in plan else 0, sweeps)


def csv_number(row, name, least=0):
    text = row[name]
    try:
        value = float(text) if text else 0
    except ValueError:
        value = -1
    if not least <= value <= LARGEST_FIGURE:
        raise Problem(f"is not valid: {name} is {clean(text, 30)!r} in line {row['line']}")
    return int(value) if value == int(value) else value


def csv_sample(row):
    def quantiles(which):
        return {name: csv_number(row, f"{which}_ns_{name}") for name in ("p50", "p90", "p99", "p999", "max")}
    return Sample(row["status"] == "ok", csv_number(row, "wall_ns"), csv_number(row, "peak_rss_bytes"),
                  csv_number(row, "rss_increase_bytes"), quantiles("latency"), quantiles("response"))


CSV_COLUMNS = ["scenario", "executor", "tasks", "concurrency", "cell_status", "status", "round", "wall_ns", "peak_rss_bytes",
               "rss_increase_bytes", *(f"{which}_ns_{name}" for which in ("latency", "response")
                                       for name in ("p50", "p90", "p99", "p999", "max"))]


def read_csv(text):
    """Each run in it as a report of its own: files of several can be put one after another."""
    if not text.endswith("\n"):
        raise Problem("is cut off: its last line has no end")
    lines = csv.reader(io.StringIO(text, newline=""))
    header = next(lines)
    runs = {}
    try:
        for values in lines:
            if values == header:
                continue
            if len(values) != len(header):
                raise Problem(f"is cut off or damaged: line {lines.line_num} has {len(values)} fields of {len(header)}")
            row = dict(zip(header, values), line=lines.line_num)
            run = runs.setdefault(tuple(row.get(name, "") for name in ("started", "version", "revision", "rate")), [])
            params = {name[6:].replace("_", "-"): clean(value) for name, value in zip(header, values)
                      if name.startswith("param_") and value}
            identity = [clean(row["scenario"]), clean(row["executor"]), params, csv_number(row, "tasks", 1),
                        csv_number(row, "concurrency", 1), clean(row["cell_status"])]
            number = csv_number(row, "round")
            if not run or run[-1][0] != identity or number <= run[-1][1]:
                run.append([identity, number, [], row])
            run[-1][1] = number
            run[-1][2].append(csv_sample(row))
    except csv.Error as error:
        raise Problem(f"cannot be read as CSV: {error}") from None
    reports = []
    for (_, version, revision, _), cells in runs.items():
        row = cells[0][3]
        about = [clean(row[name]) + unit for name, unit in (("cpu_model", ""), ("cpus_usable", " CPUs")) if row.get(name)]
        about += [f"concbench {clean(version)} ({clean(revision)})"] if version else []
        reports.append(Report(grouped(Cell(*identity, samples) for identity, _, samples, _ in cells), " · ".join(about),
                              csv_number(row, "rate") if "rate" in row else 0))
    return reports


def read_reports(path):
    try:
        data = Path(path).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise Problem(f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Problem("is no report of concbench: it is not UTF-8") from None
    if set(CSV_COLUMNS) <= set(text.partition("\n")[0].split(",")):
        reports = read_csv(text)
    elif text.lstrip().startswith(("{", "[")):
        reports = [read_json(text)]
    else:
        raise Problem("is no report of concbench: name a file that --export-json or --export-csv wrote")
    if not any(cell.counted() for report in reports for group in report.groups for cell in group.cells):
        raise Problem("has no sample that counts: no cell in it is ok, so there is nothing to draw")
    return reports
