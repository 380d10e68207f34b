// A report as people read it, before it has a format. Words are in Unicode and raw: a printer escapes them, knows a width or colours,
// and leaves out what it cannot draw.
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

/// Something that is said, of somebody or of all.
struct statement {
  std::string text;
  ink tone = ink::plain;
  std::string who = {};     ///< before a colon; empty: of all that stands here
  std::string column = {};  ///< of which it speaks: left out together with this column; empty: always there
};

struct page_column {
  std::string title;
  int importance = 0;      ///< where the width does not hold all, columns of more importance stay longer
  std::string about = {};  ///< what its figures are, in a sentence; empty where the title says it
};

struct page_cell {
  std::string text;
  ink tone = ink::plain;
  std::string mark = {};  ///< "*" or "!", after the text; a legend explains it
};

/// A cell per column, the first one the row's name; in a row with fewer, the last cell takes all columns that are left.
struct page_table {
  std::string title = {};  ///< empty where its section's title says it
  std::vector<page_column> columns = {};
  std::vector<std::vector<page_cell>> rows = {};
  bool matrix = false;  ///< its columns are of one kind: those that find no place follow in a further block
  std::string alike = {};  ///< tables with the same word look alike: the same columns find a place
};

/// Bars from 0, one a row.
struct bar_chart {
  struct bar {
    std::string label;
    std::string figure;  ///< the value as text, or why there is none
    double value = 0;    ///< 0: no bar
    ink tone = ink::plain;
    bool suspect = false;  ///< of a cell that is not ok: the label gets a mark
  };
  std::string title;
  std::vector<bar> bars = {};
};

/// Ratios with their intervals on a logarithmic axis around 1.
struct interval_chart {
  struct row {
    std::string label;
    std::string figure;  ///< the ratio as text, or why there is none
    double ratio = 0;    ///< 0: none
    std::optional<analysis::interval> range = {};
    bool resolved = false;
  };
  std::string title;
  std::vector<row> rows = {};
  bool above_is_better = true;
};

/// Curves through points of (x, y), at least one each, y above 0, on logarithmic axes where these span a decade.
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
  };
  std::string y_name;  ///< "time": then "time over tasks" is its title, unless it has another one
  std::string x_name;
  std::string title = {};
  std::string caution = {};  ///< a sentence after the title: what the curves do not show
  std::vector<std::pair<double, std::string>> x_marks = {};  ///< places on the axis, and their names
  std::vector<curve> curves = {};
  std::function<std::string(double)> y_text = {};
  round_values y_round = round_values::decimal;
  std::vector<std::pair<double, std::string>> crossings =
      {};                 ///< places on the x axis where curves change places
  bool in_order = false;  ///< x only counts: dots alone, on an even axis
};

/// Ratios as a field of colours: rows and columns are names; a cell is coloured only where its ratio is resolved.
struct heat_map {
  struct cell {
    std::string text;
    double ratio = 0;  ///< above 1 is better than the baseline; 0: none
    bool resolved = false;
  };
  std::string title;
  std::vector<std::string> columns = {};
  std::vector<std::pair<std::string, std::vector<cell>>> rows = {};
};

/// When tasks ran: a block of rows for each executor, one under another on one time axis.
struct timeline_chart {
  struct block {
    std::string label;
    std::vector<std::string> facts;  ///< what is known of it, or why there are no rows
    const task_timeline* tasks;      ///< never null; belongs to the report, which must outlive the page
    ink tone = ink::plain;
    bool suspect = false;  ///< of a cell that is not ok: the label gets a mark
  };
  std::string title;
  std::int64_t extent_ns = 0;  ///< where the axis ends; above 0
  std::vector<block> blocks = {};
  std::function<std::string(double)> time_text = {};  ///< of nanoseconds
};

using page_chart = std::variant<bar_chart, interval_chart, curve_chart, heat_map, timeline_chart>;

/// Charts that belong next to each other.
struct chart_row {
  std::vector<page_chart> charts;
  bool page_only = false;  ///< left out at a terminal, where the tables have to do
};

/// What columns and signs mean.
struct page_legend {
  struct note {
    std::string text;
    std::string column =
        {};  ///< of which it says something: left out together with this column; empty: always there
  };
  std::vector<note> notes;
};

/// A command that the reader may copy.
struct page_command {
  std::string text;
};

/// Something that was found, what it means, and what mends it.
struct page_finding {
  std::string label;      ///< "warning:"
  ink tone = ink::plain;  ///< of the label
  std::string what;
  std::string meaning = {};
  std::string command = {};  ///< empty: nothing on this machine mends it
};

/// A short term and what is said of it, one of a list.
struct page_definition {
  std::string term;
  std::string text;
};

using page_block =
    std::variant<statement, page_table, chart_row, page_legend, page_command, page_finding, page_definition>;

/// Where a section stands.
enum class section_place {
  in_order,
  first_on_a_page,  ///< first where a page is read from its top, in its place at a terminal, which is read from its end
  page_only,  ///< the same, and left out at a terminal
};

struct page_section {
  std::string title = {};  ///< empty: it only stands apart
  std::vector<std::string> facts = {};
  std::vector<page_block> blocks = {};
  section_place place = section_place::in_order;
  std::string subject = {};  ///< the scenario that it is about; empty: of all
  std::vector<statement> brief =
      {};  ///< said in place of the blocks where there is little room, unless more is asked for
};

struct page {
  std::string title;                                 ///< "concbench 0.2.0 (03c179a)"
  std::string alarm = {};                            ///< why its times say nothing; empty: they do
  std::vector<std::vector<std::string>> facts = {};  ///< lines of facts: of the machine, of the plan
  std::string command = {};                          ///< the whole command line; empty: not known
  std::vector<statement> notices = {};
  std::vector<page_section> sections = {};
};

}  // namespace concbench
