"""Figures as concbench's own tables show them: the same rules as in src/report/words/format.cpp, so that both agree to the digit."""
import math

TIMES = [(1e9, "s", 4), (1e6, "ms", 3), (1e3, "µs", 3), (1, "ns", 3)]
SIZES = [(1024.0**4, "TiB", 3), (1024.0**3, "GiB", 3), (1024.0**2, "MiB", 3), (1024.0, "KiB", 3), (1, "B", 3)]


def significant(value, digits):
    """The value with so many significant digits and no exponent: 20.4, 312, 1234."""
    if value == 0:
        return "0"
    magnitude = math.floor(math.log10(value))
    decimals = max(0, digits - 1 - magnitude)
    text = f"{value:.{decimals}f}"
    carried = decimals > 0 and float(text) >= 10.0 ** (magnitude + 1)
    return f"{value:.{decimals - 1}f}" if carried else text


def unit_of(value, scales):
    return next((scale for scale in scales if value >= 0.9995 * scale[0]), scales[-1])


def with_unit(value, scales):
    factor, name, digits = unit_of(value, scales)
    return f"{value:.0f} {name}" if factor == 1 else f"{significant(value / factor, digits)} {name}"


def tick_text(value, scales):
    """A round number on an axis: 5 ms, 200 KiB."""
    factor, name, _ = unit_of(value, scales)
    return f"{value / factor:.4g} {name}"


def time_text(ns):
    return "0 s" if ns == 0 else with_unit(ns, TIMES)


def size_text(size):
    return with_unit(size, SIZES)


def ratio_text(ratio):
    if 0.1 <= ratio < 9.995:
        return f"{ratio:.2f}"
    return significant(ratio, 2 if ratio < 0.1 else 3)


def bound_text(bound):
    text = ratio_text(bound)
    for decimals in range(3, 7):
        if bound == 1 or float(text) != 1:
            break
        text = f"{bound:.{decimals}f}"
    return text


def speedup_text(of):
    slower = of.ratio < 0.1
    turned = [1 / each if slower else each for each in (of.ratio, *(of.interval or ()))]
    text = f"{(bound_text if of.resolved else ratio_text)(turned[0])}×{' slower' if slower else ''}"
    if not of.interval:
        return text + " ?"
    if of.interval[0] >= 1 / 1.005 and of.interval[1] <= 1.005:
        return "the same"
    low, high = sorted(turned[1:])
    return f"{text} [{bound_text(low)}, {bound_text(high)}]"
