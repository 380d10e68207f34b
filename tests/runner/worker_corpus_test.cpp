// What fuzzing found among specs and answers of workers, kept.
#include "../fuzz/corpus.hpp"
#include "../fuzz/worker_input.hpp"

namespace concbench {
namespace {

TEST(worker_corpus, is_read_or_refused_without_a_crash) {
  testing::read_corpus("worker", testing::take_worker_words);
}

}  // namespace
}  // namespace concbench
