#!/usr/bin/env python3
"""Draws reports of concbench, as pictures for a paper, a talk or a README.

The script reads reports that `concbench run` wrote with --export-json or --export-csv. It writes one picture for each chart, as PNG and
as SVG:

  times      the median time of each executor, with the minimum and the maximum of its rounds
  speedups   how many times faster than the baseline each executor is, with intervals (JSON only)
  sweeps     time and memory along a parameter that was swept, on logarithmic axes
  latency    how long tasks took, by percentile
  memory     the memory that the run added to its process, without the kernel's part of threads

In an open loop (--rate) the time is the p99 from when tasks were due, as everywhere in concbench. Several reports are drawn side by
side. The same reports give the same bytes, with the same version of matplotlib.
"""
import argparse
import io
import os
import sys
import tempfile
from pathlib import Path

from plotting.reports import Problem, clean, read_reports

EXAMPLES = """examples:
  concbench run all --export-json run.json && scripts/plot.py run.json
  scripts/plot.py run.json --charts speedups,memory --formats svg
  scripts/plot.py run.json --scenarios sleep,echo --output pictures/waiting
  scripts/plot.py old.json new.json --output before-and-after
  concbench run sleep --sweep tasks=1..10000:x10 --export-json sweep.json && scripts/plot.py sweep.json --charts sweeps

exit codes: 0 the pictures are written, 2 nothing was written"""

CHARTS = {"times": "no scenario outside of a sweep has a time", "speedups": "speedups need the JSON of at least two executors",
          "sweeps": "nothing was swept over numbers", "latency": "no scenario outside of a sweep has latencies",
          "memory": "no scenario outside of a sweep has memory"}


def settle(figure):
    """Lays the figure out, and rounds where everything stands: the last digits of matplotlib's layout differ from run to run."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        axes.set_position([round(part, 6) for part in axes.get_position().bounds])
    for text in figure.texts:
        text.set_position([round(part, 6) for part in text.get_position()])


def rendered(figure, kind):
    file = io.BytesIO()
    metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": "concbench"}  # neither a time nor a version
    figure.savefig(file, format=kind, dpi=200, facecolor="white", metadata=metadata)
    return file.getvalue()


def write_all(files):
    """All of them, or none: each is complete beside its place before the first is put there."""
    waiting = {}
    mask = os.umask(0o077)
    os.umask(mask)
    try:
        for path, data in files.items():
            with tempfile.NamedTemporaryFile(dir=Path(path).parent, prefix=".plot-", delete=False) as file:
                waiting[file.name] = path
                file.write(data)
            os.chmod(file.name, 0o666 & ~mask)
            if Path(path).is_dir():
                raise IsADirectoryError(21, "it is a folder")
        for temporary in list(waiting):
            os.replace(temporary, waiting[temporary])
            del waiting[temporary]
    except OSError as error:
        raise Problem(f"cannot write {str(path)!r}: {error.strerror}") from None
    finally:
        for temporary in waiting:
            os.unlink(temporary)


def words(allowed=None):
    """The type of an option that takes words with commas between them."""
    def read(text):
        found = [each for each in text.split(",") if each]
        for each in found:
            if allowed and each not in allowed:
                raise argparse.ArgumentTypeError(f"{each!r} is none of {', '.join(allowed)}")
        if not found:
            raise argparse.ArgumentTypeError("give at least one")
        return list(dict.fromkeys(found))
    return read


class Parser(argparse.ArgumentParser):
    """One whose errors are a line, as all others here."""

    def error(self, message):
        raise Problem(f"{message}; see scripts/plot.py --help")


def arguments():
    parser = Parser(prog="plot.py", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="+", metavar="REPORT", help="a file that --export-json or --export-csv wrote")
    parser.add_argument("-o", "--output", metavar="NAME", help="how the names of the pictures begin: NAME-times.png and so on "
                        "(default: the name of the first report without its ending, in the current folder)")
    parser.add_argument("-c", "--charts", type=words(CHARTS), metavar="CHART,…",
                        help=f"{', '.join(CHARTS)} (default: every chart for which the reports have figures)")
    parser.add_argument("-f", "--formats", type=words(["png", "svg"]), default=["png", "svg"], metavar="FORMAT,…",
                        help="png, svg (default: both)")
    parser.add_argument("-s", "--scenarios", type=words(), metavar="NAME,…", help="only these scenarios (default: all)")
    return parser.parse_args()


def names_of(paths):
    """A short name for each report: that of its file, with as much of the way to it as it takes to tell them apart."""
    for name in (lambda path: path.stem, lambda path: path.name, lambda path: f"{path.parent.name}/{path.stem}"):
        names = [clean(name(Path(path)), 24) for path in paths]
        if len(set(names)) == len(names):
            return names
    return [f"{clean(Path(path).stem, 18)} ({number})" for number, path in enumerate(paths, 1)]


def chosen_reports(asked):
    """The reports with only those scenarios that were asked for, and their names."""
    reports, names = [], []
    for path, name in zip(asked.reports, names_of(asked.reports)):
        try:
            runs = read_reports(path)
        except Problem as problem:
            raise Problem(f"the report {path!r} {problem}") from None
        reports += runs
        names += [name] if len(runs) == 1 else [f"{name} run {number}" for number in range(1, len(runs) + 1)]
    if asked.scenarios:
        known = {group.first.scenario for report in reports for group in report.groups}
        for name in asked.scenarios:
            if name not in known:
                raise Problem(f"the reports have no scenario {name!r}: they have {', '.join(sorted(known))}")
        for report in reports:
            report.groups = [group for group in report.groups if group.first.scenario in asked.scenarios]
        names = [name for name, report in zip(names, reports) if report.groups]
        reports = [report for report in reports if report.groups]
    return reports, names


def draw(asked):
    reports, names = chosen_reports(asked)
    try:
        from plotting.pictures import Pictures  # --help, and what is wrong with a report, need no matplotlib
    except ImportError as error:
        raise Problem(f"matplotlib is missing ({error}): install it with `apt-get install python3-matplotlib` or "
                      "`pip install matplotlib`") from None
    pictures = Pictures(reports, names)
    begin = asked.output or Path(asked.reports[0]).stem
    files = {}
    for chart in asked.charts or CHARTS:
        figure = getattr(pictures, chart)()
        if figure is None and asked.charts:
            raise Problem(f"there is nothing to draw for the chart {chart}: {CHARTS[chart]}")
        if figure is not None:
            settle(figure)
            files.update({f"{begin}-{chart}.{kind}": rendered(figure, kind) for kind in asked.formats})
    if not files:
        raise Problem("there is nothing to draw: no cell of these scenarios is ok")
    write_all(files)
    print(*files, sep="\n")


def main():
    try:
        draw(arguments())
    except Problem as problem:
        print(f"plot.py: {problem}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
