// A thing that a pool has lent, while it is in use.
#pragma once

#include <memory>
#include <utility>

namespace concbench::sync {

/// A thing returns to its pool only by give_back(). Otherwise the lease destroys it, because an exception may have left
/// it in an unknown state. Another may then be made in its place.
template <class T, class Pool>
class resource_lease {
 public:
  /// `held` is null when the thing is still to be made. The pool must outlive the lease.
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

  /// Gives the thing back to the pool. The lease is empty afterwards.
  void give_back() { std::exchange(pool_, nullptr)->take_back(std::move(held_)); }

 private:
  Pool* pool_;
  std::unique_ptr<T> held_;
};

}  // namespace concbench::sync
