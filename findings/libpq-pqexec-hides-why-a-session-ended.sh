#!/usr/bin/env bash
# libpq's PQexec hides why the server ended a session.
#
# Versions:  libpq5 and postgresql-15 15.x of Debian 12
# Expected:  when an administrator ends a session (pg_terminate_backend), the server sends "FATAL: terminating connection due to
#            administrator command" before it closes. The application that runs the query should read that as the reason.
# Really:    PQexec and PQexecPrepared keep the last result alone. The last one says that the connection was closed:
#            PQresultErrorMessage begins with "server closed the connection unexpectedly", and so does PQerrorMessage. The very
#            same query sent with PQsendQuery, and its results taken one by one with PQgetResult, gives the FATAL first.
# So:        whoever logs the error of PQexec reads of a crash where an administrator, or idle_session_timeout, ended a session.
#
# Needs root (it installs packages with apt-get); everything else stays in a temporary folder. Exit code 1 when the behaviour changed.
set -euo pipefail
folder=$(mktemp -d)
bin=$(compgen -G '/usr/lib/postgresql/15/bin' || true)
if [ -z "$bin" ] || ! command -v gcc >/dev/null || [ ! -e /usr/include/postgresql/libpq-fe.h ]; then
  apt-get -q update >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends postgresql-15 libpq-dev gcc libc6-dev >/dev/null
  bin=/usr/lib/postgresql/15/bin
fi
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
end() { as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap end EXIT
[ "$(id -u)" != 0 ] || chown postgres "$folder"
cd "$folder"
as "$bin/initdb" -D "$folder/data" -U tester -A trust >/dev/null
as "$bin/pg_ctl" -D "$folder/data" -w -o "-k $folder -c listen_addresses=" -l "$folder/log" start >/dev/null

cat >"$folder/ended.c" <<'C'
#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

static void end_session(const char *where, int pid) {
  char query[80];
  PGconn *administrator = PQconnectdb(where);
  snprintf(query, sizeof query, "SELECT pg_terminate_backend(%d, 5000)", pid);
  PQclear(PQexec(administrator, query));
  PQfinish(administrator);
}

/* Prints the first line of each error that the application gets to see. */
static void show(const char *how, const char *message) { printf("%s: %.*s\n", how, (int)strcspn(message, "\n"), message); }

int main(int count, char **arguments) {
  const char *where = arguments[count - 1];
  PGconn *session = PQconnectdb(where);
  end_session(where, PQbackendPID(session));
  PGresult *result = PQexec(session, "SELECT 1");
  show("PQexec", PQresultErrorMessage(result));
  PQclear(result);
  PQfinish(session);

  session = PQconnectdb(where);
  end_session(where, PQbackendPID(session));
  PQsendQuery(session, "SELECT 1");
  while ((result = PQgetResult(session)) != NULL) {
    show("PQgetResult", PQresultErrorMessage(result));
    PQclear(result);
  }
  PQfinish(session);
  return 0;
}
C
gcc -I/usr/include/postgresql "$folder/ended.c" -o "$folder/ended" -lpq
dpkg-query -W -f '${Package} ${Version}\n' libpq5 postgresql-15
"$folder/ended" "host=$folder user=tester dbname=postgres" | tee "$folder/said"
grep -q '^PQexec: server closed the connection unexpectedly' "$folder/said" ||
  { echo "CHANGED: PQexec gives another reason"; exit 1; }
grep -q '^PQgetResult: FATAL:  terminating connection due to administrator command' "$folder/said" ||
  { echo "CHANGED: PQgetResult gives another reason"; exit 1; }
echo "as described"
