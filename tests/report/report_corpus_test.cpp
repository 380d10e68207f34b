// What fuzzing found among reports, kept.
#include "../fuzz/corpus.hpp"
#include "../fuzz/declared.hpp"
#include "../fuzz/report_input.hpp"

namespace concbench {
namespace {

TEST(report_corpus, is_read_or_refused_without_a_crash) {
  testing::read_corpus("report", testing::take_report);
}

}  // namespace
}  // namespace concbench
