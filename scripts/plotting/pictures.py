"""The charts, as figures of matplotlib."""
import math
import textwrap
import warnings
from dataclasses import dataclass

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from plotting.reports import Problem, clean
from plotting.sweeps import number_of, split_sweeps
from plotting.texts import SIZES, TIMES, size_text, speedup_text, tick_text, time_text, unit_of

TALLEST = 160  # inches: 32,000 pixels, half of what a PNG of matplotlib may have
# The palette of Okabe and Ito (2008), which colour-blind people tell apart, in an order in which neighbours differ in grey as
# well. Lines have marks of their own besides. Dashes tell reports apart, and of a single report its executors; hatches tell reports.
COLOURS = ["#333333", "#e69f00", "#0072b2", "#009e73", "#56b4e9", "#d55e00", "#cc79a7", "#f0e442"]
MARKS = ["o", "s", "^", "D", "v", "P", "X", "<", ">", "p", "h", "*", "d"]
DASHES = ["-", "--", ":", "-."]
HATCHES = ["", "////", "....", "xxxx"]
WIDTH = 7.4  # inches: two columns of a journal's page
STYLE = {"font.family": ["DejaVu Sans"], "font.size": 8, "axes.titlesize": 9, "axes.labelsize": 8, "xtick.labelsize": 7,
         "ytick.labelsize": 7.5, "legend.fontsize": 8, "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.6,
         "axes.axisbelow": True, "axes.grid": True, "grid.color": "#dddddd", "grid.linewidth": 0.5, "hatch.linewidth": 0.5,
         "xtick.major.width": 0.6, "ytick.major.width": 0.6, "xtick.minor.width": 0.4, "ytick.minor.width": 0.4,
         "text.parse_math": False, "svg.hashsalt": "concbench", "svg.fonttype": "path", "path.simplify": False}


@dataclass
class Look:
    """How an executor of a report is drawn."""
    label: str
    colour: str
    mark: str
    dash: str
    hatch: str


def setting_text(group):
    first = group.first
    parts = [f"{first.tasks} task{'' if first.tasks == 1 else 's'}", f"{group.concurrency} at once"]
    if group.rate:
        parts.append(f"{group.rate:g}/s")
    return " · ".join(parts + [f"{name}={value}" for name, value in first.params.items() if value])


class Pictures:
    """The charts of all reports together, each as a matplotlib figure."""

    def __init__(self, reports, names):
        matplotlib.rcdefaults()  # no matter what a matplotlibrc of this machine says
        matplotlib.rcParams.update(STYLE)
        warnings.filterwarnings("ignore", message="Glyph")  # letters that the font has not are drawn as boxes
        self.reports, self.names = reports, names
        self.executors = list(dict.fromkeys(cell.executor for report in reports for group in report.groups for cell in group.cells))
        self.panels, self.sweep_panels = {}, {}
        for index, report in enumerate(reports):
            alone, sweeps = split_sweeps(report)
            for group in alone:
                group.report, group.rate = index, report.rate
                params = tuple(sorted((name, number_of(value) if number_of(value) is not None else value)
                                      for name, value in group.first.params.items() if value))
                key = (group.first.scenario, group.first.tasks, group.concurrency, report.rate, params)
                self.panels.setdefault(key, []).append(group)
            for line in sweeps:
                key = (line.points[0][2].first.scenario, line.parameter, report.rate, tuple(line.held.items()))
                self.sweep_panels.setdefault(key, []).append((index, line))

    def look(self, executor, report):
        place = self.executors.index(executor)
        several = len(self.reports) > 1
        return Look(f"{executor} · {self.names[report]}" if several else executor, COLOURS[place % len(COLOURS)],
                    MARKS[place % len(MARKS)], DASHES[(report if several else place) % len(DASHES)],
                    HATCHES[report % len(HATCHES)])

    def rows(self, groups):
        """The cells of a panel and the numbers of their reports: those of an executor next to each other."""
        cells = [(self.executors.index(cell.executor), group.report, cell) for group in groups for cell in group.cells]
        return [(cell, report) for _, report, cell in sorted(cells, key=lambda each: each[:2])]

    def time_name(self):
        open_loops = {report.rate > 0 for report in self.reports}
        if open_loops == {True, False}:
            return "time, of an open loop the p99 from when tasks were due"
        return "p99 from when tasks were due" if True in open_loops else "time"

    def caption(self, *sentences):
        lines = [" ".join(sentences)]
        for name, report in zip(self.names, self.reports):
            lines.append(f"{name}: {report.about}, up to {report.rounds} round{'' if report.rounds == 1 else 's'}")
        return "\n".join(part for line in lines for part in textwrap.wrap(line, 150))

    def figure(self, height, title, caption):
        if height > TALLEST:
            raise Problem(f"the chart would be {height:.0f} inches high, and at most {TALLEST} can be drawn: "
                          "choose some scenarios with --scenarios")
        made = Figure(figsize=(WIDTH, height), layout="constrained")
        FigureCanvasAgg(made)
        made.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
        made.supxlabel(caption, x=0.01, ha="left", fontsize=6.5, color="#444444", linespacing=1.4)
        return made

    def grid(self, heights, title, caption, legend=()):
        """A figure with a panel for each of the heights, two beside each other; with several looks a legend above them."""
        columns = 1 if len(heights) == 1 else 2
        rows = [max(heights[i:i + columns]) for i in range(0, len(heights), columns)]
        legend_rows = math.ceil(len(legend) / 4)
        above = [0.05 + 0.2 * legend_rows] if legend else []
        made = self.figure(sum(rows) + sum(above) + 0.75 + 0.12 * caption.count("\n"), title, caption)
        grid = made.add_gridspec(len(above) + len(rows), columns, height_ratios=above + rows)
        if legend:
            place = made.add_subplot(grid[0, :])
            place.axis("off")
            place.legend(handles=[Line2D([], [], color=each.colour, marker=each.mark, linestyle=each.dash, linewidth=1.2, markersize=4.5,
                                         label=each.label) for each in legend], loc="center left", ncol=4, frameon=False, borderpad=0)
        return made, [made.add_subplot(grid[len(above) + i // columns, i % columns]) for i in range(len(heights))]

    @staticmethod
    def head(axes, scenario, setting, most=62):
        axes.set_title(clean(scenario, 40), loc="left", fontweight="bold", pad=13)
        axes.annotate(clean(setting, most), (0, 1), (0, 4), "axes fraction", textcoords="offset points", fontsize=6, color="#444444")

    def bars(self, name, what, scales, text, title, caption):
        groups = list(self.panels.values())
        rows = [self.rows(each) for each in groups]
        if not any(cell.counted() for each in rows for cell, _ in each):
            return None
        made, axes = self.grid([0.62 + 0.19 * len(each) for each in rows], title, caption)
        for panel, (place, cells) in enumerate(zip(axes, rows)):
            looks = [self.look(cell.executor, report) for cell, report in cells]
            room = (62 if len(groups) > 1 else 130) - max(0, max(len(each.label) for each in looks) - 11)
            self.head(place, groups[panel][0].first.scenario, setting_text(groups[panel][0]), room)
            figures = [cell.figures(name) for cell, _ in cells]
            most = max((each[2] for each in figures if each), default=0) or 1
            factor, unit, _ = unit_of(most, scales)
            for row, ((cell, _), look, found) in enumerate(zip(cells, looks, figures)):
                if not found:
                    place.text(most / factor * 0.015, row, self.state(cell), va="center", fontsize=7, color="#444444")
                    continue
                least, middle, largest = (value / factor for value in found)
                bar, = place.barh(row, middle, height=0.72, color=look.colour, edgecolor="black", linewidth=0.5, hatch=look.hatch)
                bar.set_gid(f"bar-{what}-{panel}-{row}")
                _, caps, lines = place.errorbar(middle, row, xerr=[[max(0, middle - least)], [max(0, largest - middle)]], fmt="none",
                                                ecolor="black", elinewidth=0.8, capsize=2, capthick=0.8)
                for line in (*lines, *caps):  # to be seen on a dark bar as well
                    line.set_path_effects([withStroke(linewidth=2, foreground="white")])
                place.annotate(text(cell, found), (largest, row), (4, 0), textcoords="offset points", va="center", fontsize=7)
            place.set_yticks(range(len(cells)), [clean(each.label, 34) for each in looks])
            place.set_ylim(len(cells) - 0.4, -0.6)
            longest = max((len(text(cell, found)) for (cell, _), found in zip(cells, figures) if found), default=0)
            place.set_xlim(0, most / factor * (1.08 + 0.034 * longest))
            place.grid(axis="y", visible=False)
            place.tick_params(axis="y", length=0)
            place.xaxis.set_major_locator(MaxNLocator(4))
            place.xaxis.set_major_formatter(FuncFormatter(lambda value, _, unit=unit: f"{value:g} {unit}" if value else "0"))
        return made

    @staticmethod
    def state(cell):
        if cell.status == "ok":
            return "not run"
        return cell.status if cell.status == "n/a" else cell.status.upper()

    def times(self):
        name = self.time_name()
        return self.bars("time", "time", TIMES, lambda _, found: time_text(found[1]), f"{name[0].upper()}{name[1:]}: shorter is better",
                         self.caption("Bars: the median over the rounds. Lines: from the least to the most of them."))

    def memory(self):
        return self.bars("added", "memory", SIZES, lambda cell, found: f"{size_text(found[1])} (peak {size_text(cell.figures('peak')[1])})",
                         "Memory that the run added to its process: less is better",
                         self.caption("Bars: the median over the rounds of the growth of the resident memory. Lines: from the least to the most of "
                                      "them. In brackets: the median peak of the whole process. The kernel's part of threads, their kernel stacks "
                                      "and page tables, is in no figure here: concbench cost shows it."))

    def speedups(self):
        blocks = []
        for groups in self.panels.values():
            rows = [(cell, self.look(cell.executor, report)) for cell, report in self.rows(groups) if cell.speedup]
            if rows:
                blocks.append((groups[0], rows))
        if not blocks:
            return None
        count = sum(1 + len(rows) for _, rows in blocks)
        caption = self.caption("Marks: the median ratio of the times, round by round. Lines: intervals that hold together at 95 % for a "
                               "scenario. Hollow marks: not resolved, or too few rounds for an interval (?).")
        made = self.figure(0.17 * count + 1.25 + 0.12 * len(self.reports), "Speedups over the baseline: farther right is better", caption)
        place = made.add_subplot()
        row, ticks, labels, ends = 0, [], [], [1.0]
        for block, (group, rows) in enumerate(blocks):
            place.axhline(row + 0.5, color="#bbbbbb", linewidth=0.5)
            place.annotate(clean(group.first.scenario, 40), (0, row), (-92, 0), ("axes fraction", "data"), textcoords="offset points",
                           va="center", fontweight="bold", fontsize=8)
            over = f" · over {group.baseline}" if group.baseline else ""
            place.annotate(clean(setting_text(group), 80) + over, (0, row), (3, 0), ("axes fraction", "data"),
                           textcoords="offset points", va="center", fontsize=6, color="#444444",
                           bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})
            for cell, look in rows:
                row += 1
                of = cell.speedup
                ends += [of.ratio, *(of.interval or ())]
                if of.interval:
                    place.plot(of.interval, [row, row], color=look.colour, linewidth=1.6, solid_capstyle="butt",
                               gid=f"interval-{block}-{row}")
                place.plot([of.ratio], [row], look.mark, color=look.colour, markerfacecolor=look.colour if of.resolved else "white",
                           markeredgecolor="black" if of.resolved else look.colour, markeredgewidth=0.5 if of.resolved else 1.2,
                           markersize=5, gid=f"speedup-{block}-{row}")
                place.annotate(speedup_text(of), (1, row), (4, 0), ("axes fraction", "data"), textcoords="offset points", va="center",
                               fontsize=7)
                ticks.append(row)
                labels.append(clean(look.label, 34))
            row += 1
        place.axvline(1, color="black", linewidth=0.9, gid="parity")
        place.set_yticks(ticks, labels)
        place.set_ylim(row - 0.4, -0.7)
        place.grid(axis="y", visible=False)
        place.tick_params(axis="y", length=0)
        self.log_axis(place.xaxis, ends, [1000.0 ** power for power in range(-6, 7)], lambda value: f"{value:.6g}×")
        return made

    @staticmethod
    def log_axis(axis, values, factors, text):
        """A logarithmic axis around the values, with ticks at round numbers of the units that have these factors."""
        room = max(values) ** 0.04 / min(values) ** 0.04 * 1.12
        low, high = min(values) / room, max(values) * room
        axis.axes.set(**{f"{axis.axis_name}scale": "log", f"{axis.axis_name}lim": (low, high)})
        for digits in ((1,), (1, 2, 5), (1, 1.5, 2, 3, 4, 5, 7), None):
            tens = [factor * ten for factor in factors for ten in (1, 10, 100)]
            ticks = [ten * digit for ten in tens for digit in digits or ()]
            if digits is None:
                factor = next((each for each in sorted(factors, reverse=True) if each <= high), 1)
                ticks = [tick * factor for tick in MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(low / factor, high / factor)]
            ticks = [tick for tick in ticks if low <= tick <= high]
            if len(ticks) >= 3:
                break
        axis.set_major_locator(FixedLocator(ticks))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, _: text(value)))

    @staticmethod
    def apart(values, labels):
        """Those of the values whose labels do not run into each other on an axis, logarithmic unless a value is 0."""
        place = math.log if values[0] > 0 else float
        width = place(values[-1]) - place(values[0])
        shown = [values[0]]
        for value in values[1:]:
            if (place(value) - place(shown[-1])) / width > 0.04 + 0.012 * (len(labels[value]) + len(labels[shown[-1]])):
                shown.append(value)
        return shown

    def looks_of(self, pairs):
        """The looks of executors of reports, in the order of the executors."""
        return [self.look(executor, report) for executor, report in
                sorted(set(pairs), key=lambda each: (self.executors.index(each[0]), each[1]))]

    def sweeps(self):
        panels, drawn = [], []
        for (scenario, parameter, _, held), lines in self.sweep_panels.items():
            for name, title, scales in (("time", self.time_name(), TIMES), ("added", "memory that the run added", SIZES)):
                curves = {}
                for report, line in lines:
                    for number, label, group in line.points:
                        for cell in group.cells:
                            if found := cell.figures(name):
                                curves.setdefault((cell.executor, report), []).append((number, label, found))
                if curves:
                    panels.append((scenario, parameter, held, title, scales, curves))
                    drawn += curves
        if not panels:
            return None
        zero = any(number <= 0 for *_, curves in panels for points in curves.values() for number, _, _ in points)
        made, axes = self.grid([2.5] * len(panels), "Sweeps", self.caption(
            "Marks: the median over the rounds. Lines across them: from the least to the most. Both axes are logarithmic"
            + (", but not along a parameter that is 0 somewhere." if zero else ".")
            + " Memory is without the kernel's part of threads, which concbench cost shows."),
            self.looks_of(drawn))
        for panel, (place, (scenario, parameter, held, title, scales, curves)) in enumerate(zip(axes, panels)):
            self.head(place, f"{scenario}: {title}", " · ".join([f"along {parameter}", *(f"{name}={value}" for name, value in held)]))
            numbers = {number: label for points in curves.values() for number, label, _ in points}
            for (executor, report), points in curves.items():
                look = self.look(executor, report)
                xs = [number for number, _, _ in points]
                least, middle, most = zip(*(found for _, _, found in points))
                reach = [[max(0, m - l) for l, m in zip(least, middle)], [max(0, h - m) for m, h in zip(middle, most)]]
                line, _, _ = place.errorbar(xs, middle, yerr=reach, color=look.colour, marker=look.mark, linestyle=look.dash,
                                            linewidth=1.2, markersize=4, elinewidth=0.7, capsize=1.5, markeredgecolor="black",
                                            markeredgewidth=0.4)
                line.set_gid(f"sweep-{panel}-{self.executors.index(executor)}-{report}")
            if min(numbers) > 0:
                place.set_xscale("log")
            shown = self.apart(sorted(numbers), numbers)
            place.set_xticks(shown, [numbers[number] for number in shown])
            place.xaxis.set_minor_locator(NullLocator())
            place.set_xlabel(parameter)
            values = [value for points in curves.values() for _, _, found in points for value in found if value > 0]
            self.log_axis(place.yaxis, values or [1], [factor for factor, _, _ in scales],
                          lambda value, scales=scales: tick_text(value, scales))
        return made

    def latency(self):
        panels, drawn = [], []
        for groups in self.panels.values():
            curves = {}
            for cell, report in self.rows(groups):
                for which in ("response", "latency"):
                    most = cell.quantile(which, "max")
                    quantiles = [(1 / (1 - part), cell.quantile(which, name)) for part, name in
                                 ((0.5, "p50"), (0.9, "p90"), (0.99, "p99"), (0.999, "p999")) if 1 / (1 - part) < cell.tasks + 1e-6]
                    points = [each for each in [*quantiles, (cell.tasks, most)] if each[1] > 0]
                    if most > 0 and points:
                        curves[cell.executor, report, which] = sorted(set(points))
            if curves:
                panels.append((groups[0], curves))
                drawn += [each[:2] for each in curves]
        if not panels:
            return None
        both = any(which == "response" for _, curves in panels for _, _, which in curves)
        made, axes = self.grid([2.3] * len(panels), "How long tasks took, by percentile: lower is better", self.caption(
            "Medians over the rounds of each percentile; the last mark is the slowest task.",
            "Thick: from when the task was due. Thin: from when it was begun, which leaves out the wait before." if both else
            "Counted from when a task was begun."), self.looks_of(drawn))
        for panel, (place, (group, curves)) in enumerate(zip(axes, panels)):
            self.head(place, group.first.scenario, setting_text(group), 62 if len(panels) > 1 else 130)
            responses = any(which == "response" for _, _, which in curves)
            for (executor, report, which), points in curves.items():
                look = self.look(executor, report)
                thin = responses and which == "latency"
                line, = place.plot(*zip(*points), color=look.colour, marker=look.mark, linestyle=look.dash, linewidth=0.6 if thin else 1.3,
                                   markersize=2.5 if thin else 4, markeredgecolor="black", markeredgewidth=0.3)
                line.set_gid(f"latency-{panel}-{self.executors.index(executor)}-{report}-{which}")
            place.set_xscale("log")
            ticks = [(1 / (1 - part), text) for part, text in ((0.5, "p50"), (0.9, "p90"), (0.99, "p99"), (0.999, "p99.9"))]
            last = max(x for points in curves.values() for x, _ in points)
            shown = [each for each in ticks if each[0] < last * 1.01] or ticks[:1]
            place.set_xlim(1.7, max(last, 2) * 1.3)
            place.set_xticks([x for x, _ in shown], [text for _, text in shown])
            place.xaxis.set_minor_locator(NullLocator())
            self.log_axis(place.yaxis, [y for points in curves.values() for _, y in points], [factor for factor, _, _ in TIMES],
                          lambda value: tick_text(value, TIMES))
        return made
