// One round of a search for the highest rate that a model sustains.
#pragma once

#include <cstddef>
#include <optional>

#include "core/rate_search.hpp"
#include "runner/protocol.hpp"

namespace concbench::runner {

/// The bisection of one cell in one round, from the answers of its worker.
class cell_search {
 public:
  /// `asked` must outlive it. `index` is that of the cell in the plan, `position` its place in the round.
  cell_search(const plan& asked, std::size_t index, std::size_t position);

  std::size_t index() const { return index_; }
  std::size_t position() const { return position_; }

  /// The rate to try now; empty when the search is over.
  std::optional<double> next() const;
  bool over() const { return !next(); }

  /// The answer at the rate of `next`. One that says nothing about the rate, such as a crash or a wrong answer, ends the
  /// search, and is its result.
  void tried(worker_answer answer);

  /// The answer that counts: that at the highest rate which was sustained. Where the model sustained no rate, it is the
  /// one at the lowest rate, which is not ok. The search must be over.
  worker_answer result() const;

  void add(duration took) { took_ += took; }
  duration took() const { return took_; }

 private:
  const plan& asked_;
  std::size_t index_;
  std::size_t position_;
  rate_search search_;
  std::optional<worker_answer> ended_by_ = {};  ///< which says nothing about the rate
  worker_answer sustained_ = {};                ///< at the highest rate so far
  worker_answer refused_ = {};                  ///< at the lowest rate so far that was not sustained
  rate_stop stop_ = rate_stop::nothing;         ///< of `refused_`
  duration took_{0};
};

}  // namespace concbench::runner
