// TLS set-up that all clients share.
#include "net/client/client.hpp"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl.hpp>

#include "net/client/certificate_problem.hpp"
#include "system/limits.hpp"

namespace concbench::net {

namespace ssl = asio::ssl;

std::map<std::string, std::int64_t> client_counters::values() const {
  return {{"connections_opened", connections_opened.load()},
          {"connections_retried", connections_retried.load()},
          {"redirects", redirects.load()},
          {"body_bytes", body_bytes.load()}};
}

std::shared_ptr<client_tls> client_tls::unverified() {
  auto tls = std::make_shared<client_tls>("", false);
  tls->verifies_ = false;
  return tls;
}

namespace {

/// OpenSSL reads the extensions of a certificate when they are first used, and keeps the result. This is done here, and
/// not in the first of several handshakes at once.
void learn_extensions(ssl::context& context) {
  const auto* const known = X509_STORE_get0_objects(::SSL_CTX_get_cert_store(context.native_handle()));
  for (int i = 0; i < sk_X509_OBJECT_num(known); ++i)
    if (auto* const authority = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(known, i)))
      X509_check_purpose(authority, -1, 0);
}

}  // namespace

ssl::context& client_tls::get() {
  std::call_once(made_, [this] {
    ssl::context context(ssl::context::tls_client);
    constexpr std::string_view only_http_1_1 = "\x08http/1.1";  // ALPN: a server of HTTP/2 alone then says so
    SSL_CTX_set_alpn_protos(context.native_handle(),
                            reinterpret_cast<const unsigned char*>(only_http_1_1.data()),
                            static_cast<unsigned>(only_http_1_1.size()));
    context.set_verify_mode(verifies_ ? ssl::verify_peer : ssl::verify_none);
    boost::system::error_code error;
    if (system_store_)
      context.set_default_verify_paths(error);  // without a store, `ca_pem` may still vouch for servers
    if (!ca_pem_.empty()) {
      context.add_certificate_authority(asio::buffer(ca_pem_), error);
      if (error) throw http_error("the certificate authority is not a PEM certificate: " + error.message());
      learn_extensions(context);
    }
    context_.emplace(std::move(context));
  });
  return *context_;
}

bool is_quiet(int socket) {
  char byte = 0;
  return ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

ssl::context& tls_for(const origin& where, const client_options& options) {
  if (!options.tls) throw http_error(where.name + " needs TLS, which was not set up");
  return options.tls->get();
}

void expect_server(SSL* session, const origin& where) {
  boost::system::error_code not_an_address;
  const auto host = where.host.substr(0, where.host.find('%'));  // no certificate has the zone of an address
  asio::ip::make_address(host, not_an_address);
  auto* expected = SSL_get0_param(session);
  if (not_an_address) {
    SSL_set_tlsext_host_name(session, host.c_str());
    X509_VERIFY_PARAM_set1_host(expected, host.c_str(), host.size());
  } else {
    X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str());
  }
  if (SSL_get_verify_mode(session) != SSL_VERIFY_NONE)
    SSL_set_verify(session, SSL_VERIFY_PEER, &note_problem);
}

std::string unresolved(const origin& where, bool unknown_host, bool no_answer) {
  const auto* why = unknown_host ? "no such host"
                    : no_answer  ? "no name server answered"
                                 : "its name cannot be looked up";
  const auto& hop = first_hop(where);
  return fmt::format("cannot resolve '{}'{}: {}", hop.host, &hop == &where ? "" : ", of " + hop_text(where),
                     why);
}

std::string unconnected(const origin& where, int error) {
  auto text =
      fmt::format("cannot connect to {}: {}", hop_text(where), std::generic_category().message(error));
  if (error == EMFILE)
    text += fmt::format(" (ulimit -n {}); raise it, or lower -c", system_limits::now().open_files);
  if (error == EADDRNOTAVAIL)
    text += "; all local ports are in use: widen net.ipv4.ip_local_port_range, or lower -c";
  if (error == EAGAIN && is_routed_by(where, origin_route::kind::unix_socket))
    text += "; too many connections wait to be accepted: lower -c, or give the server a longer backlog";
  return text;
}

void require_upgrade(const url& where, const http_response& answer) {
  if (answer.status == 101) return;
  throw http_error(
      fmt::format("{}: {} instead of an upgrade; 'concbench serve' there has to be as new as this one",
                  where.text(), answer.status_text()));
}

std::string handshake_error(SSL* session, const std::string& fallback) {
  if (fallback.find("no application protocol") != std::string::npos)
    return "the server speaks no HTTP/1.1; it may insist on HTTP/2, which concbench does not speak";
  if (SSL_get_verify_mode(session) == SSL_VERIFY_NONE || SSL_get_verify_result(session) == X509_V_OK)
    return fallback;
  return "its certificate is not trusted: " + certificate_problem(session);
}

}  // namespace concbench::net
