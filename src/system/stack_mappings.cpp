// Threads that wait at a gate while the lines of /proc/self/maps are counted.
#include "system/stack_mappings.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>
#include <vector>

#include <pthread.h>

namespace concbench {
namespace {

constexpr int threads_tried = 16;
constexpr double where_not_measured = 2;

std::ptrdiff_t count_mappings() {
  std::ifstream maps("/proc/self/maps");
  return std::count(std::istreambuf_iterator<char>(maps), {}, '\n');
}

/// Ends as soon as the gate is open.
void* pass(void* gate) {
  const std::lock_guard passing(*static_cast<std::mutex*>(gate));
  return nullptr;
}

double measure() {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return where_not_measured;
  // A little larger than other threads' stacks: glibc keeps the stacks of threads that have ended, and one of
  // those would take no new mapping.
  std::size_t usual = 0;
  pthread_attr_getstacksize(&attributes, &usual);
  pthread_attr_setstacksize(&attributes, usual + 1024 * 1024);

  std::vector<pthread_t> threads;
  threads.reserve(threads_tried);
  std::mutex gate;
  std::unique_lock closed(gate);
  const auto before = count_mappings();
  while (threads.size() < threads_tried) {
    pthread_t thread;
    if (pthread_create(&thread, &attributes, pass, &gate) != 0) break;
    threads.push_back(thread);
  }
  const auto added = count_mappings() - before;
  closed.unlock();
  for (const auto thread : threads) pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  if (before == 0 || threads.size() < threads_tried) return where_not_measured;
  return std::max(0.0, static_cast<double>(added) / threads_tried);
}

}  // namespace

double mappings_a_stack() {
  static const double measured = measure();
  return measured;
}

}  // namespace concbench
