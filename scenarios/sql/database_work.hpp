// The engines of `database`, each with the reason and the package that would bring it where this build lacks
// it.
#pragma once

#include <memory>
#include <string>

#include "core/scenario.hpp"

namespace concbench {

/// Queries of a file of the sample's own. Throws not_applicable where the build has no SQLite.
std::unique_ptr<scenario> make_sqlite_work(const scenario_setup& setup);

/// Queries of the server that the parameter `dsn` names. Throws not_applicable where the build has no libpq.
std::unique_ptr<scenario> make_postgres_work(const scenario_setup& setup);

/// Throws usage_error for a `dsn` that libpq cannot read, or that holds a password.
void check_postgres_dsn(const std::string& dsn);

}  // namespace concbench
