// A crawler: it follows the links of a site, fetches every page once, with 4 requests at a time.
#include <chrono>
#include <cstdio>
#include <future>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "net/client/coroutine_client.hpp"
#include "sync/async_task_group.hpp"
#include "sync/semaphore.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

class crawler {
 public:
  crawler(event_loop& loop, const net::url& start) : loop_(loop), start_(net::normalised(start)) {}

  awaitable<std::size_t> crawl() {
    add(start_);
    co_await pages_.join();  // until no page is left that could add another one
    co_return seen_.size();
  }

 private:
  void add(const net::url& page) {
    if (seen_.insert(page.target).second) pages_.create_task(visit(page));
  }

  awaitable<void> visit(net::url page) {
    const auto permit = co_await permits_.acquire();  // given back when this function ends
    const story::task task("{}", page.target.substr(start_.target.size() - 1));
    auto answer = client_.get(loop_, loop_.get_executor(), page);
    const auto response = co_await std::move(answer);
    if (response.ok()) follow_links(page, response.body);
  }

  /// Real pages need a real HTML parser.
  void follow_links(const net::url& page, const std::string& html) {
    static const std::regex no_links("<!--[^]*?-->|<(script|template)>[^]*?</\\1>");
    static const std::regex link("<a [^>]*href=[\"']?([^\"'>]+)", std::regex::icase);
    const auto visible = std::regex_replace(html, no_links, "");
    std::sregex_iterator each(visible.begin(), visible.end(), link);
    for (; each != std::sregex_iterator(); ++each) try {
        const auto reference = std::regex_replace((*each)[1].str(), std::regex("&amp;"), "&");
        const auto to = net::normalised(net::resolve(page, reference));
        const bool is_private = to.target.find("/private") != to.target.npos;  // as robots.txt says
        if (to.text().starts_with(start_.text()) && !is_private) add(to);
      } catch (const std::invalid_argument&) {  // mailto:, and what else is no page
      }
  }

  event_loop& loop_;
  net::url start_;
  std::set<std::string> seen_;  // only one thread uses it, so it needs no lock
  sync::semaphore permits_{4};
  net::client_counters counters_;
  net::coroutine_client client_{{}, counters_};
  async::task_group pages_{loop_.get_executor()};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("start 'concbench serve' and give its URL\n", stderr), 2;
  event_loop loop;
  const auto site = std::string(argv[1]) + "/site/seed=7&pages=24&links=5&latency=30ms/";
  crawler spider(loop, net::parse_url(site));
  auto pages = asio::co_spawn(loop, spider.crawl(), asio::use_future);
  // Not run(), which waits for the client's time limits too.
  while (pages.wait_for(0s) != std::future_status::ready) loop.run_one();
  story::say("{} pages, each of them once", pages.get());
  return 0;
}
