// HAR 1.2, as browsers save it: of each entry only the request is read.
#include <algorithm>
#include <set>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json.hpp>

#include "cli/target_list.hpp"
#include "cli/url_list.hpp"
#include "core/json_field.hpp"
#include "core/parameters.hpp"
#include "system/byte_order_mark.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

namespace json = boost::json;

/// Parses the file; an error names the line.
json::value parse_har(std::string_view text, std::string_view name) {
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  options.max_depth = 256;  // scripts of a page may have deep stacks
  json::parser parser({}, options);
  boost::system::error_code error;
  const auto read = parser.write_some(text.data(), text.size(), error);
  const auto rest = text.substr(read);
  if (!error && rest.find_first_not_of(" \t\r\n") != rest.npos) error = json::error::extra_data;
  if (!error) return parser.release();
  throw usage_error(fmt::format("'{}', line {}: the HAR file is not JSON: {}", name,
                                1 + std::ranges::count(text.substr(0, read), '\n'), error.message()));
}

bool is_http(std::string_view url) {
  const auto scheme = url.substr(0, url.find(':'));
  return net::is_same_field(scheme, "http") || net::is_same_field(scheme, "https");
}

class har_reader {
 public:
  void add_entry(const json_field& entry) {
    ++entry_;
    announced_body_ = false;
    const auto request = entry.at("request");
    const auto url = request.at("url").text();
    if (!is_http(url)) {
      ++other_schemes_;
      return;
    }
    listed_target target{checked([&] { return target_of(url); }), {}};
    target.request.method = request.at("method").text();
    if (const auto fields = request.find("headers"))
      fields->for_each([&](const json_field& each) { add_field(each, target); });
    if (const auto data = request.find("postData")) add_body(*data, target.request);
    if (target.request.body.empty() && announced_body_) {
      ++bodies_missing_;
      return;
    }
    checked([&] { net::check_parts(target.request); });
    list_.targets.push_back(std::move(target));
  }

  target_list take() {
    if (other_schemes_ > 0)
      list_.left_out.push_back(
          fmt::format("{} whose URLs are neither http nor https", counted(other_schemes_, "request")));
    if (bodies_missing_ > 0)
      list_.left_out.push_back(
          fmt::format("{} with a body that is not in the file", counted(bodies_missing_, "request")));
    if (!fields_.empty())
      list_.left_out.push_back(
          fmt::format("header fields that the client decides: {}", fmt::join(fields_, ", ")));
    return std::move(list_);
  }

 private:
  void add_field(const json_field& field, listed_target& to) {
    const auto name = field.at("name").text();
    const auto value = field.at("value").text();
    if (name.starts_with(':')) return;  // a part of HTTP/2 that says method and URL again
    auto& fields = to.request.fields;
    if (net::is_same_field(name, "Content-Length") && value != "0") announced_body_ = true;
    const bool is_same_host = net::is_same_field(name, "Host") && value == to.where.where->host_header;
    if (is_same_host || net::is_same_field(name, "Content-Length") || value.empty()) return;
    if (net::is_client_field(name) || net::is_same_field(name, "Accept-Encoding")) {
      fields_.insert(short_line(name, 40));
      return;
    }
    // HTTP/2 may divide the cookies (RFC 9113, 8.2.3).
    const auto same = std::ranges::find_if(fields, [&](const auto& each) {
      return net::is_same_field(each.name, "Cookie") && net::is_same_field(name, "Cookie");
    });
    if (same != fields.end()) {
      same->value += "; " + value;
    } else {
      fields.push_back({name, value});
    }
  }

  /// A browser may save the values of a form, and not how it has written them: then its body is not there.
  void add_body(const json_field& data, net::request_parts& to) {
    const auto params = data.find("params");
    if (params && !params->array().empty()) announced_body_ = true;
    if (const auto text = data.find("text")) to.body = text->text();
    const auto is_content_type = [](const auto& each) {
      return net::is_same_field(each.name, "Content-Type");
    };
    if (const auto type = data.find("mimeType");
        type && !type->text().empty() && !to.body.empty() && std::ranges::none_of(to.fields, is_content_type))
      to.fields.push_back({"Content-Type", type->text()});
  }

  /// Does `work`, whose error then names the entry.
  template <class Work>
  auto checked(Work work) const -> decltype(work()) {
    try {
      return work();
    } catch (const std::exception& e) {
      throw usage_error(fmt::format("log.entries[{}].request: {}", entry_, e.what()));
    }
  }

  target_list list_;
  std::uint64_t other_schemes_ = 0;
  std::uint64_t bodies_missing_ = 0;
  bool announced_body_ = false;   ///< the present request has a length
  std::set<std::string> fields_;  ///< names of those that are left out
  int entry_ = -1;                ///< the index of the present one
};

}  // namespace

bool is_har(std::string_view text) {
  text = without_byte_order_mark(text);
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && text[first] == '{';
}

target_list read_har(std::string_view text, std::string_view name) {
  const auto document = parse_har(without_byte_order_mark(text), name);
  har_reader reader;
  try {
    const json_field whole(document);
    whole.at("log").at("entries").for_each([&](const json_field& each) { reader.add_entry(each); });
  } catch (const std::runtime_error& e) {
    throw usage_error(fmt::format("the HAR file '{}' cannot be used: {}", name, e.what()));
  }
  auto list = reader.take();
  if (list.targets.empty())
    throw usage_error(fmt::format("the HAR file '{}' has no request by http or https{}", name,
                                  list.left_out.empty() ? "" : "; left out: " + list.left_out.front()));
  return list;
}

}  // namespace concbench::cli
