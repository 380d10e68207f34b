// What a text means, so that each format chooses its own colours and signs.
#pragma once

namespace concbench {

/// Meanings, not colours, so that the choice of colours stands in one place.
enum class ink { plain, strong, dim, good, bad };

}  // namespace concbench
