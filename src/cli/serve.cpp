// `concbench serve`: the server alone.
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <unistd.h>

#include "cli/application.hpp"
#include "core/parameters.hpp"
#include "net/server.hpp"
#include "system/interruption.hpp"
#include "system/limits.hpp"

namespace concbench::cli {
namespace {

int serve(const net::server_options& options) {
  raise_open_files_limit();
  const interruption signals;
  std::unique_ptr<net::server> server;
  try {
    server = std::make_unique<net::server>(options);
  } catch (const std::runtime_error& e) {
    throw usage_error(e.what());
  }
  const auto& identity = server->identity();
  std::cout << boost::json::serialize(boost::json::object{{"event", "ready"},
                                                          {"http_port", identity.http_port},
                                                          {"https_port", identity.https_port},
                                                          {"pid", ::getpid()},
                                                          {"ca_pem", identity.ca_pem}})
            << std::endl;
  server->stop_when_readable(signals.descriptor());
  server->run();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, action& chosen) {
  auto options = std::make_shared<net::server_options>();
  auto* command = app.add_subcommand("serve", "Runs the HTTP and HTTPS server alone, for `run --server` on another machine");
  command->add_option("--host", options->address, "Address to listen on; 0.0.0.0 for all")->capture_default_str()->type_name("ADDRESS");
  command->add_option("--port", options->http_port, "HTTP port; 0: any free one")->capture_default_str()->type_name("PORT");
  command->add_option("--https-port", options->https_port, "HTTPS port; 0: any free one")->capture_default_str()->type_name("PORT");
  command->footer(
      "Prints one line of JSON when it is ready, and lives until Ctrl-C or SIGTERM.\n"
      "Routes: /api/{id}?delay=20ms, /images/{id}.png?latency=10ms&bandwidth=1MiB, /health\n"
      "Examples:\n"
      "  concbench serve --port 8080 --https-port 8443\n"
      "  concbench serve --host 0.0.0.0 --port 8080      and elsewhere: concbench run all --server http://thishost:8080");
  command->callback([&chosen, options] { chosen = [options] { return serve(*options); }; });
}

}  // namespace concbench::cli
