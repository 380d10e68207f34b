// Memory that stays one when the process is copied: what tasks in several processes can be seen to do.
#pragma once

#include <new>

#include <sys/mman.h>

namespace concbench {

/// A T in a mapping that children made by fork share. T must need no destructor.
template <class T>
class shared_memory {
 public:
  shared_memory()
      : room_(::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) {
    if (room_ == MAP_FAILED) throw std::bad_alloc();
    value_ = new (room_) T();
  }
  shared_memory(const shared_memory&) = delete;
  shared_memory& operator=(const shared_memory&) = delete;
  ~shared_memory() { ::munmap(room_, sizeof(T)); }

  T* operator->() noexcept { return value_; }
  const T* operator->() const noexcept { return value_; }

 private:
  void* room_;
  T* value_;
};

}  // namespace concbench
