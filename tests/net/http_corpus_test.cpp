// What fuzzing found among answers and requests, kept.
#include "../fuzz/corpus.hpp"
#include "../fuzz/http_input.hpp"

namespace concbench {
namespace {

TEST(http_answer_corpus, is_read_alike_in_every_cut) {
  testing::read_corpus("http_answer", testing::take_http_answer);
}

TEST(http_request_corpus, is_read_alike_in_every_cut) {
  testing::read_corpus("http_request", testing::take_http_request);
}

}  // namespace
}  // namespace concbench
