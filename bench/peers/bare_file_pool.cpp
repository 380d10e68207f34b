// The least that a pool can do to read a folder: threads that take the next index, open, read, close and
// checksum. What file-io's thread-pool is held against.
//
//     bare_file_pool FOLDER [THREADS [REPETITIONS]]    prints the seconds that each repetition took, one a
//     line
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

namespace {

std::vector<std::string> files_in(const char* folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file()) paths.push_back(entry.path().string());
  if (paths.empty()) throw std::runtime_error(std::string("no files in ") + folder);
  return paths;
}

XXH64_hash_t sum_of(const std::string& path) {
  char room[64 * 1024];
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw std::runtime_error("cannot open " + path);
  const auto size = ::read(file, room, sizeof room);
  ::close(file);
  if (size < 0 || size == sizeof room) throw std::runtime_error("not a small file: " + path);
  return XXH3_64bits(room, static_cast<std::size_t>(size));
}

/// The sum of all checksums, so that none is optimised away.
XXH64_hash_t read_all(const std::vector<std::string>& paths, unsigned threads,
                      std::chrono::duration<double>& taken) {
  std::atomic<std::size_t> next = 0;
  std::atomic<XXH64_hash_t> total = 0;
  std::atomic<bool> go = false;
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < threads; ++i)
    pool.emplace_back([&] {
      go.wait(false);
      XXH64_hash_t own = 0;
      for (std::size_t at; (at = next.fetch_add(1, std::memory_order_relaxed)) < paths.size();)
        own += sum_of(paths[at]);
      total += own;
    });
  // The threads stand ready, as those of concbench's pool do when its clock starts.
  const auto start = std::chrono::steady_clock::now();
  go = true;
  go.notify_all();
  pool.clear();
  taken = std::chrono::steady_clock::now() - start;
  return total;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2 || argc > 4)
    throw std::invalid_argument("usage: bare_file_pool FOLDER [THREADS [REPETITIONS]]");
  const auto paths = files_in(argv[1]);
  const auto threads =
      argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : std::thread::hardware_concurrency();
  const int repetitions = argc > 3 ? std::stoi(argv[3]) : 1;
  const auto right = [&] {
    std::chrono::duration<double> warming;
    return read_all(paths, 1, warming);
  }();
  for (int i = 0; i < repetitions; ++i) {
    std::chrono::duration<double> taken{};
    if (read_all(paths, threads, taken) != right) throw std::runtime_error("the files changed");
    std::printf("%.6f\n", taken.count());
  }
  return EXIT_SUCCESS;
} catch (const std::exception& e) {
  std::fprintf(stderr, "bare_file_pool: %s\n", e.what());
  return 2;
}
