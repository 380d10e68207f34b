"""Which groups of a report stand alone, and which along a parameter that was swept."""
import re
from dataclasses import dataclass

UNITS = {"": 1, "ns": 1, "us": 1e3, "µs": 1e3, "ms": 1e6, "s": 1e9, "min": 6e10, "h": 3.6e12, "B": 1, "kB": 1e3, "MB": 1e6,
         "GB": 1e9, "TB": 1e12, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40}


def number_of(text):
    """A value such as 20ms or 64KiB in ns or bytes; None where it is no number."""
    parts = re.fullmatch(r"(\d+(?:\.\d+)?)(\D*)", text)
    return float(parts[1]) * UNITS[parts[2]] if parts and parts[2] in UNITS else None


def value_of(group, name):
    if name in ("tasks", "concurrency"):
        return str(getattr(group.first if name == "tasks" else group, name))
    return group.first.params.get(name)


def swept_names(report, groups):
    """The parameters of a scenario that were swept: as the report says, or else those that differ between its groups."""
    if report.sweeps is not None:
        scenario = groups[0].first.scenario
        own = [name.rpartition(".")[2] for name in report.sweeps if name.rpartition(".")[0] in ("", scenario)]
        return [name for name in own if value_of(groups[0], name) is not None]
    others = ["tasks", *sorted(set().union(*(group.first.params for group in groups)))]
    found = [name for name in others if len({value_of(group, name) for group in groups}) > 1]
    alike = {}
    for group in groups:
        alike.setdefault(tuple(value_of(group, name) for name in found), set()).add(group.concurrency)
    return found + ["concurrency"] * (max(map(len, alike.values())) > 1)


@dataclass
class Sweep:
    """Groups of one report along one parameter, at one value of each other parameter that was swept."""
    parameter: str
    held: dict
    points: list  # (number, text, group)


def split_sweeps(report):
    """The groups that stand alone, and the sweeps."""
    alone, sweeps = [], []
    scenarios = {}
    for group in report.groups:
        scenarios.setdefault(group.first.scenario, []).append(group)
    for groups in scenarios.values():
        names = swept_names(report, groups)
        numbers = {name: {number_of(value_of(group, name) or "") for group in groups} for name in names}
        along = next((name for name in names if None not in numbers[name] and len(numbers[name]) > 1), None)
        if along is None:
            alone += groups
            continue
        lines = {}
        for group in groups:
            held = {name: value_of(group, name) for name in names if name != along}
            line = lines.setdefault(tuple(held.items()), Sweep(along, held, []))
            line.points.append((number_of(value_of(group, along)), value_of(group, along), group))
        for line in lines.values():
            line.points.sort(key=lambda point: point[0])
        sweeps += lines.values()
    return alone, sweeps
