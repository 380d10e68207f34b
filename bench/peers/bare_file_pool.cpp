// The least that a pool can do to read a folder: threads that take the next index, open, read, close and compute a
// checksum. file-io's thread-pool is compared with it.
//
//     bare_file_pool FOLDER [THREADS [REPETITIONS]]
//
// It prints the seconds of each repetition, one on each line.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

namespace {

struct small_file {
  std::string path;
  std::size_t size;
};

/// In the order of their paths, as file-io takes them: neighbours share what the kernel looks up.
std::vector<small_file> files_in(const char* folder) {
  std::vector<small_file> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file())
      files.push_back({entry.path().string(), static_cast<std::size_t>(entry.file_size())});
  if (files.empty()) throw std::runtime_error(std::string("no files in ") + folder);
  std::ranges::sort(files, {}, &small_file::path);
  return files;
}

XXH64_hash_t sum_of(const small_file& each, std::vector<char>& room) {
  if (room.size() < each.size) room.resize(each.size);
  const int file = ::open(each.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw std::runtime_error("cannot open " + each.path);
  const auto size = ::pread(file, room.data(), each.size, 0);
  ::close(file);
  if (size != static_cast<ssize_t>(each.size)) throw std::runtime_error("cannot read all of " + each.path);
  return XXH3_64bits(room.data(), each.size);
}

struct outcome {
  XXH64_hash_t total = 0;  ///< the sum of all checksums, so that none is optimised away
  std::chrono::duration<double> taken{};
};

outcome read_all(const std::vector<small_file>& files, unsigned threads) {
  std::atomic<std::size_t> next = 0;
  std::atomic<XXH64_hash_t> total = 0;
  std::latch go(1);
  std::latch done(threads);
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < threads; ++i)
    pool.emplace_back([&] {
      std::vector<char> room;
      XXH64_hash_t own = 0;
      go.wait();
      for (std::size_t at; (at = next.fetch_add(1, std::memory_order_relaxed)) < files.size();)
        own += sum_of(files[at], room);
      total += own;
      done.count_down();
    });
  // The threads are ready at the start, and are joined only after the end, like those of concbench's pool.
  const auto start = std::chrono::steady_clock::now();
  go.count_down();
  done.wait();
  return {total, std::chrono::steady_clock::now() - start};
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2 || argc > 4)
    throw std::invalid_argument("usage: bare_file_pool FOLDER [THREADS [REPETITIONS]]");
  const auto files = files_in(argv[1]);
  const auto threads =
      argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : std::thread::hardware_concurrency();
  const int repetitions = argc > 3 ? std::stoi(argv[3]) : 1;
  const auto right = read_all(files, 1).total;  // which also warms the page cache
  for (int i = 0; i < repetitions; ++i) {
    const auto [total, taken] = read_all(files, threads);
    if (total != right) throw std::runtime_error("the files changed");
    std::printf("%.6f\n", taken.count());
  }
  return EXIT_SUCCESS;
} catch (const std::exception& e) {
  std::fprintf(stderr, "bare_file_pool: %s\n", e.what());
  return 2;
}
