// A library that is preloaded. It counts the calls by which a program allocates memory, and passes each of them to the
// C library. operator new calls malloc or aligned_alloc, so it is counted here once; allocations that do not use it
// (Asio's frames) are counted too.
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>

// The C library's own functions, which are hidden by the names of this library (glibc, malloc/malloc.c).
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

namespace {

std::atomic<std::uint64_t> calls = 0;

void count() noexcept {
  calls.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

extern "C" {

/// Calls of malloc, calloc, realloc, aligned_alloc, memalign and posix_memalign so far, in all threads.
std::uint64_t concbench_allocation_count() {
  return calls.load(std::memory_order_relaxed);
}

void* malloc(std::size_t size) {
  count();
  return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) {
  count();
  return __libc_calloc(number, size);
}

void* realloc(void* block, std::size_t size) {
  count();
  return __libc_realloc(block, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
  count();
  return __libc_memalign(alignment, size);
}

void* memalign(std::size_t alignment, std::size_t size) {
  count();
  return __libc_memalign(alignment, size);
}

int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  if (alignment % sizeof(void*) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
  count();
  void* found = __libc_memalign(alignment, size);
  if (found == nullptr) return ENOMEM;
  *block = found;
  return 0;
}
}
