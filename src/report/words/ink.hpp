// What a text means. Each format chooses its own colours and signs for that.
#pragma once

namespace concbench {

/// Meanings and not colours, so that only one place chooses the colours.
enum class ink { plain, strong, dim, good, bad };

}  // namespace concbench
