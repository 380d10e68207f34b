#!/usr/bin/env bash
# The whole way of docs/your-own-code.md: installs concbench into a folder, builds the worker of this folder against it, starts a
# Redis server, checks the worker and runs its scenario and its executor: tests/your_own_code/try.sh [BUILD_FOLDER]
# BUILD_FOLDER is a build of concbench; without it, the packages are installed (apt) and build/release is built. The last line on
# standard output is "all of it worked".
set -euo pipefail
here=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=../../scripts/setup
source "$here/../../scripts/setup"
[ $# -le 1 ] || die 2 "usage: tests/your_own_code/try.sh [BUILD_FOLDER]"

if [ $# = 0 ]; then
  lock
  install_packages --own-code
  build release
  unlock
fi
built=$(CDPATH='' cd -P -- "${1:-$root/build/release}" && pwd)

folder=$(mktemp -d)
server=''
clean_up() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" || true
  rm -rf -- "$folder"
}
trap clean_up EXIT

say "installing concbench into $folder/installed"
logged "$folder/install.log" cmake --install "$built" --prefix "$folder/installed" || exit 1
export PATH=$folder/installed/bin:$PATH

say "building the worker"
compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$built/CMakeCache.txt")
logged "$folder/configure.log" cmake -S "$here" -B "$folder/mine" -G Ninja -DCMAKE_PREFIX_PATH="$folder/installed" \
  -DCMAKE_CXX_COMPILER="$compiler" || exit 1
logged "$folder/build.log" cmake --build "$folder/mine" || exit 1
mine=$folder/mine/mine

say "starting a Redis server"
command -v redis-server >/dev/null || die 2 "redis-server is missing: apt-get install redis-server"
for _ in {1..20}; do  # a port that is free: another program may be faster, so it is tried again
  port=$((RANDOM % 20000 + 20000))
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$folder" >"$folder/redis.log" 2>&1 &
  server=$!
  for _ in {1..100}; do
    kill -0 "$server" 2>/dev/null || break
    if grep -q 'eady to accept connections' "$folder/redis.log"; then break 2; fi
    sleep 0.1
  done
  kill "$server" 2>/dev/null || true
  wait "$server" || true
  server=''
done
[ -n "$server" ] || { cat -- "$folder/redis.log" >&2; die 1 "redis-server does not start"; }

say "what the worker brings"
concbench list mine:redis-get --worker mine="$mine"
say "whether it obeys the protocol"
concbench check-worker "$mine" | tail -1
say "its scenario, under threads and on loops"
concbench run mine:redis-get -p port="$port" -e threads,callbacks,coroutines,striped --worker mine="$mine" --rounds 3
say "its executor, beside a thread for each task"
concbench run sleep -e threads,striped --worker mine="$mine" --rounds 3
echo "all of it worked"
