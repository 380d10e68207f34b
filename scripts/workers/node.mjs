#!/usr/bin/env node
// concbench's work in JavaScript, with the standard library of Node.js alone.
//
//     concbench run sleep api-calls --worker node
//
// | executor       | model                                                                        |
// |----------------|------------------------------------------------------------------------------|
// | sequential     | `await` in a loop                                                            |
// | promises       | Promise.all over lanes, each of which takes task after task, on one loop     |
// | worker-threads | a pool of worker_threads, each with a loop of its own and one task at a time |
//
// It reads a JSON object, does what it says, and writes a JSON object: docs/protocol.md. Node.js 18 or newer.
import { createHash } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { open, readFile, readdir, unlink } from 'node:fs/promises';
import { setTimeout as timer } from 'node:timers/promises';
import { getSystemErrorMap } from 'node:util';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const now = () => Number(process.hrtime.bigint()); // ns, the same clock in all threads

class NotApplicable extends Error {} // this work cannot be done here; the message says why

// ---- numbers of 64 bits ------------------------------------------------------------------------------------------------
const uint64 = (x) => BigInt.asUintN(64, x);
const hex = (x) => x.toString(16).padStart(16, '0');

/** The hash of all that is made up from a seed. */
function mix(a, b = 0n) {
  let x = uint64(a + 0x9e3779b97f4a7c15n * (b + 1n));
  x = uint64((x ^ (x >> 30n)) * 0xbf58476d1ce4e5b9n);
  x = uint64((x ^ (x >> 27n)) * 0x94d049bb133111ebn);
  return x ^ (x >> 31n);
}

/** The first 64 bits of a SHA-256. */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest().readBigUInt64BE();

/**
 * XXH3 (64 bits), for more than 240 bytes: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
 * Numbers of 64 bits are two of 32 here, low and high: with a BigInt for each it takes ten times as long.
 */
class Xxh3 {
  static shortest = 241;
  static #secret = Buffer.from(
    'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221' +
    'b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8' +
    'a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb' +
    '170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e', 'hex');
  static #stripe = 64;
  static #block = 16 * Xxh3.#stripe; // as many stripes as the secret has different places for
  static #prime32 = 0x9e3779b1;
  static #primes64 = [0x9e3779b185ebca87n, 0xc2b2ae3d27d4eb4fn, 0x165667b19e3779f9n, 0x85ebca77c2b2ae63n, 0x27d4eb2f165667c5n];

  static sum(bytes) {
    const [p1, p2, p3, p4, p5] = Xxh3.#primes64;
    const words = new BigUint64Array([0xc2b2ae3dn, p1, p2, p3, p4, 0x85ebca77n, p5, 0x9e3779b1n]);
    const lanes = new Uint32Array(words.buffer); // low and high of each, in turn: little-endian, as all that runs Node.js
    const last = bytes.length - 1;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at < last - (last % Xxh3.#stripe); at += Xxh3.#stripe) {
      const place = at % Xxh3.#block;
      Xxh3.#accumulate(lanes, view, at, place / 8);
      if (place === Xxh3.#block - Xxh3.#stripe) Xxh3.#scramble(lanes);
    }
    Xxh3.#accumulate(lanes, view, bytes.length - Xxh3.#stripe, 121);
    return Xxh3.#merge(words, uint64(BigInt(bytes.length) * p1));
  }

  static #keys = new DataView(Xxh3.#secret.buffer, Xxh3.#secret.byteOffset, Xxh3.#secret.length);

  static #accumulate(lanes, view, at, place) {
    for (let i = 0; i < 8; ++i) {
      const low = view.getUint32(at + 8 * i, true);
      const high = view.getUint32(at + 8 * i + 4, true);
      add(lanes, i ^ 1, low, high);
      multiplyAndAdd(lanes, i, low ^ Xxh3.#keys.getUint32(place + 8 * i, true), high ^ Xxh3.#keys.getUint32(place + 8 * i + 4, true));
    }
  }

  static #scramble(lanes) {
    const place = Xxh3.#secret.length - Xxh3.#stripe;
    for (let i = 0; i < 8; ++i) {
      const low = lanes[2 * i] ^ (lanes[2 * i + 1] >>> 15) ^ Xxh3.#keys.getUint32(place + 8 * i, true);
      const high = lanes[2 * i + 1] ^ Xxh3.#keys.getUint32(place + 8 * i + 4, true);
      lanes[2 * i] = lanes[2 * i + 1] = 0;
      multiplyAndAdd(lanes, i, low, Xxh3.#prime32);
      lanes[2 * i + 1] += Math.imul(high, Xxh3.#prime32);
    }
  }

  static #merge(words, start) {
    let sum = start;
    for (let i = 0; i < 8; i += 2) {
      const product = (words[i] ^ Xxh3.#secret.readBigUInt64LE(11 + 8 * i)) * (words[i + 1] ^ Xxh3.#secret.readBigUInt64LE(19 + 8 * i));
      sum = uint64(sum + (uint64(product) ^ (product >> 64n)));
    }
    sum = uint64((sum ^ (sum >> 37n)) * 0x165667919e3779f9n);
    return sum ^ (sum >> 32n);
  }
}

/** Adds a number of 64 bits to lane `i`. */
function add(lanes, i, low, high) {
  const sum = lanes[2 * i] + low;
  lanes[2 * i] = sum;
  lanes[2 * i + 1] += high + (sum > 0xffffffff ? 1 : 0);
}

/** Adds the product of two numbers of 32 bits to lane `i`. */
function multiplyAndAdd(lanes, i, a, b) {
  const a0 = a & 0xffff, a1 = a >>> 16, b0 = b & 0xffff, b1 = b >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  add(lanes, i, Math.imul(a, b) >>> 0, a1 * b1 + Math.floor(middle / 65536) + Math.floor(other / 65536));
}

// ---- values of parameters ------------------------------------------------------------------------------------------------
const times = { ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, min: 60e9, h: 3600e9 };
const sizes = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

function amount(text, units) {
  const [, number, unit] = /^([\d.]+)(\D*)$/.exec(text);
  return Number(number) * (unit ? units[unit] : 1);
}

const ratio = (text) => (text.endsWith('%') ? parseFloat(text) / 100 : Number(text));

/** Timers count whole milliseconds, and may be early by one: what is left then is waited for as well. */
async function sleep(ns) {
  const end = now() + ns;
  for (let left = ns; left > 0; left = end - now()) await timer(Math.ceil(left / 1e6));
}

// ---- scenarios: what a task does, and what is wrong with its answer, if anything ------------------------------------------
/** Parameters stand with the values that they have where they are left out. */
class Scenario {
  static parameters = {};

  /** Makes what tasks need, before the clock starts. */
  async prepare() {}

  /** Removes what a batch has left, so that the next one finds what it found. */
  async cleanUp() {}

  counters() {
    return {};
  }
}

class Sleep extends Scenario {
  static parameters = { delay: '20ms' };

  constructor({ params }) {
    super();
    this.delay = amount(params.delay, times);
  }

  async run(task) {
    await sleep(this.delay);
    return mix(BigInt(task));
  }

  async wrong(task, answer, took) {
    return took < this.delay ? `task ${task} slept ${took} ns` : '';
  }
}

class FailedRequest extends Error {} // a request without a good answer; the message is the reason, as in concbench's own clients

/** Requests to the run's server, on connections that fetch keeps and uses again. */
class Http extends Scenario {
  constructor({ params, server }) {
    super();
    this.origin = server.http;
    this.timeout = amount(params['request-timeout'], times) / 1e6;
    this.tooLate = `no complete answer within ${params['request-timeout']}; -p request-timeout sets the limit`;
    this.opened = 0;
    subscribe('undici:client:connected', () => ++this.opened);
  }

  /** Node.js loads fetch when it is first called: that is start-up, and no part of a request. */
  async prepare() {
    await fetch('data:,');
  }

  async get(path) {
    const { response, body } = await this.exchange(path);
    if (!response.ok) throw new FailedRequest(`HTTP ${response.status} ${response.statusText}`);
    return body;
  }

  async exchange(path) {
    try {
      const response = await fetch(this.origin + path, { signal: AbortSignal.timeout(this.timeout) });
      return { response, body: Buffer.from(await response.arrayBuffer()) };
    } catch (error) {
      throw new FailedRequest(error.name === 'TimeoutError' ? this.tooLate : this.reason(error.cause ?? error));
    }
  }

  /** What the system said, which fetch wraps in errors of its own. */
  reason({ errno, message, syscall }) {
    const [, text] = getSystemErrorMap().get(errno) ?? ['', message];
    const what = syscall === 'connect' ? `cannot connect to ${this.origin}` : 'the connection was lost';
    return `${what}: ${text[0].toUpperCase()}${text.slice(1)}`;
  }

  counters() {
    return { connections_opened: this.opened };
  }
}

class ApiCalls extends Http {
  static rates = { 'error-rate': '0', '503-rate': '0', 'reset-rate': '0', 'stall-rate': '0' };
  static parameters = { delay: '20ms', 'request-timeout': '10s', retries: '0', backoff: '20ms', ...ApiCalls.rates };

  constructor(spec) {
    super(spec);
    const { params, seed } = spec;
    this.seed = seed;
    this.query = `?seed=${seed}&delay=${params.delay}`;
    const asked = Object.keys(ApiCalls.rates).filter((rate) => ratio(params[rate]) > 0);
    this.faults = asked.map((rate) => `&${rate}=${ratio(params[rate])}`).join('');
    this.retries = Number(params.retries);
    this.backoff = amount(params.backoff, times);
    this.retried = 0;
  }

  async run(task) {
    for (let attempt = 0; ; ++attempt) {
      try {
        const faults = this.faults && `&attempt=${attempt}${this.faults}`;
        const { id, value } = JSON.parse(await this.get(`/api/${task}${this.query}${faults}`));
        return mix(BigInt(id), BigInt(value));
      } catch (error) {
        if (attempt === this.retries || !(error instanceof FailedRequest)) throw error;
      }
      ++this.retried;
      await sleep(this.backoff * 2 ** Math.min(attempt, 6));
    }
  }

  async wrong(task, answer) {
    const right = mix(BigInt(task), mix(this.seed, BigInt(task)) >> 11n);
    return answer !== right ? `task ${task} got the answer of another request` : '';
  }

  counters() {
    return { ...super.counters(), retries: this.retried };
  }
}

class ImageDownload extends Http {
  static parameters = { latency: '10ms', bandwidth: '16MiB', 'request-timeout': '10s' };

  constructor(spec) {
    super(spec);
    const { params, seed, fixture } = spec;
    const bandwidth = amount(params.bandwidth, sizes);
    this.query = `?seed=${seed}&latency=${params.latency}${bandwidth > 0 ? `&bandwidth=${bandwidth}` : ''}`;
    this.expected = fixture.images.map((each) => each.sha256.slice(0, 16));
  }

  async run(task) {
    return sha256(await this.get(`/images/${task}.png${this.query}`));
  }

  async wrong(task, answer) {
    return hex(answer) !== this.expected[task] ? `/images/${task}.png has another SHA-256` : '';
  }
}

/** The name of a file, which need not be UTF-8, byte for byte. */
const bytesOf = (name) => Buffer.from(name, 'latin1');

class FileIo extends Scenario {
  static parameters = { op: 'copy', size: '64KiB', fsync: 'off', dir: '' };
  static chunk = 128 * 1024; // of which each has a stamp of its own in files that are made

  constructor({ params, seed, fixture, sample_folder }) {
    super();
    this.reads = params.op !== 'write';
    this.writes = params.op !== 'read';
    this.sync = params.fsync === 'on';
    this.seed = seed;
    this.folder = sample_folder;
    this.sources = fixture.files ?? [];
    this.size = amount(params.size, sizes);
    const all = this.reads ? this.sources.map((each) => each.size) : [this.size];
    if (all.some((size) => size < Xxh3.shortest || size > 64 * 2 ** 20))
      throw new NotApplicable('this worker reads files as a whole, and their XXH3 from 241 bytes on: files of 241 bytes to 64 MiB');
  }

  /** Brings what is read into the page cache, and makes what is written. */
  async prepare() {
    if (this.reads) {
      for (const each of this.sources) await readFile(bytesOf(each.path));
    } else {
      this.base = Buffer.alloc(FileIo.chunk);
      for (let at = 0; at < FileIo.chunk; at += 8) this.base.writeBigUInt64LE(mix(this.seed, BigInt(at / 8)), at);
    }
  }

  source(task) {
    return this.sources[task % this.sources.length];
  }

  sink(task) {
    return bytesOf(`${this.folder}/${String(task).padStart(7, '0')}.dat`);
  }

  /** A chunk after the other, the same but for its first 8 bytes. */
  content(task) {
    const made = Buffer.allocUnsafe(Math.ceil(this.size / FileIo.chunk) * FileIo.chunk);
    for (let at = 0; at < this.size; at += FileIo.chunk) {
      this.base.copy(made, at);
      made.writeBigUInt64LE(mix(this.seed ^ BigInt(task), BigInt(at)), at);
    }
    return made.subarray(0, this.size);
  }

  async run(task) {
    const bytes = this.reads ? await readFile(bytesOf(this.source(task).path)) : this.content(task);
    if (this.writes) {
      const file = await open(this.sink(task), 'w', 0o600);
      await file.writeFile(bytes);
      if (this.sync) await file.sync();
      await file.close();
    }
    return Xxh3.sum(bytes);
  }

  async cleanUp() {
    for (const name of await readdir(bytesOf(this.folder), { encoding: 'buffer' }))
      if (name.toString('latin1').endsWith('.dat')) await unlink(Buffer.concat([bytesOf(`${this.folder}/`), name]));
  }

  async wrong(task, answer) {
    const right = this.reads ? this.source(task).sum : hex(Xxh3.sum(this.content(task)));
    if (hex(answer) !== right) return `task ${task} saw checksum ${hex(answer)} instead of ${right}`;
    if (this.writes && hex(Xxh3.sum(await readFile(this.sink(task)))) !== right) return `the file that task ${task} wrote reads back differently`;
    return '';
  }
}

class CpuBound extends Scenario {
  static parameters = { work: 'mandelbrot', tile: '64', iterations: '1000', size: '1MiB' };
  static side = 2.5 / 8; // of a tile
  static pieces = 64; // different ones, at which tasks take turns

  constructor({ params, answers }) {
    super();
    if (params.work === 'png') throw new NotApplicable('work=png: the standard library of Node.js decodes no PNG');
    this.work = params.work;
    this.tile = Number(params.tile);
    this.iterations = Number(params.iterations);
    this.size = amount(params.size, sizes);
    this.answers = answers;
    this.corners = CpuBound.#corners();
  }

  /** Lower left corners from the middle of the set outwards; 2k and 2k + 1 are mirror images, and cost the same. */
  static #corners() {
    const side = CpuBound.side;
    const above = Array.from({ length: CpuBound.pieces / 2 }, (_, i) => ({ x: -2 + side * (i % 8), y: side * Math.floor(i / 8) }));
    const distance = ({ x, y }) => (x + side / 2 + 0.25) ** 2 + (y + side / 2) ** 2;
    above.sort((a, b) => distance(a) - distance(b) || a.x - b.x);
    return above.flatMap(({ x, y }) => [{ x, y }, { x, y: -y - side }]);
  }

  async run(task) {
    const piece = task % CpuBound.pieces;
    return this.work === 'mandelbrot' ? this.mandelbrotSum(piece) : this.sha256Sum(piece);
  }

  mandelbrotSum(piece) {
    const { x, y } = this.corners[piece];
    const step = CpuBound.side / this.tile;
    let sum = 0n;
    for (let row = 0; row < this.tile; ++row)
      for (let column = 0; column < this.tile; ++column)
        sum = uint64(sum * 31n + BigInt(escapeTime(x + step * (column + 0.5), y + step * (row + 0.5), this.iterations)));
    return sum;
  }

  sha256Sum(piece) {
    const content = Buffer.alloc(this.size);
    for (let at = 0; at < this.size; at += 64) content[at] = Number(mix(BigInt(piece), BigInt(at)) & 0xffn);
    return sha256(content);
  }

  async wrong(task, answer) {
    const right = this.answers[task % this.answers.length];
    return answer !== right ? `task ${task} came to ${hex(answer)} instead of ${hex(right)}` : '';
  }
}

/** Iterations of z² + c until |z| > 2, at most `most`. */
function escapeTime(x, y, most) {
  let re = 0, im = 0, taken = 0;
  for (; taken < most && re * re + im * im <= 4; ++taken) [re, im] = [re * re - im * im + x, 2 * re * im + y];
  return taken;
}

const scenarios = { 'sleep': Sleep, 'api-calls': ApiCalls, 'image-download': ImageDownload, 'file-io': FileIo, 'cpu-bound': CpuBound };

/** `warm` is a parameter of all scenarios: batches that run before the measured one. */
const parametersOf = (name) => ({ ...scenarios[name].parameters, warm: '0' });

async function makeWork(spec) {
  const work = new scenarios[spec.scenario](spec);
  await work.prepare();
  return work;
}

// ---- executors: each comes up, runs all tasks, and goes down ---------------------------------------------------------------
/** The only door through which a model reaches tasks: it stamps them, and keeps their answers and failures. */
async function recordOf(work, task) {
  const record = { task, start: now(), answer: 0n, failure: '', end: 0 };
  try {
    record.answer = await work.run(task);
  } catch (error) {
    record.failure = error.message; // whatever a task throws is its outcome, and does not end the others
  }
  record.end = now();
  return record;
}

class Lanes {
  constructor(work, { tasks, concurrency }, lanes = concurrency) {
    Object.assign(this, { work, tasks, lanes });
  }

  async start() {}

  /** Each lane takes the next task when it has ended one. */
  async run() {
    const records = [];
    let next = 0;
    const lane = async () => {
      while (next < this.tasks) records.push(await recordOf(this.work, next++));
    };
    await Promise.all(Array.from({ length: this.lanes }, lane));
    return records;
  }

  counters() {
    return this.work.counters();
  }

  async stop() {}
}

/** Threads share nothing but the number of the next task. Each has a scenario of its own, and its own connections. */
class WorkerThreads {
  static most = 64;

  constructor(work, spec) {
    if (spec.concurrency > WorkerThreads.most)
      throw new NotApplicable(`each of worker-threads takes some 10 MiB: -c may be ${WorkerThreads.most} at most here`);
    this.work = work;
    this.spec = spec;
  }

  async start() {
    const next = (this.next = new Int32Array(new SharedArrayBuffer(4)));
    this.threads = Array.from({ length: this.spec.concurrency }, () => new Worker(new URL(import.meta.url), { workerData: { spec: this.spec, next } }));
    await Promise.all(this.threads.map((thread) => once(thread, 'message')));
  }

  async run() {
    Atomics.store(this.next, 0, 0);
    const answers = this.threads.map((thread) => once(thread, 'message'));
    for (const thread of this.threads) thread.postMessage('begin');
    const parts = await Promise.all(answers);
    this.counted = sumsOf(parts.map(([{ counters }]) => counters));
    return parts.flatMap(([{ records }]) => records);
  }

  counters() {
    return this.counted ?? this.work.counters();
  }

  async stop() {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }
}

async function bodyOfThread({ spec, next }) {
  const work = await makeWork(spec);
  const run = async () => {
    const records = [];
    for (let task; (task = Atomics.add(next, 0, 1)) < spec.tasks; ) records.push(await recordOf(work, task));
    parentPort.postMessage({ records, counters: work.counters() });
  };
  parentPort.on('message', run); // a message for each batch
  parentPort.postMessage('ready');
}

const executors = {
  'sequential': (work, spec) => new Lanes(work, spec, 1),
  'promises': (work, spec) => new Lanes(work, spec),
  'worker-threads': (work, spec) => new WorkerThreads(work, spec),
};

// ---- the sample ----------------------------------------------------------------------------------------------------------------
function quantiles(times) {
  if (times.length === 0) return {};
  times.sort((a, b) => a - b);
  const ranks = { p50: 500, p90: 900, p99: 990, p999: 999, max: 1000 }; // nearest rank, in thousandths, rounded up
  return Object.fromEntries(Object.entries(ranks).map(([name, rank]) => [name, times[Math.ceil((rank * times.length) / 1000) - 1]]));
}

/** Tasks begun and not ended, the most at one moment. */
function mostAlive(records) {
  const changes = records.flatMap(({ start, end }) => [[start, 1], [end, -1]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let alive = 0, most = 0;
  for (const [, change] of changes) most = Math.max(most, (alive += change));
  return most;
}

/** A figure that the kernel keeps of this process: memory in KiB, or a count. */
const ofProcess = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))[1]);

/** The resident memory now, in bytes, from which on the peak counts anew; more than any peak where that cannot be. */
function forgetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    return Infinity;
  }
  return ofProcess('VmRSS') * 1024;
}

/** In ns. The kernel counts starts in ticks of 10 ms, and the time since it was started as well. */
function sinceProcessStart() {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  const seconds = parseFloat(readFileSync('/proc/uptime', 'utf8'));
  return Math.max(0, Math.round(seconds * 1e9 - ticks * 1e7));
}

/** Of objects with the same counters. */
function sumsOf(all) {
  const sums = {};
  for (const counters of all) for (const [name, count] of Object.entries(counters)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** Start-up, run and tear-down are timed apart; what is made before and verified after is not timed. */
async function takeSample(spec, programStart) {
  const work = await makeWork(spec);
  const executor = executors[spec.executor](work, spec);
  const resident = forgetPeak();
  const started = now();
  await executor.start();
  const warm = Number(spec.params.warm);
  const startup = now() - started;
  for (let i = 0; i < warm; ++i) {
    await executor.run();
    await work.cleanUp();
  }
  const countedBefore = executor.counters();
  const cpuBefore = process.cpuUsage();
  const begin = now();
  const records = await executor.run();
  const end = now();
  const cpu = process.cpuUsage(cpuBefore);
  const peak = ofProcess('VmHWM') * 1024;
  const threads = ofProcess('Threads');
  const ended = now();
  await executor.stop();
  const stopped = now();

  const done = records.filter(({ failure }) => !failure);
  const failed = records.filter(({ failure }) => failure).sort((a, b) => a.task - b.task);
  const failures = failed.map(({ failure }) => failure);
  const wrong = [];
  for (const { task, answer, start, end } of done) wrong.push(await work.wrong(task, answer, end - start));
  const reasons = [...wrong.filter(Boolean), ...failures];
  const counted = Object.fromEntries(Object.entries(executor.counters()).map(([name, count]) => [name, count - countedBefore[name]]));
  return {
    status: wrong.some(Boolean) ? 'incorrect' : failures.length ? 'failed' : 'ok', reason: reasons[0] ?? '',
    wall_ns: end - begin, startup_ns: startup, teardown_ns: stopped - ended,
    last_start_ns: Math.max(...records.map(({ start }) => start)) - begin,
    cpu_user_ns: cpu.user * 1000, cpu_system_ns: cpu.system * 1000,
    peak_rss_bytes: peak, rss_increase_bytes: Math.max(0, peak - resident), peak_threads: threads,
    peak_tasks: mostAlive(records), tasks_ok: done.length, tasks_failed: failures.length,
    errors: [...new Set(failures)].map((reason) => ({ reason, count: failures.filter((each) => each === reason).length })),
    latency_ns: quantiles(done.map(({ start, end }) => end - start)),
    sojourn_ns: quantiles(done.map(({ end }) => end - begin)),
    digest: hex(done.reduce((sum, { task, answer }) => uint64(sum + mix(answer, BigInt(task + 1))), 0n)),
    counters: { ...counted, program_start_ns: programStart },
    notes: [`Node.js ${process.versions.node}, ${warm ? `warm after ${warm} batches` : 'cold: it compiles within the run'}`],
  };
}

/** Why this sample cannot be taken as it was asked for; empty when it can. */
function refusal({ scenario, executor, params, targets, rate }) {
  if (!(scenario in scenarios) || !(executor in executors)) return `this worker has no ${executor} for ${scenario}`;
  if (targets?.length || rate) return 'this worker knows no --url and no --rate';
  const unknown = Object.keys(params).filter((name) => !(name in parametersOf(scenario)));
  return unknown.length ? `this worker does not know ${unknown.map((name) => `${name}=${params[name]}`).join(', ')}` : '';
}

async function answerTo(spec, programStart) {
  if (spec.action === 'describe') {
    return {
      executors: Object.keys(executors), scenarios: Object.keys(scenarios),
      models: { 'promises': 'coroutines', 'worker-threads': 'thread-pool' },
      parameters: Object.fromEntries(Object.keys(scenarios).map((name) => [name, Object.keys(parametersOf(name))])),
    };
  }
  const reason = refusal(spec);
  if (reason) return { status: 'n/a', reason };
  spec.params = { ...parametersOf(spec.scenario), ...spec.params };
  try {
    const sample = await takeSample(spec, programStart);
    return { status: sample.status, reason: sample.reason, sample };
  } catch (error) {
    if (error instanceof NotApplicable) return { status: 'n/a', reason: error.message };
    throw error;
  }
}

/** A spec, with its numbers of 64 bits, which JSON.parse would round. Within texts a quote is written \", and not found here. */
function readSpec(text) {
  const spec = JSON.parse(text);
  if (spec === null || typeof spec !== 'object' || Array.isArray(spec)) throw new SyntaxError('it is none');
  spec.seed = BigInt(/"seed":\s*(\d+)/.exec(text)?.[1] ?? 0);
  for (const name in spec.params) spec.params[name] = Buffer.from(spec.params[name], 'latin1').toString();
  spec.answers = /"answers":\s*\[([\d,\s]+)\]/.exec(text)?.[1].split(',').map(BigInt) ?? [];
  return spec;
}

async function main() {
  const programStart = sinceProcessStart();
  let spec = {};
  try {
    spec = readSpec(readFileSync(0, 'latin1')); // names of files and folders come byte for byte
  } catch (error) {
    console.error(`the spec is not a JSON object: ${error.message.replaceAll('\n', ' ')}`);
    process.exit(2);
  }
  if (spec.protocol !== 1 || !['describe', 'sample'].includes(spec.action)) {
    console.error('known: protocol 1; action describe, sample');
    process.exit(2);
  }
  process.stdout.write(JSON.stringify(await answerTo(spec, programStart)));
}

if (isMainThread) {
  await main();
} else {
  await bodyOfThread(workerData);
}
