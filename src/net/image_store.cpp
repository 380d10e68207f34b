// A map under a lock, and one thread that adds to it: so no image is made twice.
#include "net/image_store.hpp"

#include <exception>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

#include "net/image.hpp"
#include "net/sha256.hpp"

namespace concbench::net {

std::shared_ptr<const image> image_store::find(std::uint64_t seed, std::uint32_t id) const {
  const std::lock_guard lock(guard_);
  const auto found = images_.find({seed, id});
  return found == images_.end() ? nullptr : found->second;
}

awaitable<void> image_store::make(image_range range) {
  for (auto id = range.first; id - range.first < range.count; ++id)
    if (!find(range.seed, id)) co_await make_one(range.seed, id);
}

void image_store::add(std::uint64_t seed, std::uint32_t id) {
  if (find(seed, id)) return;  // made for another caller while this one waited its turn
  auto png = make_image(seed, id);
  auto hash = to_hex(sha256(png));
  auto made = std::make_shared<const image>(image{std::move(png), std::move(hash)});
  const std::lock_guard lock(guard_);
  images_.emplace(std::pair(seed, id), std::move(made));
}

bool image_store::has_maker() try {
  if (!maker_) maker_.emplace(1);
  return true;
} catch (const boost::system::system_error&) {
  return false;
}

awaitable<void> image_store::make_one(std::uint64_t seed, std::uint32_t id) {
  if (!has_maker()) co_return add(seed, id);
  auto start = [this, seed, id](auto handler) {
    auto home = asio::get_associated_executor(handler);
    asio::post(*maker_, [this, seed, id, home, handler = std::move(handler)]() mutable {
      std::exception_ptr error;
      try {
        add(seed, id);
      } catch (...) {
        error = std::current_exception();
      }
      asio::post(home, [error, handler = std::move(handler)]() mutable { std::move(handler)(error); });
    });
  };
  co_await asio::async_initiate<decltype(use_awaitable), void(std::exception_ptr)>(start, use_awaitable);
}

}  // namespace concbench::net
