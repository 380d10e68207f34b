// Labels that do not touch.
#include "report/terminal/axis_labels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "report/terminal/display_text.hpp"

namespace concbench {

std::string without_zeros(std::string number) {
  const auto point = number.find('.');
  if (point == std::string::npos) return number;
  const auto unit = std::min(number.find_first_not_of("0123456789", point + 1), number.size());
  const auto last = number.find_last_not_of('0', unit - 1);
  const auto end = last == point ? point : last + 1;
  return number.erase(end, unit - end);
}

int column_at(double part, int columns) {
  return static_cast<int>(std::lround(part * (columns - 1)));
}

std::string label_line(const std::vector<std::pair<int, std::string>>& labels, int width) {
  const auto start_of = [&](const std::pair<int, std::string>& label) {
    const int size = display_width(label.second);
    return std::clamp(label.first - (size - 1) / 2, 0, std::max(0, width - size));
  };
  const int last_start = start_of(labels.back());
  std::string line;
  int free_from = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const int start = start_of(labels[i]);
    const int end = start + display_width(labels[i].second);
    const bool last = i + 1 == labels.size();
    if (start < free_from || end > width || (!last && end >= last_start)) continue;
    line = pad_right(line, start) + labels[i].second;
    free_from = end + 1;
  }
  return pad_right(line, width);
}

}  // namespace concbench
