// A made-up web site, described by a few numbers. The server makes pages from their addresses, and the answers of a
// crawler can be checked without a crawl.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http/query.hpp"
#include "system/clock.hpp"

namespace concbench::net {

/// Has the pages 0 … pages-1; page 0 is the start. The first links of the pages form a tree that reaches all of them.
/// The other links lead to any pages of the site, so that there are circles.
struct site {
  static constexpr std::uint32_t most_pages = 1'000'000;
  static constexpr std::uint32_t least_links = 2;
  static constexpr std::uint32_t most_links = 1'000;
  static constexpr std::uint64_t largest_page = 64ULL << 20;
  static constexpr double most_broken = 0.5;

  std::uint64_t seed = 0;
  std::uint32_t pages = 1;
  std::uint32_t links = 8;  ///< links of a page to pages of the site; several may lead to the same one
  std::uint64_t size = 0;   ///< approximate bytes of a page; its links alone may need more
  duration latency{0};      ///< before the first byte of each page
  double broken = 0;        ///< the part of the pages that are linked to, but answer 404

  /// "/site/seed=1&pages=100&…/": it contains everything about the site, so that the server needs nothing else.
  std::string folder() const;

  /// Reads the numbers in the name of such a folder. Throws bad_query when one is out of range.
  static site from_name(std::string_view name);
};

/// The address of a page, in the normalised spelling to which its many links lead.
std::string page_target(const site& site, std::uint32_t page);

/// The number of the page at a path below the site's folder ("p7.html"), or in the query; empty when there is no such
/// page.
std::optional<std::uint32_t> page_at(const site& site, std::string_view path, const query& asked);

bool is_gone(const site& site, std::uint32_t page);

/// The title as a reader sees it.
std::string page_title(const site& site, std::uint32_t page);

/// The pages that a page links to, in the order of its links. A page may occur several times, and may link to itself.
std::vector<std::uint32_t> page_links(const site& site, std::uint32_t page);

/// A page is made as one text when the `size` of its site is at most this.
inline constexpr std::uint64_t largest_piece_of_page = 64 * 1024;

/// A page of any size that is made piece by piece, so that the sender needs memory for only one piece.
class page_pieces {
 public:
  page_pieces(const site& site, std::uint32_t page);

  /// The size of the whole page in bytes.
  std::uint64_t size() const noexcept { return size_; }

  /// Replaces `piece` by the next piece, of about largest_piece_of_page bytes. Returns false when there is none left.
  bool next(std::string& piece);

 private:
  site site_;
  std::uint32_t page_;
  std::string head_;  ///< everything before its lines of text; empty once it is sent
  std::uint64_t size_;
  std::uint64_t sent_ = 0;
  std::uint64_t line_ = 0;
};

/// The whole page. It has what makes real pages hard to read: entities, tags that are not closed or overlap, links in
/// many spellings, and links that a crawler must not follow (other hosts, other schemes, in comments and scripts, and
/// those that robots.txt forbids).
std::string page_html(const site& site, std::uint32_t page);

/// The robots.txt of the server.
inline constexpr std::string_view site_robots =
    "# Sites that the server makes up\n"
    "User-agent: *\n"
    "Disallow: /site/*/private\n";

}  // namespace concbench::net
