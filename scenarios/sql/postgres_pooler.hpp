// Whether connections to PostgreSQL have a session of the server each.
#pragma once

#include <string>

#include "scenarios/sql/postgres_connection.hpp"

namespace concbench {

/// Whether a pooler stands before the server and hands its sessions on between connections, as PgBouncer does with
/// pool_mode=transaction. What a transaction leaves in its session, as a prepared statement or a lock, is then another
/// connection's. Opens a second connection where there is a pooler. Throws postgres_error, and std::runtime_error where
/// nothing answers `first`, where the pooler has no transactions of several statements (pool_mode=statement), and where it gives no
/// second connection or session. Each may take as long as connecting (connect_timeout; 10 s where that is for ever).
bool hands_sessions_on(postgres_connection& first, const std::string& dsn);

}  // namespace concbench
