// A thing lent by a pool, while it is in use.
#pragma once

#include <memory>
#include <utility>

namespace concbench::sync {

/// Goes back to its pool only by give_back(): what an exception left behind may be half-used, and ends with
/// the lease. Another may then be made in its place.
template <class T, class Pool>
class resource_lease {
 public:
  /// A place in the pool, and what fills it: null when it is still to be made. The pool must outlive it.
  resource_lease(Pool& pool, std::unique_ptr<T> held) noexcept : pool_(&pool), held_(std::move(held)) {}
  resource_lease(resource_lease&& other) noexcept
      : pool_(std::exchange(other.pool_, nullptr)), held_(std::move(other.held_)) {}
  resource_lease& operator=(resource_lease&&) = delete;
  ~resource_lease() {
    if (pool_ == nullptr) return;
    held_.reset();  // before another is made: there are never more than allowed
    pool_->take_back(nullptr);
  }

  explicit operator bool() const noexcept { return held_ != nullptr; }
  T* operator->() const noexcept { return held_.get(); }
  T& operator*() const noexcept { return *held_; }

  void fill(std::unique_ptr<T> made) noexcept { held_ = std::move(made); }

  /// For the next one; the lease is empty afterwards.
  void give_back() { std::exchange(pool_, nullptr)->take_back(std::move(held_)); }

 private:
  Pool* pool_;
  std::unique_ptr<T> held_;
};

}  // namespace concbench::sync
