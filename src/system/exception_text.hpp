// What an exception says, to somebody who does not know the libraries that it comes from.
#pragma once

#include <exception>
#include <string>

namespace concbench {

/// what(), where that is a sentence of this program. What comes from a library is put into words: "out of memory"
/// for std::bad_alloc, "cannot create directory '/x/y': Not a directory" for errors of std::filesystem, the
/// reason without the place in a source file for those of Boost; and what only a fault of concbench can throw
/// is called one, and where to report it.
std::string exception_text(const std::exception& error);

}  // namespace concbench
