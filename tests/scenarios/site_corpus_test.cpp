// What fuzzing found among pages and robots.txt files, kept.
#include "../fuzz/corpus.hpp"
#include "../fuzz/site_input.hpp"

namespace concbench {
namespace {

TEST(page_corpus, is_read_or_refused_without_a_crash) {
  testing::read_corpus("page", testing::take_page);
}

TEST(robots_corpus, is_read_without_a_crash) {
  testing::read_corpus("robots", testing::take_robots);
}

}  // namespace
}  // namespace concbench
