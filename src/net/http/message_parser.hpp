// Shared by the parsers of requests and of responses: Beast's parser, which stores nothing of a message.
#pragma once

#include <cstddef>
#include <cstdint>

#include <boost/beast/core/error.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/version.hpp>
#include <boost/optional.hpp>

namespace concbench::net {

/// Beast's parser of HTTP messages, which stores no part of them. Derived parsers override the functions for the parts
/// that they keep. A parser with a container for all header fields takes 2,100 more instructions for a small response,
/// a seventh of what a request takes outside the kernel.
///
/// Nobody uses the fields after a chunked body (trailers). Up to Boost 1.89 they arrive through on_field_impl, where
/// is_header_done() tells them from the fields of the header.
template <bool IsRequest>
class message_parser : public boost::beast::http::basic_parser<IsRequest> {
 protected:
  using field = boost::beast::http::field;
  using verb = boost::beast::http::verb;
  using text = boost::beast::string_view;
  using error_code = boost::beast::error_code;
  using length = boost::optional<std::uint64_t>;

 private:
  void on_request_impl(verb, text, text, int, error_code&) override {}
  void on_response_impl(int, text, int, error_code&) override {}
  void on_field_impl(field, text, text, error_code&) override {}
#if BOOST_BEAST_VERSION >= 359  // Boost 1.90
  void on_trailer_field_impl(field, text, text, error_code&) override {}
#endif
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const length&, error_code&) override {}
  std::size_t on_body_impl(text part, error_code&) override { return part.size(); }
  void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, text part, error_code&) override { return part.size(); }
  void on_finish_impl(error_code&) override {}
};

}  // namespace concbench::net
