// What a text means, so that each format chooses its own colours and signs.
#pragma once

namespace concbench {

/// Meanings, not colours, so that the choice of colours stands in one place.
enum class ink {
  plain,
  strong,
  dim,
  good,  ///< shown to be better, or in order
  bad,
  best,  ///< not told apart from the best; where colours stand beside it that tell better from worse, it has none of them
};

}  // namespace concbench
