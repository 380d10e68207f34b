// Rows of blocks: two levels in each in Unicode, one in ASCII.
#include "report/terminal/timeline_chart.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/figures/chart_axis.hpp"
#include "report/figures/timeline.hpp"
#include "report/terminal/axis_labels.hpp"
#include "report/terminal/display_text.hpp"
#include "report/words/timeline_words.hpp"

namespace concbench {
namespace {

constexpr std::size_t most_lines = 6;
constexpr int widest_plot = 72;
constexpr int widest_label = 24;

using lines = std::vector<std::string>;

class chart_renderer {
 public:
  chart_renderer(std::span<const timeline_block> blocks, std::int64_t extent_ns, int width,
                 const text_style& style)
      : blocks_(blocks), extent_ns_(extent_ns), width_(width), style_(style) {
    for (const auto& [label, facts, timeline, colour] : blocks) {
      label_width_ = std::max(label_width_, display_width(label));
      for (const auto& fact : facts) label_width_ = std::max(label_width_, display_width(fact));
    }
    label_width_ = std::min(label_width_, widest_label);
    columns_ = std::clamp(width - label_width_ - 3, 1, widest_plot);
  }

  /// How to read the rows; empty when each task has a line.
  std::string meaning_of_rows() const {
    std::size_t tasks = 0;
    for (const auto& each : blocks_) tasks = std::max(tasks, each.timeline->tasks.size());
    lines parts;
    if (auto rows = tasks_of_a_row_text(tasks, most_lines * rows_in_a_line()); !rows.empty())
      parts.push_back(std::move(rows));
    if (style_.unicode && tasks > 1)
      parts.emplace_back("a line holds two rows: ▀ in the upper one, ▄ in the lower one, █ in both");
    return fmt::format("{}", fmt::join(parts, "; "));
  }

  lines render(const std::function<std::string(double)>& format) const {
    lines all;
    for (const auto& each : blocks_) {
      if (!all.empty()) all.push_back(line_of("", ink::plain, ""));
      append(all, render_block(each));
    }
    append(all, render_axis(format));
    return all;
  }

 private:
  std::string line_of(std::string_view label, ink colour, std::string_view rest) const {
    return fmt::format("{}  {}{}",
                       paint(pad_right(cut(label, label_width_, style_), label_width_), colour, style_),
                       style_.unicode ? "│" : "|", rest);
  }

  lines render_block(const timeline_block& block) const {
    lines pictures;
    if (!block.timeline->problem.empty()) {
      auto within = style_;
      within.width = width_ - label_width_ - 4;
      for (const auto& line : wrap("no timeline: " + shown(block.timeline->problem, style_), 0, within))
        pictures.push_back(" " + line);
    } else {
      pictures = pictures_of(*block.timeline);
    }
    lines all;
    for (std::size_t i = 0; i < std::max(pictures.size(), block.facts.size() + 1); ++i) {
      const auto label = i == 0 ? block.label : i <= block.facts.size() ? block.facts[i - 1] : "";
      all.push_back(line_of(label, i == 0 ? block.colour : ink::dim, i < pictures.size() ? pictures[i] : ""));
    }
    return all;
  }

  std::size_t rows_in_a_line() const { return style_.unicode ? 2 : 1; }

  lines pictures_of(const task_timeline& timeline) const {
    const auto in_a_line = rows_in_a_line();
    const auto levels =
        rows_of(timeline, timeline_rows::tasks, most_lines * in_a_line, extent_ns_ / columns_);
    lines all;
    for (std::size_t level = 0; level < levels.size(); level += in_a_line) {
      const auto upper = covered(levels[level]);
      const auto lower = covered(level + 1 < levels.size() ? levels[level + 1] : timeline_row());
      std::string picture;
      for (std::size_t column = 0; column < upper.size(); ++column)
        picture += sign(upper[column], lower[column]);
      all.push_back(std::move(picture));
    }
    return all;
  }

  std::string_view sign(bool upper, bool lower) const {
    if (!style_.unicode) return upper ? "#" : " ";
    if (upper) return lower ? "█" : "▀";
    return lower ? "▄" : " ";
  }

  /// By column, whether a task ran in it.
  std::vector<bool> covered(const timeline_row& row) const {
    std::vector<bool> columns(static_cast<std::size_t>(columns_));
    const double column_ns = static_cast<double>(extent_ns_) / columns_;
    for (const auto& [start, end] : row) {
      const int first = std::clamp(static_cast<int>(static_cast<double>(start) / column_ns), 0, columns_ - 1);
      const int last = static_cast<int>(std::ceil(static_cast<double>(end) / column_ns)) - 1;
      for (int column = first; column <= std::clamp(last, first, columns_ - 1); ++column)
        columns[static_cast<std::size_t>(column)] = true;
    }
    return columns;
  }

  lines render_axis(const std::function<std::string(double)>& format) const {
    constexpr int columns_a_tick = 12;
    const auto axis = chart_axis::between(std::vector<double>{0, static_cast<double>(extent_ns_)});
    const auto most = static_cast<std::size_t>(std::max(2, columns_ / columns_a_tick));
    std::vector<std::string_view> rule(static_cast<std::size_t>(columns_), style_.unicode ? "─" : "-");
    std::vector<std::pair<int, std::string>> labels;
    for (const double tick : axis.ticks(round_values::decimal, most)) {
      const int column = column_at(axis.place(tick), columns_);
      rule[static_cast<std::size_t>(column)] = style_.unicode ? "┬" : "+";
      labels.emplace_back(column, without_zeros(format(tick)));
    }
    const auto indent = std::string(static_cast<std::size_t>(label_width_ + 2), ' ');
    return {fmt::format("{}{}{}", indent, style_.unicode ? "└" : "+", fmt::join(rule, "")),
            fmt::format("{} {}", indent, label_line(labels, columns_))};
  }

  std::span<const timeline_block> blocks_;
  std::int64_t extent_ns_;
  int width_;
  const text_style& style_;
  int label_width_ = 0;
  int columns_ = 0;
};

}  // namespace

lines render_timeline_chart(std::string_view title, std::span<const timeline_block> blocks,
                            std::int64_t extent_ns, const std::function<std::string(double)>& format,
                            int width, const text_style& style) {
  lines all;
  auto within = style;
  within.width = width;
  const chart_renderer chart(blocks, extent_ns, width, style);
  for (const auto& text : {std::string(title), chart.meaning_of_rows()})
    if (!text.empty())
      for (const auto& line : wrap(text, 0, within)) all.push_back(paint(line, ink::dim, style));
  append(all, chart.render(format));
  return all;
}

}  // namespace concbench
