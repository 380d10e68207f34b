#!/usr/bin/env bash
# Up to Boost 1.89, Beast's basic_parser hands the fields behind a chunked body (trailers) over as if they stood in the header.
#
# Versions:  libboost1.81-dev of Debian 12; so does 1.88 of Debian 13. Boost 1.90 (Beast 359) has on_trailer_field_impl instead,
#            which is pure virtual: a parser derived from basic_parser does not compile any more without it
# Expected:  a class derived from http::basic_parser learns of header fields through on_field_impl, and can tell a trailer from them.
# Really:    both come through on_field_impl. A `Location` behind the body of a 301 reads like one in its header, although RFC 9110,
#            6.5.1, forbids to merge it. Only is_header_done(), asked within on_field_impl, tells them apart.
#
# Needs root (it installs packages with apt-get); everything else stays in a temporary folder. Exit code 1 when the behaviour changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if ! command -v g++ >/dev/null || [ ! -e /usr/include/boost/beast/version.hpp ]; then
  apt-get -q update >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends libboost1.81-dev g++ >/dev/null
fi
cat >"$folder/trailers.cpp" <<'CPP'
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <iostream>

namespace http = boost::beast::http;

struct fields_seen : http::basic_parser<false> {
  using text = boost::beast::string_view;
  using error = boost::beast::error_code;
  fields_seen() { eager(true); }
  void on_field_impl(http::field, text name, text value, error&) override {
    std::cout << (is_header_done() ? "behind the body" : "in the header") << ": on_field_impl " << name << " = " << value << "\n";
  }
  void on_request_impl(http::verb, text, text, int, error&) override {}
  void on_response_impl(int, text, int, error&) override {}
  void on_header_impl(error&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error&) override {}
  std::size_t on_body_impl(text part, error&) override { return part.size(); }
  void on_chunk_header_impl(std::uint64_t, text, error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, text part, error&) override { return part.size(); }
  void on_finish_impl(error&) override {}
};

int main() {
  const std::string response =
      "HTTP/1.1 301 Moved\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nLocation: /elsewhere\r\n\r\n";
  fields_seen parser;
  boost::beast::error_code failure;
  std::size_t used = 0;
  while (!failure && !parser.is_done() && used < response.size())
    used += parser.put(boost::asio::buffer(response) + used, failure);
  std::cout << (failure ? failure.message() : "read") << "\n";
}
CPP
dpkg-query -W -f '${Package} ${Version}\n' libboost1.81-dev
g++ -std=c++20 -DBOOST_ERROR_CODE_HEADER_ONLY "$folder/trailers.cpp" -o "$folder/trailers" || { echo "CHANGED: it does not compile"; exit 1; }
"$folder/trailers" | tee "$folder/said"
grep -q '^behind the body: on_field_impl Location = /elsewhere$' "$folder/said" || { echo "CHANGED: the trailer is handed over otherwise"; exit 1; }
echo "as described"
