// A list in the order of use, under a lock, and a single thread that adds to it, so that no image is made twice.
#include "net/server/image_store.hpp"

#include <exception>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

#include "net/content/image.hpp"
#include "net/content/sha256.hpp"

namespace concbench::net {

std::shared_ptr<const image> image_store::find(std::uint64_t seed, std::uint32_t id) {
  const std::lock_guard lock(guard_);
  const auto found = places_.find({seed, id});
  if (found == places_.end()) return nullptr;
  images_.splice(images_.begin(), images_, found->second);
  return found->second->made;
}

awaitable<std::shared_ptr<const image>> image_store::get(std::uint64_t seed, std::uint32_t id) {
  auto found = find(seed, id);
  if (!found) found = co_await make(seed, id);
  co_return found;
}

std::shared_ptr<const image> image_store::add(std::uint64_t seed, std::uint32_t id) {
  if (auto found = find(seed, id)) return found;  // made for another caller while this one waited its turn
  auto png = make_image(seed, id);
  png.shrink_to_fit();
  auto hash = to_hex(sha256(png));
  auto made = std::make_shared<const image>(image{std::move(png), std::move(hash)});
  const std::lock_guard lock(guard_);
  images_.push_front({{seed, id}, made});
  places_.emplace(name(seed, id), images_.begin());
  held_ += made->png.size();
  while (held_ > room_.count && images_.size() > 1) {
    held_ -= images_.back().made->png.size();
    places_.erase(images_.back().key);
    images_.pop_back();
  }
  return made;
}

bool image_store::has_maker() try {
  if (!maker_) maker_.emplace(1);
  return true;
} catch (const boost::system::system_error&) {
  return false;
}

awaitable<std::shared_ptr<const image>> image_store::make(std::uint64_t seed, std::uint32_t id) {
  if (!has_maker()) co_return add(seed, id);
  using result = std::shared_ptr<const image>;
  auto start = [this, seed, id](auto handler) {
    auto home = asio::get_associated_executor(handler);
    asio::post(*maker_, [this, seed, id, home, handler = std::move(handler)]() mutable {
      std::exception_ptr error;
      result made;
      try {
        made = add(seed, id);
      } catch (...) {
        error = std::current_exception();
      }
      asio::post(home, [error, made = std::move(made), handler = std::move(handler)]() mutable {
        std::move(handler)(error, std::move(made));
      });
    });
  };
  co_return co_await asio::async_initiate<decltype(use_awaitable), void(std::exception_ptr, result)>(
      start, use_awaitable);
}

}  // namespace concbench::net
