// The server's pages: /api/{id}, /images/{id}.png, /images/manifest, /site/{numbers}/, /robots.txt, /echo,
// /health.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "net/server/image_store.hpp"
#include "net/server/reply.hpp"

namespace concbench::net {

/// What the server says about itself at /health.
struct server_identity {
  std::uint16_t http_port = 0;
  std::uint16_t https_port = 0;
  std::string ca_pem;   ///< the authority that signed its certificate
  std::string version;  ///< of the program
};

class routes {
 public:
  static constexpr std::uint32_t most_images = 10'000;
  static constexpr duration longest_freeze = std::chrono::seconds(10);

  /// `identity` and `images` must outlive the routes.
  routes(const server_identity& identity, image_store& images) : identity_(identity), images_(images) {}

  /// The answer to a GET of `target` ("/api/7?delay=20ms"). Bad values give 400, unknown paths 404. When it needs
  /// images, `missing` has them, and the caller completes the answer later. `may_echo`: the request asks to upgrade its
  /// connection to `echo`. Without it, /echo gives 426.
  reply answer(std::string_view target, bool may_echo = false) const;

 private:
  reply health() const;

  const server_identity& identity_;
  image_store& images_;
};

/// Writes the body of a manifest, image by image.
class manifest_text {
 public:
  void add(const image& each);
  std::string take() &&;

 private:
  std::string text_ = R"({"images":[)";
};

}  // namespace concbench::net
