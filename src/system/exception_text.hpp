// The message of an exception, for users who do not know the libraries that throw it.
#pragma once

#include <exception>
#include <string>

namespace concbench {

/// The what() of an exception where that is a sentence of this program. Messages of libraries are put into words: "out
/// of memory" for std::bad_alloc, "cannot create directory '/x/y': Not a directory" for errors of std::filesystem, and
/// the reason without the source position for those of Boost. An exception that only a bug in concbench can throw is
/// called a bug, with the place to report it.
std::string exception_text(const std::exception& error);

}  // namespace concbench
