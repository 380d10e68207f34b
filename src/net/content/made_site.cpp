// Everything about a page follows from a hash of the seed and its number.
#include "net/content/made_site.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "system/hash.hpp"
#include "system/units.hpp"

namespace concbench::net {
namespace {

constexpr std::uint32_t most_children = 4;

/// The name that a link has within the site's folder.
std::string local_name(std::uint32_t page) {
  if (page == 0) return "./";
  return page % 4 == 3 ? fmt::format("list?page={}", page) : fmt::format("p{}.html", page);
}

/// A link as an author may write it: each spelling means the same page.
std::string anchor(const site& of, const std::string& folder, std::uint32_t from, std::uint32_t to,
                   std::uint64_t place) {
  const auto name = local_name(to);
  switch (mix(mix(of.seed, from), place) % 8) {
    case 1:
      return fmt::format("<A HREF='./{}'>{}</A>", name, to);
    case 2: {
      auto whole = page_target(of, to);
      for (std::size_t at = 0; (at = whole.find('&', at)) != std::string::npos; ++at)
        whole.insert(at + 1, "amp;");
      return fmt::format("<a class=x href=\"{}\">{}</a>", whole, to);
    }
    case 3:
      return fmt::format("<a href=\"{}#part-{}\">{}</a>", name, place, to);
    case 4:  // with an ampersand that is not escaped
      return fmt::format("<a href=\"../{}{}\">{}</a>", folder, name, to);
    case 5:  // its first letter by its code
      if (to == 0) break;
      return fmt::format("<a href=\" %{:02X}{}\n\">{}</a>", name[0], name.substr(1), to);
    case 6:
      return fmt::format("<a href=\"none/../{}\">{}</a>", name, to);
    case 7:
      return fmt::format("<a href={}>{}", name, to);
    default:
      break;
  }
  return fmt::format("<a href=\"{}\">{}</a>", name, to);
}

std::string title_with(const site& of, std::uint32_t page, std::string_view ampersand,
                       std::string_view dash) {
  return fmt::format("Page {} {} its links {} {:016x}", page, ampersand, dash, mix(mix(of.seed, 1), page));
}

/// The page up to its lines of text.
std::string page_head(const site& of, std::uint32_t page) {
  const auto folder = of.folder().substr(std::string_view("/site/").size());
  auto html = fmt::format(
      "<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>\n<title>\n  {}\n</title>\n"
      "<script>document.write('<a href=\"scripted.html\">no link</a>')</script>\n"
      "<!-- <a href=\"commented.html\">no link</a> -->\n</head><body><h1 id=top>Page {}</h1>\n<ul>\n",
      title_with(of, page, "&amp;", "&#8212;"), page);
  std::uint64_t place = 0;
  for (const auto to : page_links(of, page))
    html.append("<li>").append(anchor(of, folder, page, to, place++)).append("\n");
  html.append(
      "</ul>\n<p><a href=\"#top\">top</a> <a name=here>here</a> <a href=\"private/p1.html\">private</a>\n"
      "<a href=\"https://elsewhere.invalid/\">elsewhere</a> <a "
      "href=\"mailto:nobody@elsewhere.invalid\">mail</a>\n"
      "<template><a href=\"template.html\">no link</a></template>\n");
  return html;
}

void append_line(std::string& html, const site& of, std::uint32_t page, std::uint64_t line) {
  fmt::format_to(std::back_inserter(html),
                 "<p class=text>Line {} <b>bold <i>both</b> italic</i> {:016x} &lt;&nbsp;&copy; and so on\n",
                 line, mix(of.seed + page, line));
}

/// Bytes of a page whose head has `head`: lines are added until there are `of.size`. They differ in length
/// only by the digits of their numbers.
std::uint64_t size_with_lines(const site& of, std::uint64_t head) {
  std::string first;
  append_line(first, of, 0, 0);
  auto size = head;
  std::uint64_t length = first.size();
  for (std::uint64_t alike = 10, next = 10; size < of.size; alike = 9 * next, next *= 10, ++length) {
    const auto lacking = (of.size - size + length - 1) / length;
    size += std::min(lacking, alike) * length;
  }
  return size;
}

}  // namespace

std::string site::folder() const {
  return fmt::format("/site/seed={}&pages={}&links={}&size={}&latency={}ns&broken={}/", seed, pages, links,
                     size, latency.count(), broken);
}

site site::from_name(std::string_view name) {
  const auto text = fmt::format("?{}", name);
  const query asked(text);
  const auto refuse = [](std::string_view key, auto value, std::string_view allowed) {
    throw bad_query(key, fmt::format("{}", value), allowed);
  };
  site made{.seed = asked.count("seed"),
            .pages = static_cast<std::uint32_t>(asked.count("pages", most_pages)),
            .links = static_cast<std::uint32_t>(asked.count("links", most_links)),
            .size = asked.size("size"),
            .latency = asked.time("latency"),
            .broken = asked.ratio("broken")};
  if (made.pages == 0) refuse("pages", 0, "1 or more");
  if (made.links < least_links) refuse("links", made.links, "2 or more");
  if (made.size > largest_page) refuse("size", made.size, "at most 64MiB");
  if (made.broken > most_broken) refuse("broken", made.broken, "a number from 0 to 0.5");
  return made;
}

std::string page_target(const site& site, std::uint32_t page) {
  return site.folder() + (page == 0 ? "" : local_name(page));
}

std::optional<std::uint32_t> page_at(const site& site, std::string_view path, const query& asked) {
  std::optional<std::uint64_t> page;
  if (path.empty()) page = 0;
  if (path == "list") page = asked.count("page");
  if (path.starts_with("p") && path.ends_with(".html")) page = parse_count(path.substr(1, path.size() - 6));
  if (!page || *page >= site.pages) return {};
  return static_cast<std::uint32_t>(*page);
}

/// The last pages answer 404. They are at most half of all pages, so that the parent of each page, in a tree with at
/// least two children for each node, does not.
bool is_gone(const site& site, std::uint32_t page) {
  return page > 0 && page >= site.pages - static_cast<std::uint32_t>(site.broken * site.pages);
}

std::string page_title(const site& site, std::uint32_t page) {
  return title_with(site, page, "&", "\u2014");
}

std::vector<std::uint32_t> page_links(const site& site, std::uint32_t page) {
  std::vector<std::uint32_t> links;
  const auto children = std::min(most_children, site.links);
  for (std::uint32_t i = 0; i < site.links; ++i) {
    const auto child = std::uint64_t{page} * children + 1 + i;
    const bool is_child = i < children && child < site.pages;
    links.push_back(static_cast<std::uint32_t>(
        is_child ? child : mix(mix(site.seed, page), ~std::uint64_t{i}) % site.pages));
  }
  return links;
}

std::string page_html(const site& site, std::uint32_t page) {
  auto html = page_head(site, page);
  for (std::uint64_t line = 0; html.size() < site.size; ++line) append_line(html, site, page, line);
  return html;
}

page_pieces::page_pieces(const site& site, std::uint32_t page)
    : site_(site), page_(page), head_(page_head(site, page)), size_(size_with_lines(site, head_.size())) {}

bool page_pieces::next(std::string& piece) {
  piece = std::exchange(head_, {});
  while (piece.size() < largest_piece_of_page && sent_ + piece.size() < size_)
    append_line(piece, site_, page_, line_++);
  sent_ += piece.size();
  return !piece.empty();
}

}  // namespace concbench::net
