// A web site made up from a few numbers: the server makes its pages from their addresses, and a crawler's
// answers can be checked without having crawled it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http/query.hpp"
#include "system/clock.hpp"

namespace concbench::net {

/// Pages 0 … pages-1. Page 0 is the start. Through the first links of its pages, which make a tree, all of
/// them are reached; the other links lead anywhere on the site, and so round in circles.
struct site {
  static constexpr std::uint32_t most_pages = 1'000'000;
  static constexpr std::uint32_t least_links = 2;
  static constexpr std::uint32_t most_links = 1'000;
  static constexpr std::uint64_t largest_page = 64ULL << 20;
  static constexpr double most_broken = 0.5;

  std::uint64_t seed = 0;
  std::uint32_t pages = 1;
  std::uint32_t links = 8;  ///< of a page to pages of the site; some may be to the same one
  std::uint64_t size = 0;   ///< bytes of a page, about; at least what its links take
  duration latency{0};      ///< before the first byte of each
  double broken = 0;        ///< part of the pages that are gone: they are linked to, and answer 404

  /// "/site/seed=1&pages=100&…/": everything about the site, so that the server need not know of it.
  std::string folder() const;

  /// The numbers in the name of such a folder. Throws bad_query for those out of range.
  static site from_name(std::string_view name);
};

/// Where a page is, in the one spelling that its many links come down to.
std::string page_target(const site& site, std::uint32_t page);

/// The page at a path below the site's folder ("p7.html"), or in the query; none when there is none.
std::optional<std::uint32_t> page_at(const site& site, std::string_view path, const query& asked);

bool is_gone(const site& site, std::uint32_t page);

/// The title as a reader sees it.
std::string page_title(const site& site, std::uint32_t page);

/// The pages that a page links to, in the order of its links: as often as it does, and itself where it does.
std::vector<std::uint32_t> page_links(const site& site, std::uint32_t page);

/// A page is made whole, as one text, when its site's `size` is up to here.
inline constexpr std::uint64_t largest_piece_of_page = 64 * 1024;

/// A page of any size, made piece by piece: who sends it holds one.
class page_pieces {
 public:
  page_pieces(const site& site, std::uint32_t page);

  /// Bytes of the whole page.
  std::uint64_t size() const noexcept { return size_; }

  /// Puts the next piece, of about largest_piece_of_page, in place of `piece`; false when there is none left.
  bool next(std::string& piece);

 private:
  site site_;
  std::uint32_t page_;
  std::string head_;  ///< up to its lines of text; empty once it is sent
  std::uint64_t size_;
  std::uint64_t sent_ = 0;
  std::uint64_t line_ = 0;
};

/// The page, with what makes real ones hard to read: entities, tags that are not closed or cross each other,
/// links in many spellings, and links that are not to be followed (other hosts, other schemes, in comments
/// and scripts, and those that robots.txt forbids).
std::string page_html(const site& site, std::uint32_t page);

/// The robots.txt of the server.
inline constexpr std::string_view site_robots =
    "# Sites that the server makes up\n"
    "User-agent: *\n"
    "Disallow: /site/*/private\n";

}  // namespace concbench::net
