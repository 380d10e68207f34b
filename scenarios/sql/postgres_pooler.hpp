// Whether each connection to PostgreSQL has a session of the server for itself.
#pragma once

#include <string>

#include "scenarios/sql/postgres_connection.hpp"

namespace concbench {

/// Whether a pooler between client and server passes the server's sessions from one connection to another, as PgBouncer
/// does with pool_mode=transaction. Then other connections get what a transaction leaves in its session, such as a
/// prepared statement or a lock.
///
/// When there is a pooler, this opens a second connection. Throws postgres_error. Throws std::runtime_error when
/// nothing answers `first`, when the pooler does not allow transactions of several statements (pool_mode=statement),
/// and when it gives no second connection or session. Each step may take as long as connecting (connect_timeout, or 10
/// s where that is for ever).
bool hands_sessions_on(postgres_connection& first, const std::string& dsn);

}  // namespace concbench
