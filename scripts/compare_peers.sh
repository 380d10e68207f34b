#!/usr/bin/env bash
# Compares concbench with wrk, nginx, fio, pgbench and bare programs of the same technique, and prints the results as Markdown
# (takes about 10 minutes, always under 15):
#     scripts/compare_peers.sh [--build FOLDER] [PAIRS] > results/peers.md
# PAIRS (default 9): the number of alternating runs of each comparison. --build: a build folder that already has concbench,
# concbench_bench and the bare programs. All connections use the loopback. Without fio, its rows are n/a. The script ends with
# status 1 when a bound is missed, 2 when it cannot run.
# shellcheck disable=SC2317  # traps and compare() call functions by name
set -euo pipefail
shopt -s inherit_errexit
# shellcheck source-path=SCRIPTDIR source=setup
source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/setup"

pairs=9
folder=
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit ;;
    --build) folder=${2:?--build needs a folder}; shift ;;
    *) [[ $1 =~ ^[1-9][0-9]{0,2}$ ]] || die 2 "'$1' is not a number of pairs: 1 to 999"; pairs=$1 ;;
  esac
  shift
done

packages=()
command -v wrk >/dev/null || packages+=(wrk)
nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || packages+=(nginx)
pgbench=$(compgen -G '/usr/lib/postgresql/*/bin/pgbench' | sort -V | tail -1) || packages+=(postgresql)
command -v python3 >/dev/null || packages+=(python3)
[ ${#packages[@]} = 0 ] || die 2 "the peers are missing. On Debian or Ubuntu: apt-get install ${packages[*]}"

bare_programs=(bare_mandelbrot bare_file_pool bare_fan_out bare_echo sqlite_reads)
if [ -z "$folder" ]; then
  lock
  install_packages --tests
  build test concbench concbench_bench "${bare_programs[@]}"
  unlock
  folder=$root/build/test
fi
folder=$(CDPATH='' cd -P -- "$folder" && pwd)
concbench=$folder/concbench
microbenchmarks=$folder/bench/concbench_bench
bare_file_pool=$folder/bench/bare_file_pool
bare_fan_out=$folder/bench/bare_fan_out
bare_echo=$folder/bench/bare_echo
bare_mandelbrot=$folder/bench/bare_mandelbrot
sqlite_reads=$folder/bench/sqlite_reads
for program in "$concbench" "$microbenchmarks" "${bare_programs[@]/#/$folder/bench/}"; do
  [ -x "$program" ] || die 2 "the build has no ${program##*/}: configure it with -D CONCBENCH_BENCH=ON"
done

# ---- what is started is ended -----------------------------------------------------------------------------------------
temporary=$(mktemp -d)
children=()
clean_up() {
  [ ${#children[@]} = 0 ] || { kill "${children[@]}" && wait "${children[@]}"; } 2>/dev/null || true
  rm -rf -- "$temporary"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start_server() {  # sets server_port
  local ready
  coproc SERVER { exec "$concbench" serve; }
  children+=("$SERVER_PID")
  IFS= read -r -t 10 ready <&"${SERVER[0]}" || die 2 "concbench serve was not ready within 10 s"
  server_port=$(field http_port <<<"$ready")
}
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }

start_nginx() {  # BODY; sets nginx_port
  local attempt body=${1//\'/\\\'} pid
  for attempt in 1 2 3 4 5; do  # nginx cannot ask the kernel for a port: one that was free a moment ago is nearly as good
    nginx_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    cat >"$temporary/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid $temporary/nginx.pid;
error_log $temporary/nginx.log;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000000;
  default_type application/json;
  client_body_temp_path $temporary/body;
  proxy_temp_path $temporary/proxy;
  fastcgi_temp_path $temporary/fastcgi;
  uwsgi_temp_path $temporary/uwsgi;
  scgi_temp_path $temporary/scgi;
  server { listen 127.0.0.1:$nginx_port; location / { return 200 '$body'; } }
}
CONF
    "$nginx" -p "$temporary" -c "$temporary/nginx.conf" -e "$temporary/nginx.log" 2>/dev/null &
    pid=$!
    children+=("$pid")
    while kill -0 "$pid" 2>/dev/null; do
      if (: <>"/dev/tcp/127.0.0.1/$nginx_port") 2>/dev/null; then return; fi
      sleep 0.02
    done
  done
  die 2 "nginx did not start after $attempt attempts: $(tail -1 -- "$temporary/nginx.log")"
}

start_postgres() {  # sets postgres_dsn: the server of the tests, with a table of the shape that `database` makes
  local log=$temporary/postgres.log
  exec {postgres}< <(exec python3 -B "$root/tests/e2e/postgres_server.py" 2>"$log")
  children+=("$!")
  IFS= read -r -t 60 postgres_dsn <&"$postgres" || die 2 "PostgreSQL did not start: $(tail -1 -- "$log")"
  "${pgbench%/*}/psql" -qd "$postgres_dsn" -v ON_ERROR_STOP=1 >"$log" 2>&1 <<'SQL' || die 2 "psql failed: $(tail -1 -- "$log")"
CREATE TABLE items (number bigint NOT NULL, content text NOT NULL, hits bigint NOT NULL) WITH (fillfactor = 90);
INSERT INTO items SELECT i * 10 + 3, left(md5(i::text) || md5(i || 'a') || md5(i || 'b'), 80), 0
  FROM generate_series(0, 99999) AS i;
CREATE UNIQUE INDEX items_number ON items (number);
VACUUM (ANALYZE) items;
SQL
  cat >"$temporary/read.sql" <<'SQL'
\set row random(0, 99999)
SELECT content FROM items WHERE number = :row * 10 + 3;
SQL
}

# ---- figures ----------------------------------------------------------------------------------------------------------
median() { sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
rounded() { awk -v v="$1" 'BEGIN { printf(v < 100 ? "%.3f" : "%.0f", v) }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.4f\n", a / b }'; }

missed=0
summary=()
# verdict WHAT VALUE least|most BOUND: prints it, and keeps it for the summary.
verdict() {
  local sign='≥' result
  [ "$3" = least ] || sign='≤'
  result=$(awk -v v="$2" -v how="$3" -v b="$4" 'BEGIN { print (how == "least" ? v >= b : v <= b) ? "ok" : "MISSED" }')
  [ "$result" = ok ] || missed=1
  printf '\n%s: **%s** (bound: %s %s) **%s**\n' "$1" "$2" "$sign" "$4" "$result"
  summary+=("| $1 | $2 | $sign $4 | $result |")
}

# compare WHAT OURS THEIRS UNIT BOUND SECONDS [least|most]: calls the functions OURS and THEIRS in pairs, in turns first, and prints each
# pair, the median of ours / theirs, and the verdict. After SECONDS (for 9 pairs) no further pair is begun.
compare() {
  local what=$1 ours=$2 theirs=$3 unit=$4 bound=$5 limit=$((SECONDS + $6 * (pairs > 9 ? pairs : 9) / 9)) i a b ratios=()
  printf '\n| pair | %s, %s | %s, %s | ratio |\n|--:|--:|--:|--:|\n' "${ours//_/ }" "$unit" "${theirs//_/ }" "$unit"
  for ((i = 1; i <= pairs; ++i)); do
    [ "$i" = 1 ] || [ $SECONDS -lt $limit ] || { printf '\nOut of time after %s pairs.\n' $((i - 1)); break; }
    if ((i % 2)); then a=$($ours); b=$($theirs); else b=$($theirs); a=$($ours); fi
    ratios+=("$(ratio "$a" "$b")")
    printf '| %s | %s | %s | %s |\n' "$i" "$(rounded "$a")" "$(rounded "$b")" "${ratios[-1]}"
  done
  verdict "$what" "$(printf '%s\n' "${ratios[@]}" | median)" "${7-least}" "$bound"
}

# beside WHAT OURS THEIRS: the same without a bound, of three pairs: a different technique, or a figure to look at.
beside() {
  local i a b ratios=()
  for i in 1 2 3; do
    if ((i % 2)); then a=$($2); b=$($3); else b=$($3); a=$($2); fi
    ratios+=("$(ratio "$a" "$b")")
  done
  printf '\n%s: %s (no bound)\n' "$1" "$(printf '%s\n' "${ratios[@]}" | median)"
  summary+=("| $1 | $(printf '%s\n' "${ratios[@]}" | median) | none | |")
}

# concbench_column COLUMN RUN-OPTION…: that column of each sample, all of which must be ok.
concbench_column() {
  local column=$1
  shift
  timeout 120 "$concbench" run "$@" --warmup 0 --quiet --format csv >"$temporary/run.csv" 2>"$temporary/run.log" ||
    die 2 "concbench run $1 failed: $(tail -1 -- "$temporary/run.csv" | cut -c1-200) $(tail -1 -- "$temporary/run.log")"
  # The columns used here come before the first that may hold a comma.
  awk -F, -v column="$column" 'NR == 1 { for (i = 1; i <= NF; ++i) at[$i] = i; next }
    { print $at["executor"], $at[column] }' "$temporary/run.csv"
}
rate() { awk -v n="$1" '{ print n / $2 * 1e9 }'; }

wrk_rate() {  # URL
  timeout 30 wrk -t1 -c64 -d2s "$1" >"$temporary/wrk.txt"
  ! grep -E 'Non-2xx|Socket errors' "$temporary/wrk.txt" >&2 || die 2 "wrk reports errors of the server, shown above"
  awk '$1 == "Requests/sec:" { print $2 }' "$temporary/wrk.txt"
}

# ---- the peers --------------------------------------------------------------------------------------------------------
requests=300000
concbench_coroutines() {
  concbench_column wall_ns api-calls -e coroutines -n "$requests" -c 64 -r 1 --url "http://127.0.0.1:$nginx_port/" |
    rate "$requests"
}
wrk_on_nginx() { wrk_rate "http://127.0.0.1:$nginx_port/api/7"; }
wrk_on_concbench() { wrk_rate "http://127.0.0.1:$server_port/api/7"; }

files=20000
threads=16
# Five fresh processes each, whose median counts: a run takes some 40 ms, and one process is up to a third off the next.
concbench_thread_pool() {
  concbench_column wall_ns file-io -e thread-pool -c "$threads" -r 5 -p op=read -p "dir=$temporary/files" |
    rate "$files" | median
}
bare_pool() {
  local i
  for ((i = 0; i < 5; ++i)); do "$bare_file_pool" "$temporary/files" "$threads"; done |
    awk -v n="$files" '{ print n / $1 }' | median
}
make_files() {
  mkdir -- "$temporary/files"
  head -c $((files * 4096)) /dev/urandom | split -b 4096 -a 4 - "$temporary/files/"
}

# Echo: a coroutine a connection on one thread, the same work against the same server, opening left out.
connections=1000
messages=200
concbench_echo() {
  concbench_column wall_ns echo -e coroutines -n "$connections" -c "$connections" -r 1 -p "messages=$messages" -p size=512B \
    --server "http://127.0.0.1:$server_port" | rate $((connections * messages))
}
bare_Asio_client() {
  ulimit -S -n "$(ulimit -H -n)"
  "$bare_echo" "$server_port" "$connections" "$messages" 512 | awk -v n=$((connections * messages)) '{ print n / $1 }'
}

# How much faster all CPUs compute the 64 tiles than one does; each figure from a run of its own.
tile=(64 4000)
scaling_of() {  # EXECUTOR
  concbench_column wall_ns cpu-bound -e "sequential,$1" -r 1 -p "tile=${tile[0]}" -p "iterations=${tile[1]}" |
    awk '$1 == "sequential" { one = $2; next } { print one / $2 }'
}
scaling_of_threads() { scaling_of threads; }
scaling_of_thread_pool() { scaling_of thread-pool; }
scaling_of_work_stealing() { scaling_of work-stealing; }
scaling_of_loop_per_core() { scaling_of loop-per-core; }
scaling_of_bare_threads() {  # [each]
  local one all
  one=$("$bare_mandelbrot" "${tile[@]}" 1 2>/dev/null)
  all=$("$bare_mandelbrot" "${tile[@]}" "$(nproc)" "$@" 2>/dev/null)
  ratio "$one" "$all"
}
scaling_of_a_bare_thread_each() { scaling_of_bare_threads each; }
scalings() {
  local each
  for each in threads thread_pool work_stealing loop_per_core; do
    compare "cpu-bound scaling, ${each//_/-} / bare threads" "scaling_of_$each" scaling_of_bare_threads '×' 0.97 40
  done
  compare 'cpu-bound scaling, threads / a bare thread each' scaling_of_threads scaling_of_a_bare_thread_each '×' 0.97 40
}

# Trees: microseconds, each in a fresh process. A small one takes 0.4 ms, or twice that where the other thread wakes late: the
# median of several then.
leaves=
repeats() { if ((leaves > 100000)); then echo 1; else echo 7; fi; }
concbench_tree() {  # EXECUTOR CONCURRENCY
  concbench_column wall_ns fan-out -e "$1" -c "$2" -n "$leaves" -r "$(repeats)" | awk '{ print $2 / 1e3 }' | median
}
bare_tree() {
  local i
  for ((i = $(repeats); i > 0; --i)); do "$bare_fan_out" "$1" "$leaves" "$2"; done | awk '{ print $1 * 1e6 }' | median
}
concbench_work_stealing() { concbench_tree work-stealing "$(nproc)"; }
bare_oneTBB() { bare_tree tbb "$(nproc)"; }
bare_oneTBB_in_place() { bare_tree tbb-wait "$(nproc)"; }
concbench_coroutine_tree() { concbench_tree coroutines 1000000; }
bare_Asio() { bare_tree asio 1; }
bare_Asio_in_place() { bare_tree asio-await 1; }

trees() {
  for leaves in 10000 1000000; do
    compare "fan-out of $leaves, work-stealing / oneTBB" concbench_work_stealing bare_oneTBB µs 1.15 20 most
    compare "fan-out of $leaves, coroutines / Asio" concbench_coroutine_tree bare_Asio µs 1.15 40 most
    beside "fan-out of $leaves, work-stealing / oneTBB that joins in place" concbench_work_stealing bare_oneTBB_in_place
    beside "fan-out of $leaves, coroutines / coroutines awaited in place" concbench_coroutine_tree bare_Asio_in_place
  done
}

# Reads alone, of connections that are open before the clock.
concbench_database() {  # TASKS RUN-OPTION…: 100 reads a task
  local tasks=$1
  shift
  concbench_column wall_ns database -n "$tasks" -p queries=100 -p write-ratio=0 -p connections=warm "$@" |
    rate $((tasks * 100))
}
reads=50000
# Five fresh processes each, as with files.
concbench_sequential() { concbench_database $((reads / 100)) -e sequential -r 5 | median; }
bare_loop() {
  local i
  for ((i = 0; i < 5; ++i)); do "$sqlite_reads" "$temporary/items.sqlite" "$reads"; done |
    awk -v n="$reads" '{ print n / $1 }' | median
}

pg_connections=8
concbench_postgres() {  # TASKS RUN-OPTION…
  concbench_database "$@" -e coroutines -c "$pg_connections" -r 1 -p "pool=$pg_connections" -p "dsn=$postgres_dsn"
}
concbench_pipelines() { concbench_postgres 3000; }
concbench_one_by_one() { concbench_postgres 1000 -p pipeline=1; }
pgbench_prepared() {
  "$pgbench" -n -M prepared -c "$pg_connections" -T 2 -f "$temporary/read.sql" "$postgres_dsn" \
    >"$temporary/pgbench.txt" 2>&1 || die 2 "pgbench failed: $(tail -1 -- "$temporary/pgbench.txt")"
  awk '$1 == "tps" && /without|excluding/ { print $3 }' "$temporary/pgbench.txt"
}

# One file, in the page cache, that both read in blocks of 4 KiB. fio's jobs are processes, each in a session of its own: where
# the kernel groups tasks by session (sched_autogroup) a busy machine gives fio more of its CPUs than a pool of threads.
blocks=500000
concbench_blocks() {  # EXECUTOR AT-ONCE
  concbench_column wall_ns file-io -e "$1" -c "$2" -n "$blocks" -r 1 -p op=read -p block=4KiB -p "dir=$temporary/blocks" \
    "${@:3}" | rate "$blocks"
}
fio_rate() {
  timeout 30 fio --name=blocks --filename="$temporary/blocks/file" --rw=randread --bs=4k --invalidate=0 --time_based \
    --runtime=1 --group_reporting --output-format=terse --terse-version=3 "$@" >"$temporary/fio.txt" 2>&1 ||
    die 2 "fio failed: $(tail -1 -- "$temporary/fio.txt")"
  cut -d';' -f8 "$temporary/fio.txt"
}
concbench_blocks_on_a_pool() { concbench_blocks thread-pool "$threads"; }
fio_psync() { fio_rate --ioengine=psync --numjobs="$threads"; }
concbench_blocks_32_at_once() { concbench_blocks coroutines 32 -p engine=io_uring; }
fio_io_uring_at_depth_32() { fio_rate --ioengine=io_uring --iodepth=32; }
concbench_blocks_one_by_one() { concbench_blocks coroutines 1 -p engine=io_uring; }
fio_io_uring_at_depth_1() { fio_rate --ioengine=io_uring --iodepth=1; }
blocks_of_a_file() {
  local reason=
  mkdir -- "$temporary/blocks"
  head -c $((256 << 20)) /dev/urandom >"$temporary/blocks/file"
  command -v fio >/dev/null || reason='fio is missing: apt-get install fio'
  for_blocks "$reason" 'thread-pool / fio psync' concbench_blocks_on_a_pool fio_psync 0.8
  if [ -z "$reason" ]; then
    if reason=$("$concbench" run file-io -n 1 -r 1 -e coroutines -p engine=io_uring 2>&1 >/dev/null); then reason=; fi
    reason=${reason#concbench: }
  fi
  for_blocks "$reason" 'coroutines / fio io_uring, 32 at once' concbench_blocks_32_at_once fio_io_uring_at_depth_32 1.0
  for_blocks "$reason" 'coroutines / fio io_uring, one by one' concbench_blocks_one_by_one fio_io_uring_at_depth_1
}
for_blocks() {  # WHY-NOT WHAT OURS THEIRS [BOUND]
  if [ -n "$1" ]; then
    printf '\n%s: n/a (%s)\n' "$2" "$1"
    summary+=("| $2 | n/a | ${5:+≥ }${5:-none} | $1 |")
  elif [ $# = 5 ]; then
    compare "$2" "$3" "$4" 'blocks/s' "$5" 45
  else
    beside "$2" "$3" "$4"
  fi
}

sleeping_coroutines() {
  local per_task=() ended i
  for ((i = 0; i < 3; ++i)); do
    per_task+=("$(concbench_column rss_increase_bytes sleep -e coroutines -n 100000 -c 100000 -p delay=2s -r 1 |
      awk '{ print $2 / 100000 }')")
  done
  verdict 'bytes a task, 100,000 sleeping coroutines' "$(printf '%s\n' "${per_task[@]}" | median)" most 900
  if awk '$1 == "MemAvailable:" { exit $2 > 1.5 * 1024 ^ 2 }' /proc/meminfo; then
    printf '\n1,000,000 sleeping coroutines: left out, less than 1.5 GiB of memory are free\n'
  else
    ended=$(concbench_column tasks_ok sleep -e coroutines -n 1000000 -c 1000000 -p delay=5s -r 1 | awk '{ print $2 }')
    verdict 'sleeping coroutines that ran to the end' "$ended" least 1000000
  fi
}

tutorial() {
  local walls executor rounds=$((pairs > 9 ? 9 : pairs))
  walls=$(concbench_column wall_ns sleep --profile tutorial -e threads,thread-pool,coroutines -r $rounds)
  for executor in threads thread-pool coroutines; do
    verdict "wall / 1.5 s, $executor" "$(awk -v e="$executor" '$1 == e { printf "%.5f\n", $2 / 1.5e9 }' <<<"$walls" |
      median)" most 1.003
  done
}

# The median of five processes: where their memory comes to lie moves the figure of one by 20 ns. Where the 95 % interval is wider
# than twice the bound, there is no verdict: creating a thread takes 10 µs, give or take.
stamps() {
  local i name extra low high bound
  for ((i = 0; i < 5; ++i)); do
    timeout 60 "$microbenchmarks" --benchmark_filter='^dispatch/(sequential|threads|thread-pool|coroutines)/tasks:4096' \
      --benchmark_format=csv 2>/dev/null
  done |
    awk -F, '$1 == "name" || $1 == "\"name\"" { for (i = 1; i <= NF; ++i) { gsub(/"/, "", $i); at[$i] = i } next }
      {
        split($1, part, "/")
        printf "%s %.1f %.1f %.1f %.1f\n", part[2], $at["extra"], $at["extra_low"], $at["extra_high"], 2 * $at["clock"] + 15
      }' | sort -k1,1 -k2,2n |
    awk '{ line[$1, ++lines[$1]] = $0 } END { for (name in lines) print line[name, int((lines[name] + 1) / 2)] }' |
    sort >"$temporary/stamps.txt"
  [ -s "$temporary/stamps.txt" ] || die 2 "the microbenchmarks printed no figures of dispatch"
  while read -r name extra low high bound; do
    if awk "BEGIN { exit !($high - $low > 2 * $bound) }"; then
      printf '\nstamps, ns a task, %s: %s, 95 %% sure to be within %s … %s: not resolved\n' "$name" "$extra" "$low" "$high"
      summary+=("| stamps, ns a task, $name | $low … $high | ≤ $bound | not resolved |")
    else
      verdict "stamps, ns a task, $name" "$extra" most "$bound"
    fi
  done <"$temporary/stamps.txt"
}

machine() {
  local governor=/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor
  printf -- '- CPU: %s, %s usable\n' "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -1)" "$(nproc)"
  [ ! -r $governor ] || printf -- '- governor: %s\n' "$(cat $governor)"
  printf -- '- memory: %s\n' "$(awk '$1 == "MemTotal:" { printf "%.1f GiB", $2 / 1024 ^ 2 }' /proc/meminfo)"
  printf -- '- kernel: %s\n' "$(uname -sr)"
  printf -- '- load average at the start: %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)"
  printf -- '- %s\n' "$("$concbench" --version | head -1)" "$("$nginx" -v 2>&1 | sed 's/^nginx version: //')" \
    "$({ wrk -v 2>&1 || true; } | sed -n '1s/ \[.*//p')" "$(fio --version 2>/dev/null || echo 'no fio')" "$("$pgbench" --version)"
  printf -- '- date: %s\n' "$(date -u +%Y-%m-%dT%H:%MZ)"
}

# ---- the report -------------------------------------------------------------------------------------------------------
printf '# concbench and its peers\n\n'
printf "Made by \`scripts/compare_peers.sh %s\`. Runs alternate; a ratio is the median over the pairs.\n\n" "$pairs"
machine

start_server
body=$(python3 -c 'import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).read().decode(), end="")' \
  "http://127.0.0.1:$server_port/api/7")
start_nginx "$body"

printf '\n## Client: requests a second against nginx, 64 in flight, keep-alive\n'
compare 'coroutine client / wrk' concbench_coroutines wrk_on_nginx 'requests/s' 1.0 70
printf "\n## Server: requests a second under \`wrk -t1 -c64\`, equal bodies\n"
compare 'server / nginx' wrk_on_concbench wrk_on_nginx 'requests/s' 1.0 60
printf '\n## Files: %s of 4 KiB read from the page cache by %s threads\n' $files $threads
make_files
compare 'thread-pool / bare pool' concbench_thread_pool bare_pool 'files/s' 0.9 30
printf '\n## Echo: messages of 512 bytes over %s connections, one thread\n' $connections
compare 'echo, coroutines / bare Asio client' concbench_echo bare_Asio_client 'messages/s' 0.95 40
printf '\n## Computing: 64 tiles of the Mandelbrot set on %s CPUs against one\n' "$(nproc)"
scalings
printf '\n## Trees of tasks that spawn tasks\n'
trees
printf '\n## Blocks: 4 KiB at random places of one file in the page cache\n'
blocks_of_a_file
printf '\n## SQLite: reads of one row each by one thread, the same prepared statement in a bare loop\n'
compare 'SQLite, sequential / bare loop' concbench_sequential bare_loop 'reads/s' 0.9 40
printf "\n## PostgreSQL: the same over %s connections, one thread on either side, against \`pgbench -M prepared\`\n\n" $pg_connections
printf 'concbench sends the 100 reads of a task ahead of their answers, and they are one transaction; pgbench waits for each.\n'
start_postgres
compare 'PostgreSQL, coroutines in pipeline mode / pgbench' concbench_pipelines pgbench_prepared 'reads/s' 1.0 60
beside 'PostgreSQL, coroutines that wait for each answer / pgbench' concbench_one_by_one pgbench_prepared
printf '\n## Memory of sleeping coroutines\n'
sleeping_coroutines
printf '\n## The sleep tutorial: 10 tasks that wait 1.5 s\n'
tutorial
printf '\n## Stamps: what an empty task costs beyond a bare loop (bound: two clock reads and 15 ns)\n'
stamps

printf '\n## Summary\n\n| figure | value | bound | |\n|---|--:|--:|---|\n'
printf '%s\n' "${summary[@]}"
exit $missed
