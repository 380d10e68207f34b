// The server's pages: /api/{id}, /images/{id}.png, /images/manifest, /health.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "net/reply.hpp"
#include "net/sha256.hpp"

namespace concbench::net {

/// What the server says of itself at /health.
struct server_identity {
  std::uint16_t http_port = 0;
  std::uint16_t https_port = 0;
  std::string ca_pem;
};

/// Images made so far, and their hashes. About 120 KiB each stay in memory.
class image_store {
 public:
  struct entry {
    std::shared_ptr<const std::string> png;
    std::string sha256;
  };
  /// Makes the image on first use.
  const entry& get(std::uint64_t seed, std::uint32_t id);

 private:
  std::map<std::pair<std::uint64_t, std::uint32_t>, entry> images_;
};

/// A request for the list of `count` images, which may have to be made first: the session does so one at a time.
struct manifest_request {
  std::uint64_t seed = 0;
  std::uint32_t count = 0;
};

class routes {
 public:
  static constexpr std::uint32_t most_images = 10'000;

  explicit routes(const server_identity& identity) : identity_(identity) {}

  /// The answer to a GET of `target` ("/api/7?delay=20ms"). Bad values give 400, unknown paths 404.
  reply answer(std::string_view target);

  /// The manifest that `target` asks for, if it does; bad values are left to `answer`.
  static std::optional<manifest_request> manifest(std::string_view target);

  image_store& images() noexcept { return images_; }

 private:
  reply health() const;

  const server_identity& identity_;
  image_store images_;
};

}  // namespace concbench::net
