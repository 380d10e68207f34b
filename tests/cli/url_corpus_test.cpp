// What fuzzing found among lists of URLs, kept.
#include "../fuzz/corpus.hpp"
#include "../fuzz/url_input.hpp"

namespace concbench {
namespace {

TEST(url_corpus, is_read_alike_twice_or_refused) {
  testing::read_corpus("urls", testing::take_url_list);
}

}  // namespace
}  // namespace concbench
