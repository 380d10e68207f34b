// A report as people read it, before it has a format. Texts are in Unicode and not escaped. A printer escapes them,
// knows the width and the colours, and leaves out what it cannot draw.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/interval.hpp"
#include "core/timeline.hpp"
#include "report/figures/chart_axis.hpp"
#include "report/words/ink.hpp"

namespace concbench {

/// A sentence about some executors, or about all.
struct statement {
  std::string text;
  ink tone = ink::plain;
  std::string who = {};  ///< shown before a colon; empty: it is about everything here
  /// The column that it is about, and with which it is left out; empty: it is always shown.
  std::string column = {};
};

struct page_column {
  std::string title;
  int importance = 0;      ///< when there is not enough width, columns with more importance stay longer
  std::string about = {};  ///< what its figures are, as a sentence; empty when the title is enough
};

struct page_cell {
  std::string text;
  ink tone = ink::plain;
  std::string mark = {};  ///< "*" or "!" after the text; a legend explains it
};

/// Each row has a cell for each column; the first is the row's name. In a row with fewer cells, the last one takes all
/// columns that are left.
struct page_table {
  std::string title = {};  ///< empty when the title of its section is enough
  std::vector<page_column> columns = {};
  std::vector<std::vector<page_cell>> rows = {};
  bool matrix = false;  ///< its columns are of one kind: those that do not fit are shown in a further block
  std::string alike = {};  ///< tables with the same word look alike: the same columns are left out
};

/// What marks of a chart have in common besides what their labels say: the report that their figures come from, where
/// there are several. Each series has a colour and a shape of its own, the same in all charts of the page.
struct chart_series {
  std::string sign;  ///< "A": short, for it begins the labels of its marks
  std::string name;  ///< for the legend
};

/// Bars from 0, one for each row.
struct bar_chart {
  struct bar {
    std::string label;
    std::string figure;  ///< the value as text, or why there is none
    double value = 0;    ///< 0: there is no bar
    ink tone = ink::plain;
    bool suspect = false;                          ///< of a cell that is not ok; the label gets a mark
    std::optional<analysis::interval> range = {};  ///< of the value
    std::string series = {};                       ///< its sign; empty: none
  };
  std::string title;
  std::vector<bar> bars = {};
  std::vector<chart_series> series = {};  ///< for the legend
};

/// What the interval of a ratio shows: that the ratio is not 1; that it is so near to 1 that no difference could
/// matter; or neither.
enum class ratio_state { not_resolved, same, resolved };

/// Ratios with their intervals on a logarithmic axis around 1.
struct interval_chart {
  struct row {
    std::string label;
    std::string figure;  ///< the ratio as text, or why there is none
    double ratio = 0;    ///< 0: there is none
    std::optional<analysis::interval> range = {};
    ratio_state state = ratio_state::not_resolved;
    std::string series = {};  ///< its sign; empty: none
  };
  std::string title;
  std::vector<row> rows = {};
  bool above_is_better = true;
  std::vector<chart_series> series = {};  ///< for the legend
};

/// Curves through points (x, y), at least one for each curve. y is above 0. An axis is logarithmic when its values span
/// a decade.
struct curve_chart {
  struct point {
    double x = 0;
    double y = 0;
    std::optional<analysis::interval> range = {};  ///< of y
  };
  struct curve {
    std::string label;
    std::vector<point> points;
    bool dashed = false;
    std::string series = {};  ///< its sign; empty: its colour is that of its label
  };
  std::string y_name;
  std::string x_name;
  std::string title = {};    ///< empty: "time over tasks", from the names of the axes
  std::string caution = {};  ///< a sentence after the title: what the curves do not show
  std::vector<std::pair<double, std::string>> x_marks = {};  ///< places on the x axis, and their names
  std::vector<curve> curves = {};
  std::function<std::string(double)> y_text = {};
  round_values y_round = round_values::decimal;
  /// Places on the x axis where two curves cross.
  std::vector<std::pair<double, std::string>> crossings = {};
  bool in_order = false;  ///< x is only a number in a series: dots without lines, on an even axis

  std::string shown_title() const { return title.empty() ? y_name + " over " + x_name : title; }
};

/// Ratios as a field of colours. Rows and columns are names. A cell has a colour only when its ratio is resolved.
struct heat_map {
  struct cell {
    std::string text;
    double ratio = 0;  ///< above 1 is better than the baseline; 0: there is none
    bool resolved = false;
  };
  std::string title;
  std::vector<std::string> columns = {};
  std::vector<std::pair<std::string, std::vector<cell>>> rows = {};
};

/// When tasks ran: a block of rows for each executor, all on the same time axis.
struct timeline_chart {
  struct block {
    std::string label;
    std::vector<std::string> facts;  ///< what is known about it, or why there are no rows
    const task_timeline* tasks;      ///< never null; belongs to the report, which must outlive the page
    ink tone = ink::plain;
    bool suspect = false;  ///< of a cell that is not ok; the label gets a mark
  };
  std::string title;
  std::int64_t extent_ns = 0;  ///< where the axis ends; above 0
  std::vector<block> blocks = {};
  std::function<std::string(double)> time_text = {};  ///< writes a time in nanoseconds
};

using page_chart = std::variant<bar_chart, interval_chart, curve_chart, heat_map, timeline_chart>;

/// Charts that belong side by side.
struct chart_row {
  std::vector<page_chart> charts;
  bool page_only = false;  ///< left out on a terminal, where tables are enough
};

/// What columns and signs mean.
struct page_legend {
  struct note {
    std::string text;
    /// The column that it is about, and with which it is left out; empty: it is always shown.
    std::string column = {};
  };
  std::vector<note> notes;
};

/// A command that the reader can copy.
struct page_command {
  std::string text;
};

/// Something that was found, what it means, and how to correct it.
struct page_finding {
  std::string label;      ///< "warning:"
  ink tone = ink::plain;  ///< colour of the label
  std::string what;
  std::string meaning = {};
  std::string command = {};  ///< empty: no command on this machine corrects it
};

/// A short term and its explanation, one of a list.
struct page_definition {
  std::string term;
  std::string text;
  bool series = false;  ///< the term is the sign of a series of the page's charts
};

using page_block =
    std::variant<statement, page_table, chart_row, page_legend, page_command, page_finding, page_definition>;

/// Where a section is placed.
enum class section_place {
  in_order,
  /// First on a page, which is read from its top; in its normal place on a terminal, which is read from its end.
  first_on_a_page,
  page_only,  ///< first on a page, and left out on a terminal
};

struct page_section {
  std::string title = {};  ///< empty: it is only separated from the section before
  std::vector<std::string> facts = {};
  std::vector<page_block> blocks = {};
  section_place place = section_place::in_order;
  std::string subject = {};  ///< the scenario that it is about; empty: all
  bool foldable = false;     ///< method or warnings, which a browser can fold away; it has a title
  /// Shown instead of the blocks when there is little room, unless more is asked for.
  std::vector<statement> brief = {};
};

struct page {
  std::string title;       ///< "concbench 0.2.0 (03c179a)"
  std::string alarm = {};  ///< why its times mean nothing; empty: they do mean something
  std::vector<std::vector<std::string>> facts = {};  ///< lines of facts about the machine and about the plan
  std::string command = {};                          ///< the whole command line; empty: not known
  std::vector<statement> notices = {};
  std::vector<page_section> sections = {};
};

}  // namespace concbench
