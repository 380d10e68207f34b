// Gumbo's tree, walked without recursion: a page decides how deep it is.
#include "scenarios/web/html_page.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "core/scenario.hpp"
#include "system/byte_order_mark.hpp"
#include "system/units.hpp"

#ifdef CONCBENCH_HAS_GUMBO
#include <csetjmp>
#include <memory_resource>
#include <new>

#include <gumbo.h>
#endif

namespace concbench {
namespace {

/// Elements that never stay open: they have no end tag, or HTML ends them by itself.
constexpr auto self_ending = std::to_array<std::string_view>(
    {"area", "base",   "body",  "br",   "col",   "colgroup", "dd",     "dt", "embed", "head", "hr", "html",
     "img",  "input",  "li",    "link", "meta",  "optgroup", "option", "p",  "param", "rb",   "rp", "rt",
     "rtc",  "source", "tbody", "td",   "tfoot", "th",       "thead",  "tr", "track", "wbr"});
static_assert(std::ranges::is_sorted(self_ending));

std::string name_at(std::string_view html) {
  std::string name;
  for (const char c : html.substr(0, 16)) {
    if (!std::isalnum(static_cast<unsigned char>(c))) break;
    name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return name;
}

/// The rest of `html` from the first `end` on; empty when there is none.
std::string_view from(std::string_view html, std::string_view end) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  const auto found = std::search(html.begin(), html.end(), end.begin(), end.end(), same);
  return html.substr(static_cast<std::size_t>(found - html.begin()));
}

}  // namespace

std::size_t nesting_of(std::string_view html) {
  std::size_t open = 0;
  std::size_t most = 0;
  for (std::size_t mark; (mark = html.find('<')) != std::string_view::npos;) {
    html.remove_prefix(mark + 1);
    if (html.starts_with("!--")) {
      html = from(html, "-->");
    } else if (html.starts_with('/')) {
      const auto name = name_at(html.substr(1));
      if (open > 0 && !name.empty() && !std::ranges::binary_search(self_ending, name)) --open;
    } else if (const auto name = name_at(html);
               !name.empty() && std::isalpha(static_cast<unsigned char>(name[0]))) {
      if (!std::ranges::binary_search(self_ending, name)) most = std::max(most, ++open);
      if (name == "script" || name == "style") html = from(html, "</" + name);
    }
  }
  return most;
}

#ifdef CONCBENCH_HAS_GUMBO
namespace {

/// Gumbo's memory. Gumbo's own function to free a tree is recursive, and a deep page would overflow the stack.
class arena {
 public:
  explicit arena(std::size_t page) : memory_(8 * page + 4096), left_(most_memory(page)) {}

  /// Parses; null when there is not enough memory, or when it needs more than is allowed.
  const GumboOutput* parse(std::string_view html) {
    auto options = kGumboDefaultOptions;
    options.userdata = this;
    options.allocator = [](void* self, std::size_t size) { return static_cast<arena*>(self)->take(size); };
    options.deallocator = [](void*, void*) {};
    options.max_errors = 0;
    // Gumbo cannot handle null as memory, and it is C code, which an exception must not pass.
    if (setjmp(out_of_memory_) != 0) return nullptr;
    return gumbo_parse_with_options(&options, html.data(), html.size());
  }

 private:
  void* take(std::size_t size) {
    void* const taken = size <= left_ ? allocate(size) : nullptr;
    if (taken == nullptr) std::longjmp(out_of_memory_, 1);
    left_ -= size;
    return taken;
  }

  void* allocate(std::size_t size) noexcept try {
    return memory_.allocate(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }

  std::pmr::monotonic_buffer_resource memory_;
  std::size_t left_;
  std::jmp_buf out_of_memory_;
};

std::string text_of(const GumboElement& element) {
  std::string text;
  bool space = false;
  for (unsigned i = 0; i < element.children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
    if (child->type != GUMBO_NODE_TEXT && child->type != GUMBO_NODE_WHITESPACE) continue;
    for (const char* c = child->v.text.text; *c != '\0'; ++c) {
      const bool white = std::string_view(" \t\n\r\f").find(*c) != std::string_view::npos;
      if (!white && std::exchange(space, false) && !text.empty()) text += ' ';
      if (white) space = true;
      if (!white) text += *c;
    }
  }
  return text;
}

const char* attribute_of(const GumboElement& element, const char* name) {
  const auto* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? nullptr : found->value;
}

/// Only the first title and the first base count, as in browsers.
struct page_reader {
  html_page page;
  bool has_title = false;

  void see(const GumboElement& element) {
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return;
    if (element.tag == GUMBO_TAG_TITLE && !std::exchange(has_title, true)) page.title = text_of(element);
    const auto* address = attribute_of(element, "href");
    if (address == nullptr) return;
    if (element.tag == GUMBO_TAG_BASE && page.base.empty()) page.base = address;
    if (element.tag == GUMBO_TAG_A || element.tag == GUMBO_TAG_AREA) page.links.emplace_back(address);
  }
};

}  // namespace

html_page read_html(std::string_view html) {
  if (nesting_of(html) > deepest_nesting)
    throw unreadable_page(fmt::format("the page nests more than {} tags", deepest_nesting));
  html = without_byte_order_mark(html);
  arena memory(html.size());
  const auto* const output = memory.parse(html);
  if (output == nullptr)
    throw unreadable_page(fmt::format("the page, of {}, takes more than {} of memory to read",
                                      exact_text(byte_size{html.size()}),
                                      exact_text(byte_size{most_memory(html.size())})));
  page_reader reader;
  std::vector<const GumboNode*> left{output->root};
  while (!left.empty()) {
    const auto* node = left.back();
    left.pop_back();
    if (node->type != GUMBO_NODE_ELEMENT)
      continue;  // also the content of a <template>, which is not part of the page
    reader.see(node->v.element);
    const auto& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;)
      left.push_back(static_cast<const GumboNode*>(children.data[i]));
  }
  return std::move(reader.page);
}

std::string_view no_html() {
  return {};
}
#else
html_page read_html(std::string_view) {
  throw not_applicable(std::string(no_html()));
}

std::string_view no_html() {
  return "this build lacks Gumbo, which reads HTML: install libgumbo-dev and build again";
}
#endif

}  // namespace concbench
