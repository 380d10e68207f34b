// The engines of `database`. Where this build does not have an engine, the error names the reason and the package.
#pragma once

#include <memory>
#include <string>

#include "core/scenario.hpp"

namespace concbench {

/// Queries to a file that belongs to the sample. Throws not_applicable when the build has no SQLite.
std::unique_ptr<scenario> make_sqlite_work(const scenario_setup& setup);

/// Queries to the server that the parameter `dsn` names. Throws not_applicable when the build has no libpq.
std::unique_ptr<scenario> make_postgres_work(const scenario_setup& setup);

/// The user's own queries to the user's own file, which `file` names, or to the server that `dsn` names. As above.
std::unique_ptr<scenario> make_own_sqlite_work(const scenario_setup& setup);
std::unique_ptr<scenario> make_own_postgres_work(const scenario_setup& setup);

/// Throw usage_error for what is wrong in the script, in the table of its parameters or in the file, and for a
/// statement that the database does not accept. A server that cannot be reached is left to the run.
void check_own_sqlite_work(const scenario_setup& setup);
void check_own_postgres_work(const scenario_setup& setup);

/// Throws usage_error for a `dsn` that libpq cannot read, or that contains a password.
void check_postgres_dsn(const std::string& dsn);

}  // namespace concbench
