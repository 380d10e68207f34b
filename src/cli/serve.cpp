// `concbench serve`: the server alone.
#include <iostream>
#include <memory>

#include <unistd.h>
#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/application.hpp"
#include "cli/build_info.hpp"
#include "cli/checked_option.hpp"
#include "cli/command_notes.hpp"
#include "cli/standard_output.hpp"
#include "core/parameters.hpp"
#include "net/server/server.hpp"
#include "system/interruption.hpp"
#include "system/limits.hpp"
#include "system/units.hpp"

namespace concbench::cli {
namespace {

/// A server whose address or port cannot be used is a matter of usage.
std::unique_ptr<net::server> start(const net::server_options& options) try {
  return std::make_unique<net::server>(options);
} catch (const std::runtime_error& e) {
  throw usage_error(e.what());
}

int serve(const net::server_options& options) {
  raise_open_files_limit();
  const interruption signals;
  const auto server = start(options);
  const auto& identity = server->identity();
  const boost::json::object ready{{"event", "ready"},
                                  {"http_port", identity.http_port},
                                  {"https_port", identity.https_port},
                                  {"pid", ::getpid()},
                                  {"ca_pem", identity.ca_pem}};
  if (!print(boost::json::serialize(ready) + "\n", "where it listens")) return 1;
  if (server->listens_beyond_this_machine())
    std::cerr << fmt::format(
        "concbench: everybody who can reach {} can use this server: it asks for no password, and makes images, "
        "pages and delays for all of them; --host 127.0.0.1 allows only this machine\n",
        options.address);
  server->stop_when_readable(signals.descriptor());
  server->run();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, action& chosen) {
  auto options = std::make_shared<net::server_options>();
  options->version = version();
  auto* command = add_command(
      app, "serve", "Runs the HTTP and HTTPS server alone, for `run --server` on another machine",
      {
          .remarks =
              {"Prints one line of JSON when it is ready, and lives until Ctrl-C or SIGTERM.",
               "Routes: /api/{id}?delay=20ms, /images/{id}.png?latency=10ms&bandwidth=1MiB, "
               "/images/manifest?count=24, /site/seed=1&pages=100&links=12/, /echo (an upgrade), /health"},
          .examples = {{"concbench serve --port 8080 --https-port 8443"},
                       {"concbench serve --host 0.0.0.0 --port 8080", "for other machines"},
                       {"concbench run all --server http://thishost:8080", "on another machine"},
                       {"curl 'http://127.0.0.1:8080/api/7?delay=20ms'"}},
          .exit_codes = {{0, "ended by Ctrl-C or SIGTERM"},
                         {1, "the line that says where it listens could not be written"},
                         {2, "bad usage, or an address that cannot be used"}},
      });
  command->add_option("--host", options->address, "Address or name to listen on; 0.0.0.0 for all")
      ->capture_default_str()
      ->type_name("ADDRESS");
  const auto read_memory = [options](const std::string& text) {
    const auto parsed = parse_size(text);
    if (!parsed || parsed->count < 1024 * 1024 || parsed->count > (1ULL << 40))
      throw usage_error(
          fmt::format("--image-memory cannot be '{}': allowed is a size from 1MiB to 1TiB", text));
    options->image_memory = *parsed;
  };
  command
      ->add_option_function<std::string>(
          "--image-memory", read_memory,
          "Memory for images that are kept; they take 121 KiB each on average, and one that is not kept takes 1 ms of "
          "CPU time when it is asked for")
      ->default_str(exact_text(options->image_memory))
      ->type_name("SIZE");
  add_count(*command, "--port", options->http_port, 0, 65535, "HTTP port (default: any free one)");
  add_count(*command, "--https-port", options->https_port, 0, 65535, "HTTPS port (default: any free one)");
  command->callback([&chosen, options] { chosen = [options] { return serve(*options); }; });
}

}  // namespace concbench::cli
