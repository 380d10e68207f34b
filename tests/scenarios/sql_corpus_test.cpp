// What fuzzing found among scripts and tables of values, kept.
#include "../fuzz/corpus.hpp"
#include "../fuzz/sql_input.hpp"

namespace concbench {
namespace {

TEST(sql_corpus, is_read_alike_twice_or_refused) {
  testing::read_corpus("sql", testing::take_sql);
}

TEST(csv_corpus, is_read_or_refused_without_a_crash) {
  testing::read_corpus("csv", testing::take_csv);
}

}  // namespace
}  // namespace concbench
