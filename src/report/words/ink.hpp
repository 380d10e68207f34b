// What a text means. Each format chooses its own colours and signs for that.
#pragma once

namespace concbench {

/// Meanings and not colours, so that only one place chooses the colours.
enum class ink {
  plain,
  strong,
  dim,
  good,  ///< shown to be better, or in order
  bad,
  failed,  ///< of a cell that is not ok; as `bad`, but not bold in Markdown, where bold figures are the best
  best,    ///< not told apart from the best; without a colour on pages where colours tell better from worse
};

}  // namespace concbench
