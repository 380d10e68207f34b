// The server's answer to a request. It is decided without any I/O.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/content/fault.hpp"
#include "net/content/made_site.hpp"
#include "net/server/image_store.hpp"
#include "system/clock.hpp"

namespace concbench::net {

struct reply {
  unsigned status = 200;
  std::string_view type = "application/json";
  std::string body = {};
  std::shared_ptr<const image> picture = {};  ///< instead of `body`; shared by all that download it
  std::unique_ptr<page_pieces> pieces = {};  ///< instead of `body`: a long page that is made while it is sent
  /// What must be there before this can be answered: one image, for `picture`, or those of a manifest, for `body`.
  std::optional<image_range> missing = {};
  bool lists_images = false;    ///< the request asks for a manifest
  duration freeze{0};           ///< the server stops for this long, for all connections
  duration delay{0};            ///< before the first byte
  std::uint64_t bandwidth = 0;  ///< in bytes per second; 0: as fast as the connection allows
  fault failure = fault::none;
  bool echoes = false;  ///< status 101: from then on the connection sends back what it receives

  /// Whether there is work to do before or while it is sent, besides waiting for its `delay`.
  bool takes_effort() const {
    return missing || pieces || freeze > duration::zero() || bandwidth > 0 || failure == fault::reset ||
           failure == fault::stall || echoes;
  }

  /// Everything that is sent after the head, except for a page in pieces.
  std::string_view content() const {
    return picture ? std::string_view(picture->png) : std::string_view(body);
  }
  std::uint64_t content_length() const { return pieces ? pieces->size() : content().size(); }
};

/// An error as JSON: {"error":"…"}.
reply error_reply(unsigned status, std::string_view message);

/// What happens to the connection after a reply. HTTP/1.1 keeps it by default. Saying so as well would cost a client
/// that parses each line 2.5 % (wrk: 203,000 instead of 208,000 requests per second). HTTP/1.0 must be told.
enum class afterwards { keep, keep_and_say_so, close };

/// The head of a response, from the status line to the blank line.
void append_head(std::string& out, const reply& answer, afterwards connection);

}  // namespace concbench::net
