//! concbench's work in Rust: with the standard library alone, and on Tokio where that is there to be compiled in.
//!
//!     concbench run sleep api-calls --worker rust
//!
//! | executor   | model                                                                       |
//! |------------|-----------------------------------------------------------------------------|
//! | sequential | a plain loop                                                                |
//! | threads    | a std::thread for each task, at most so many alive                          |
//! | tokio      | a task for each on Tokio's runtime with a thread per CPU, so many alive     |
//!
//! It reads a JSON object, does what it says, and writes a JSON object: docs/protocol.md. Rust 1.63 or newer.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

// ---- JSON ---------------------------------------------------------------------------------------------------------------------

enum Json {
    Number(String), // as it is written: it may be a whole number of 64 bits
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<String, Json>),
    Other, // true, false or null, which no spec needs
}

impl Json {
    fn read(text: &str) -> Result<Json, String> {
        let mut reader = JsonReader { rest: text };
        reader.value().ok_or_else(|| "the text is not JSON".into())
    }

    fn at(&self, name: &str) -> &Json {
        match self {
            Json::Object(members) => members.get(name).unwrap_or(&Json::Other),
            _ => &Json::Other,
        }
    }

    fn list(&self) -> &[Json] {
        if let Json::List(values) = self { values } else { &[] }
    }

    fn text(&self) -> &str {
        if let Json::Text(text) = self { text } else { "" }
    }

    fn number<T: std::str::FromStr + Default>(&self) -> T {
        if let Json::Number(text) = self { text.parse().unwrap_or_default() } else { T::default() }
    }
}

struct JsonReader<'a> {
    rest: &'a str,
}

impl JsonReader<'_> {
    fn takes(&mut self, word: &str) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) -> Option<Json> {
        if self.takes("{") {
            return self.object();
        }
        if self.takes("[") {
            return self.list();
        }
        if self.takes("\"") {
            return self.text().map(Json::Text);
        }
        for word in ["true", "false", "null"] {
            if self.takes(word) {
                return Some(Json::Other);
            }
        }
        let end = self.rest.find(|c: char| !c.is_ascii_digit() && !"+-.eE".contains(c)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!number.is_empty()).then(|| Json::Number(number.into()))
    }

    fn object(&mut self) -> Option<Json> {
        let mut members = BTreeMap::new();
        while !self.takes("}") {
            self.takes(",");
            if !self.takes("\"") {
                return None;
            }
            let name = self.text()?;
            if !self.takes(":") {
                return None;
            }
            members.insert(name, self.value()?);
        }
        Some(Json::Object(members))
    }

    fn list(&mut self) -> Option<Json> {
        let mut values = Vec::new();
        while !self.takes("]") {
            self.takes(",");
            values.push(self.value()?);
        }
        Some(Json::List(values))
    }

    fn text(&mut self) -> Option<String> {
        let mut read = String::new();
        loop {
            let end = self.rest.find(|c| c == '"' || c == '\\')?;
            read.push_str(&self.rest[..end]);
            let is_end = self.rest[end..].starts_with('"');
            self.rest = &self.rest[end + 1..];
            if is_end {
                return Some(read);
            }
            let kind = self.rest.chars().next()?;
            self.rest = &self.rest[kind.len_utf8()..];
            read.push(match kind {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let code = u32::from_str_radix(self.rest.get(..4)?, 16).ok()?;
                    self.rest = &self.rest[4..];
                    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
                }
                itself => itself,
            });
        }
    }
}

fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            c if c < ' ' => write!(written, "\\u{:04x}", c as u32).unwrap(),
            c => written.push(c),
        }
    }
    written + "\""
}

fn list_of(texts: &[&str]) -> String {
    format!("[{}]", texts.iter().map(|each| quoted(each)).collect::<Vec<_>>().join(","))
}

/// Members of an object that are figures.
fn members(values: &[(&str, u64)]) -> String {
    values.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect::<Vec<_>>().join(",")
}

/// An object of figures.
fn figures(values: &[(&str, u64)]) -> String {
    format!("{{{}}}", members(values))
}

// ---- hashes -------------------------------------------------------------------------------------------------------------------

/// The hash of all that is made up from a seed.
fn mix(a: u64, b: u64) -> u64 {
    let mut x = a.wrapping_add(0x9e3779b97f4a7c15_u64.wrapping_mul(b.wrapping_add(1)));
    x = (x ^ x >> 30).wrapping_mul(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27).wrapping_mul(0x94d049bb133111eb);
    x ^ x >> 31
}

fn little_word(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes[..8].try_into().unwrap())
}

/// XXH3 (64 bits), of more than 240 bytes: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
mod xxh3 {
    use super::little_word;

    pub const SHORTEST: u64 = 241;
    const STRIPE: usize = 64;
    const BLOCK: usize = 16 * STRIPE; // as many stripes as the secret has different places for
    const PRIME32: u64 = 0x9e3779b1;
    const PRIME64: u64 = 0x9e3779b185ebca87;
    const SECRET: [u8; 192] = [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c, 0xde, 0xd4, 0x6d, 0xe9,
        0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f, 0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78,
        0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21, 0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6,
        0x81, 0x3a, 0x26, 0x4c, 0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
        0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8, 0xa8, 0xfa, 0x76, 0x3f,
        0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d, 0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31,
        0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64, 0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff,
        0xfa, 0x13, 0x63, 0xeb, 0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
        0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce, 0x45, 0xcb, 0x3a, 0x8f,
        0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
    ];

    pub fn sum(content: &[u8]) -> u64 {
        let mut sums = [
            0xc2b2ae3d, PRIME64, 0xc2b2ae3d27d4eb4f, 0x165667b19e3779f9,
            0x85ebca77c2b2ae63, 0x85ebca77, 0x27d4eb2f165667c5, 0x9e3779b1,
        ];
        for (i, stripe) in content[..content.len() - 1].chunks_exact(STRIPE).enumerate() {
            let place = i * STRIPE % BLOCK;
            accumulate(&mut sums, stripe, &SECRET[place / 8..]);
            if place == BLOCK - STRIPE {
                scramble(&mut sums);
            }
        }
        accumulate(&mut sums, &content[content.len() - STRIPE..], &SECRET[SECRET.len() - STRIPE - 7..]);

        let mut sum = (content.len() as u64).wrapping_mul(PRIME64);
        for (i, pair) in sums.chunks_exact(2).enumerate() {
            let (a, b) = (pair[0] ^ little_word(&SECRET[11 + 16 * i..]), pair[1] ^ little_word(&SECRET[19 + 16 * i..]));
            let product = u128::from(a) * u128::from(b);
            sum = sum.wrapping_add(product as u64 ^ (product >> 64) as u64);
        }
        sum = (sum ^ sum >> 37).wrapping_mul(0x165667919e3779f9);
        sum ^ sum >> 32
    }

    fn accumulate(sums: &mut [u64; 8], stripe: &[u8], secret: &[u8]) {
        for i in 0..sums.len() {
            let value = little_word(&stripe[8 * i..]);
            let key = value ^ little_word(&secret[8 * i..]);
            sums[i ^ 1] = sums[i ^ 1].wrapping_add(value);
            sums[i] = sums[i].wrapping_add((key & 0xffff_ffff) * (key >> 32));
        }
    }

    fn scramble(sums: &mut [u64; 8]) {
        for (sum, secret) in sums.iter_mut().zip(SECRET[SECRET.len() - STRIPE..].chunks_exact(8)) {
            *sum = (*sum ^ *sum >> 47 ^ little_word(secret)).wrapping_mul(PRIME32);
        }
    }
}

/// The first 64 bits of a SHA-256 (FIPS 180-4), which the standard library does not have.
fn sha256_start(content: &[u8]) -> u64 {
    let mut state: [u32; 8] = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
    let mut blocks = content.chunks_exact(64);
    for block in &mut blocks {
        sha256_block(&mut state, block);
    }
    let mut end = blocks.remainder().to_vec();
    end.push(0x80);
    while end.len() % 64 != 56 {
        end.push(0);
    }
    end.extend((content.len() as u64 * 8).to_be_bytes());
    for block in end.chunks_exact(64) {
        sha256_block(&mut state, block);
    }
    u64::from(state[0]) << 32 | u64::from(state[1])
}

fn sha256_block(state: &mut [u32; 8], block: &[u8]) {
    #[rustfmt::skip]
    const ROUNDS: [u32; 64] = [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];
    let mut words = [0_u32; 64];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = u32::from_be_bytes(bytes.try_into().unwrap());
    }
    for i in 16..64 {
        let (a, b) = (words[i - 15], words[i - 2]);
        let first = a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3;
        let second = b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10;
        words[i] = words[i - 16].wrapping_add(first).wrapping_add(words[i - 7]).wrapping_add(second);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (round, word) in ROUNDS.iter().zip(words) {
        let choice = (e & f) ^ (!e & g);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let one = h
            .wrapping_add(e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25))
            .wrapping_add(choice)
            .wrapping_add(*round)
            .wrapping_add(word);
        let two = (a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22)).wrapping_add(majority);
        (h, g, f, e, d, c, b, a) = (g, f, e, d.wrapping_add(one), c, b, a, one.wrapping_add(two));
    }
    for (sum, part) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *sum = sum.wrapping_add(part);
    }
}

// ---- values of parameters -----------------------------------------------------------------------------------------------------

const TIMES: [(&str, f64); 9] =
    [("", 1.), ("ns", 1.), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("min", 60e9), ("h", 3600e9)];
const SIZES: [(&str, f64); 8] = [
    ("", 1.), ("B", 1.), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9),
    ("KiB", 1024.), ("MiB", 1024. * 1024.), ("GiB", 1024. * 1024. * 1024.),
];

fn amount(text: &str, units: &[(&str, f64)]) -> f64 {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = text[..text.len() - unit.len()].parse().unwrap_or(0.);
    number * units.iter().find(|(name, _)| *name == unit).map_or(0., |(_, factor)| *factor)
}

fn time_of(text: &str) -> Duration {
    Duration::from_nanos(amount(text, &TIMES) as u64)
}

fn ratio(text: &str) -> f64 {
    match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse().unwrap_or(0.) / 100.,
        None => text.parse().unwrap_or(0.),
    }
}

// ---- scenarios ----------------------------------------------------------------------------------------------------------------

/// What is asked of a sample.
struct Spec {
    all: Json,
    defaults: Parameters, // of the scenario
}

impl Spec {
    fn text(&self, name: &str) -> &str {
        self.all.at(name).text()
    }

    fn count(&self, name: &str) -> usize {
        self.all.at(name).number()
    }

    fn seed(&self) -> u64 {
        self.all.at("seed").number()
    }

    /// The value of a parameter as a user writes it, or its default.
    fn param(&self, name: &str) -> &str {
        let otherwise = self.defaults.iter().chain(&OF_ALL).find(|(each, _)| *each == name).map_or("", |(_, value)| *value);
        if let Json::Text(given) = self.all.at("params").at(name) { given } else { otherwise }
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Result<T, Refusal> {
        let text = self.param(name);
        text.parse().map_err(|_| Refusal::NotApplicable(format!("{name}={text}: this worker reads whole numbers there")))
    }

    fn fixture(&self, name: &str) -> &[Json] {
        self.all.at("fixture").at(name).list()
    }
}

/// Why a scenario is not made.
enum Refusal {
    NotApplicable(String),
    Failed(String),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Refusal::Failed(error.to_string())
    }
}

/// What tasks do. A failure is its reason.
trait Scenario: Send + Sync {
    fn run(&self, task: usize) -> Result<u64, String>;

    /// The same for a runtime whose threads must not be blocked.
    #[cfg(feature = "tokio")]
    fn co_run(&self, task: usize) -> on_tokio::Outcome<'_>;

    /// What is wrong with an answer, if anything.
    fn wrong(&self, task: usize, answer: u64, took: Duration) -> Option<String>;

    fn counters(&self) -> Vec<(&'static str, u64)> {
        Vec::new()
    }

    /// Removes what a batch has left, so that the next one finds what it found.
    fn clean_up(&self, _tasks: usize) {}
}

/// Names of parameters, each with the value that it has where it is left out.
type Parameters = &'static [(&'static str, &'static str)];

struct Declaration {
    name: &'static str,
    parameters: Parameters,
    make: fn(&Spec) -> Result<Arc<dyn Scenario>, Refusal>,
}

/// A parameter of all scenarios: batches that run before the measured one.
const OF_ALL: [(&str, &str); 1] = [("warm", "0")];

const FAULT_RATES: [&str; 4] = ["error-rate", "503-rate", "reset-rate", "stall-rate"];

const SCENARIOS: [Declaration; 5] = [
    Declaration { name: "sleep", parameters: &[("delay", "20ms")], make: Sleep::make },
    Declaration {
        name: "api-calls",
        parameters: &[
            ("delay", "20ms"), ("request-timeout", "10s"), ("retries", "0"), ("backoff", "20ms"),
            (FAULT_RATES[0], "0"), (FAULT_RATES[1], "0"), (FAULT_RATES[2], "0"), (FAULT_RATES[3], "0"),
        ],
        make: ApiCalls::make,
    },
    Declaration {
        name: "image-download",
        parameters: &[("latency", "10ms"), ("bandwidth", "16MiB"), ("request-timeout", "10s")],
        make: ImageDownload::make,
    },
    Declaration {
        name: "file-io",
        parameters: &[("op", "copy"), ("size", "64KiB"), ("fsync", "off"), ("dir", "")],
        make: FileIo::make,
    },
    Declaration {
        name: "cpu-bound",
        parameters: &[("work", "mandelbrot"), ("tile", "64"), ("iterations", "1000"), ("size", "1MiB")],
        make: CpuBound::make,
    },
];

/// Tasks that wait.
struct Sleep {
    delay: Duration,
}

impl Sleep {
    fn make(spec: &Spec) -> Result<Arc<dyn Scenario>, Refusal> {
        Ok(Arc::new(Sleep { delay: time_of(spec.param("delay")) }))
    }
}

impl Scenario for Sleep {
    fn run(&self, task: usize) -> Result<u64, String> {
        thread::sleep(self.delay);
        Ok(mix(task as u64, 0))
    }

    #[cfg(feature = "tokio")]
    fn co_run(&self, task: usize) -> on_tokio::Outcome<'_> {
        Box::pin(async move {
            tokio::time::sleep(self.delay).await;
            Ok(mix(task as u64, 0))
        })
    }

    fn wrong(&self, task: usize, _: u64, took: Duration) -> Option<String> {
        (took < self.delay).then(|| format!("task {task} slept {took:?}"))
    }
}

/// Requests to the run's server, on connections that are kept and used again.
struct Http {
    host: String,
    timeout: Duration,
    too_late: String,
    idle: Mutex<Vec<TcpStream>>,
    #[cfg(feature = "tokio")]
    idle_on_tokio: Mutex<Vec<tokio::net::TcpStream>>,
    opened: AtomicU64,
}

impl Http {
    fn new(spec: &Spec) -> Http {
        let limit = spec.param("request-timeout");
        Http {
            host: spec.all.at("server").at("http").text().trim_start_matches("http://").into(),
            timeout: time_of(limit),
            too_late: format!("no complete answer within {limit}; -p request-timeout sets the limit"),
            idle: Mutex::new(Vec::new()),
            #[cfg(feature = "tokio")]
            idle_on_tokio: Mutex::new(Vec::new()),
            opened: AtomicU64::new(0),
        }
    }

    /// The body of a good answer. Reasons of failures are those of concbench's own clients.
    fn get(&self, path: &str) -> Result<Vec<u8>, String> {
        self.good_body(self.exchange(path))
    }

    fn good_body(&self, answer: Result<(String, Vec<u8>), Failure>) -> Result<Vec<u8>, String> {
        let (what, error) = match answer {
            Ok((status, body)) if status.starts_with("200") => return Ok(body),
            Ok((status, _)) => return Err(format!("HTTP {status}")),
            Err(Failure::Unconnected(error)) => (format!("cannot connect to http://{}", self.host), error),
            Err(Failure::Lost(error)) => ("the connection was lost".into(), error),
        };
        if [io::ErrorKind::WouldBlock, io::ErrorKind::TimedOut].contains(&error.kind()) {
            return Err(self.too_late.clone());
        }
        let text = error.to_string(); // "Connection reset by peer (os error 104)"
        Err(format!("{what}: {}", text.split(" (os error").next().unwrap_or(&text)))
    }

    fn request(&self, path: &str) -> String {
        format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host)
    }

    fn exchange(&self, path: &str) -> Result<(String, Vec<u8>), Failure> {
        let deadline = Instant::now() + self.timeout;
        let kept = self.idle.lock().unwrap().pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => self.connect().map_err(Failure::Unconnected)?,
        };
        connection.write_all(self.request(path).as_bytes())?;
        let mut answer = Answer::default();
        while !answer.is_complete() {
            let left = deadline.saturating_duration_since(Instant::now());
            connection.set_read_timeout(Some(left.max(Duration::from_micros(1))))?; // zero would be no limit
            let size = connection.read(&mut answer.room)?;
            answer.received(size)?;
        }
        if answer.keeps_connection() {
            self.idle.lock().unwrap().push(connection);
        }
        Ok(answer.take())
    }

    fn connect(&self) -> io::Result<TcpStream> {
        self.opened.fetch_add(1, Ordering::Relaxed);
        let connection = TcpStream::connect(&self.host)?;
        connection.set_nodelay(true)?;
        Ok(connection)
    }
}

/// Why a request has no answer.
enum Failure {
    Unconnected(io::Error),
    Lost(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Lost(error)
    }
}

/// An HTTP response whose body has a length, without any input and output.
struct Answer {
    room: [u8; 16 * 1024], // for the next bytes
    head: Option<String>,
    rest: Vec<u8>, // of the head until it is complete, then the body
}

impl Default for Answer {
    fn default() -> Self {
        Answer { room: [0; 16 * 1024], head: None, rest: Vec::new() }
    }
}

impl Answer {
    fn received(&mut self, size: usize) -> io::Result<()> {
        if size == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server closed it"));
        }
        self.rest.extend_from_slice(&self.room[..size]);
        if self.head.is_none() {
            if let Some(end) = self.rest.windows(4).position(|each| each == b"\r\n\r\n") {
                let body = self.rest.split_off(end + 4);
                self.head = Some(String::from_utf8_lossy(&self.rest).into_owned());
                self.rest = body;
            }
        }
        Ok(())
    }

    fn is_complete(&self) -> bool {
        let length = |head| field(head, "content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
        self.head.as_deref().map_or(false, |head| self.rest.len() >= length(head))
    }

    fn keeps_connection(&self) -> bool {
        self.head.as_deref().map_or(false, |head| field(head, "connection") != Some("close"))
    }

    /// Its status, "404 Not Found", and its body.
    fn take(self) -> (String, Vec<u8>) {
        let status = self.head.as_deref().and_then(|head| head.lines().next()?.split_once(' ')).map_or("", |(_, status)| status);
        (status.into(), self.rest)
    }
}

/// The value of a header field; `name` is in small letters.
fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    fields.find(|(each, _)| each.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// JSON requests, which are answered late, and fail where they are asked to; with retries.
struct ApiCalls {
    http: Http,
    seed: u64,
    query: String,
    faults: String,
    retries: u32,
    backoff: Duration,
    retried: AtomicU64,
}

impl ApiCalls {
    fn make(spec: &Spec) -> Result<Arc<dyn Scenario>, Refusal> {
        let rates = FAULT_RATES.map(|name| (name, ratio(spec.param(name))));
        Ok(Arc::new(ApiCalls {
            http: Http::new(spec),
            seed: spec.seed(),
            query: format!("?seed={}&delay={}", spec.seed(), spec.param("delay")),
            faults: rates.iter().filter(|(_, part)| *part > 0.).map(|(name, part)| format!("&{name}={part}")).collect(),
            retries: spec.number("retries")?,
            backoff: time_of(spec.param("backoff")),
            retried: AtomicU64::new(0),
        }))
    }

    fn path(&self, task: usize, attempt: u32) -> String {
        let faults = if self.faults.is_empty() { String::new() } else { format!("&attempt={attempt}{}", self.faults) };
        format!("/api/{task}{}{faults}", self.query)
    }

    /// Doubles with each attempt, up to 64 times the first.
    fn pause_after(&self, attempt: u32) -> Duration {
        self.backoff * (1 << attempt.min(6))
    }
}

fn api_answer(body: &[u8]) -> Result<u64, String> {
    let item = Json::read(&String::from_utf8_lossy(body))?;
    Ok(mix(item.at("id").number(), item.at("value").number()))
}

impl Scenario for ApiCalls {
    fn run(&self, task: usize) -> Result<u64, String> {
        let mut attempt = 0;
        let body = loop {
            match self.http.get(&self.path(task, attempt)) {
                Err(_) if attempt < self.retries => {
                    self.retried.fetch_add(1, Ordering::Relaxed);
                    thread::sleep(self.pause_after(attempt));
                    attempt += 1;
                }
                ended => break ended?,
            }
        };
        api_answer(&body)
    }

    #[cfg(feature = "tokio")]
    fn co_run(&self, task: usize) -> on_tokio::Outcome<'_> {
        Box::pin(async move {
            let mut attempt = 0;
            let body = loop {
                match self.http.co_get(&self.path(task, attempt)).await {
                    Err(_) if attempt < self.retries => {
                        self.retried.fetch_add(1, Ordering::Relaxed);
                        tokio::time::sleep(self.pause_after(attempt)).await;
                        attempt += 1;
                    }
                    ended => break ended?,
                }
            };
            api_answer(&body)
        })
    }

    fn wrong(&self, task: usize, answer: u64, _: Duration) -> Option<String> {
        let right = mix(task as u64, mix(self.seed, task as u64) >> 11);
        (answer != right).then(|| format!("task {task} got the answer of another request"))
    }

    fn counters(&self) -> Vec<(&'static str, u64)> {
        vec![("connections_opened", self.http.opened.load(Ordering::Relaxed)), ("retries", self.retried.load(Ordering::Relaxed))]
    }
}

/// PNG images, each checked by its SHA-256.
struct ImageDownload {
    http: Http,
    query: String,
    expected: Vec<String>,
}

impl ImageDownload {
    fn make(spec: &Spec) -> Result<Arc<dyn Scenario>, Refusal> {
        let bandwidth = amount(spec.param("bandwidth"), &SIZES) as u64;
        let limit = if bandwidth > 0 { format!("&bandwidth={bandwidth}") } else { String::new() };
        Ok(Arc::new(ImageDownload {
            http: Http::new(spec),
            query: format!("?seed={}&latency={}{limit}", spec.seed(), spec.param("latency")),
            expected: spec.fixture("images").iter().map(|each| each.at("sha256").text()[..16].into()).collect(),
        }))
    }
}

impl Scenario for ImageDownload {
    fn run(&self, task: usize) -> Result<u64, String> {
        Ok(sha256_start(&self.http.get(&format!("/images/{task}.png{}", self.query))?))
    }

    #[cfg(feature = "tokio")]
    fn co_run(&self, task: usize) -> on_tokio::Outcome<'_> {
        Box::pin(async move { Ok(sha256_start(&self.http.co_get(&format!("/images/{task}.png{}", self.query)).await?)) })
    }

    fn wrong(&self, task: usize, answer: u64, _: Duration) -> Option<String> {
        (format!("{answer:016x}") != self.expected[task]).then(|| format!("/images/{task}.png has another SHA-256"))
    }

    fn counters(&self) -> Vec<(&'static str, u64)> {
        vec![("connections_opened", self.http.opened.load(Ordering::Relaxed))]
    }
}

/// Whole files that are read, written or copied, with a checksum of every byte.
struct FileIo {
    reads: bool,
    writes: bool,
    sync: bool,
    seed: u64,
    size: u64,
    folder: PathBuf,
    sources: Vec<(PathBuf, String)>, // with the checksum that each must have
    base: Vec<u8>,
}

const CHUNK: u64 = 128 * 1024; // of which each has a stamp of its own in files that are made

impl FileIo {
    fn make(spec: &Spec) -> Result<Arc<dyn Scenario>, Refusal> {
        let mut files = FileIo {
            reads: spec.param("op") != "write",
            writes: spec.param("op") != "read",
            sync: spec.param("fsync") == "on",
            seed: spec.seed(),
            size: amount(spec.param("size"), &SIZES) as u64,
            folder: spec.text("sample_folder").into(),
            sources: Vec::new(),
            base: Vec::new(),
        };
        if !files.reads {
            check_size(files.size)?;
            files.base = (0..CHUNK / 8).flat_map(|i| mix(files.seed, i).to_le_bytes()).collect();
        }
        for each in spec.fixture("files") {
            check_size(each.at("size").number())?;
            let path = each.at("path").text();
            if path.contains(char::REPLACEMENT_CHARACTER) {
                return Err(Refusal::NotApplicable(format!("this worker reads no files whose names are not UTF-8: {path}")));
            }
            fs::read(path)?; // into the page cache
            files.sources.push((path.into(), each.at("sum").text().into()));
        }
        Ok(Arc::new(files))
    }

    fn sink(&self, task: usize) -> PathBuf {
        self.folder.join(format!("{task:07}.dat"))
    }

    fn source(&self, task: usize) -> &(PathBuf, String) {
        &self.sources[task % self.sources.len()]
    }

    /// A chunk after the other, the same but for its first 8 bytes.
    fn content(&self, task: usize) -> Vec<u8> {
        let mut made = Vec::with_capacity((self.size + CHUNK) as usize);
        for at in (0..self.size).step_by(CHUNK as usize) {
            made.extend(mix(self.seed ^ task as u64, at).to_le_bytes());
            made.extend_from_slice(&self.base[8..]);
        }
        made.truncate(self.size as usize);
        made
    }

    fn work(&self, task: usize) -> io::Result<u64> {
        let content = if self.reads { fs::read(&self.source(task).0)? } else { self.content(task) };
        if self.writes {
            let mut file = fs::File::create(self.sink(task))?;
            file.write_all(&content)?;
            if self.sync {
                file.sync_all()?;
            }
        }
        Ok(xxh3::sum(&content))
    }

    #[cfg(feature = "tokio")]
    async fn co_work(&self, task: usize) -> io::Result<u64> {
        use tokio::io::AsyncWriteExt;
        let content = if self.reads { tokio::fs::read(&self.source(task).0).await? } else { self.content(task) };
        if self.writes {
            let mut file = tokio::fs::File::create(self.sink(task)).await?;
            file.write_all(&content).await?;
            file.flush().await?; // it writes on another thread, and says so later
            if self.sync {
                file.sync_all().await?;
            }
        }
        Ok(xxh3::sum(&content))
    }
}

fn check_size(size: u64) -> Result<(), Refusal> {
    if (xxh3::SHORTEST..=64 * 1024 * 1024).contains(&size) {
        return Ok(());
    }
    let why = "this worker reads files as a whole, and their XXH3 from 241 bytes on: files of 241 bytes to 64 MiB";
    Err(Refusal::NotApplicable(why.into()))
}

impl Scenario for FileIo {
    fn run(&self, task: usize) -> Result<u64, String> {
        self.work(task).map_err(|error| error.to_string())
    }

    #[cfg(feature = "tokio")]
    fn co_run(&self, task: usize) -> on_tokio::Outcome<'_> {
        Box::pin(async move { self.co_work(task).await.map_err(|error| error.to_string()) })
    }

    fn wrong(&self, task: usize, answer: u64, _: Duration) -> Option<String> {
        let right = if self.reads { self.source(task).1.clone() } else { format!("{:016x}", xxh3::sum(&self.content(task))) };
        if format!("{answer:016x}") != right {
            return Some(format!("task {task} saw checksum {answer:016x} instead of {right}"));
        }
        let reads_back = |path: &Path| fs::read(path).map_or(false, |content| xxh3::sum(&content) == answer);
        (self.writes && !reads_back(&self.sink(task))).then(|| format!("the file that task {task} wrote reads back differently"))
    }

    fn clean_up(&self, tasks: usize) {
        for task in (0..tasks).filter(|_| self.writes) {
            let _ = fs::remove_file(self.sink(task)); // a task that failed has left none
        }
    }
}

/// Computing: a tile of the Mandelbrot set, or a SHA-256.
struct CpuBound {
    is_mandelbrot: bool,
    tile: u32,
    iterations: u64,
    size: usize,
    answers: Vec<u64>,
    corners: Vec<(f64, f64)>,
}

const SIDE: f64 = 2.5 / 8.; // of a tile
const PIECES: usize = 64; // different ones, at which tasks take turns

impl CpuBound {
    fn make(spec: &Spec) -> Result<Arc<dyn Scenario>, Refusal> {
        if spec.param("work") == "png" {
            return Err(Refusal::NotApplicable("work=png: the standard library of Rust decodes no PNG".into()));
        }
        Ok(Arc::new(CpuBound {
            is_mandelbrot: spec.param("work") == "mandelbrot",
            tile: spec.number("tile")?,
            iterations: spec.number("iterations")?,
            size: amount(spec.param("size"), &SIZES) as usize,
            answers: spec.fixture("answers").iter().map(Json::number).collect(),
            corners: tile_corners(),
        }))
    }

    fn mandelbrot_sum(&self, piece: usize) -> u64 {
        let (left, bottom) = self.corners[piece];
        let step = SIDE / f64::from(self.tile);
        let mut sum = 0_u64;
        for row in 0..self.tile {
            for column in 0..self.tile {
                let (x, y) = (left + step * (f64::from(column) + 0.5), bottom + step * (f64::from(row) + 0.5));
                sum = sum.wrapping_mul(31).wrapping_add(escape_time(x, y, self.iterations));
            }
        }
        sum
    }
}

/// Lower left corners from the middle of the set outwards; 2k and 2k + 1 are mirror images, and cost the same.
fn tile_corners() -> Vec<(f64, f64)> {
    let distance = |(x, y): (f64, f64)| (x + SIDE / 2. + 0.25).powi(2) + (y + SIDE / 2.).powi(2);
    let mut above: Vec<_> = (0..PIECES / 2).map(|i| (-2. + SIDE * (i % 8) as f64, SIDE * (i / 8) as f64)).collect();
    above.sort_by(|&a, &b| distance(a).total_cmp(&distance(b)).then(a.0.total_cmp(&b.0)));
    above.into_iter().flat_map(|(x, y)| [(x, y), (x, -y - SIDE)]).collect()
}

/// Iterations of z² + c until |z| > 2, at most `most`.
fn escape_time(x: f64, y: f64, most: u64) -> u64 {
    let (mut re, mut im, mut taken) = (0., 0., 0);
    while taken < most && re * re + im * im <= 4. {
        (re, im) = (re * re - im * im + x, 2. * re * im + y);
        taken += 1;
    }
    taken
}

impl Scenario for CpuBound {
    fn run(&self, task: usize) -> Result<u64, String> {
        let piece = task % PIECES;
        if self.is_mandelbrot {
            return Ok(self.mandelbrot_sum(piece));
        }
        let mut content = vec![0; self.size];
        for at in (0..self.size).step_by(64) {
            content[at] = mix(piece as u64, at as u64) as u8;
        }
        Ok(sha256_start(&content))
    }

    #[cfg(feature = "tokio")]
    fn co_run(&self, task: usize) -> on_tokio::Outcome<'_> {
        Box::pin(async move { self.run(task) })
    }

    fn wrong(&self, task: usize, answer: u64, _: Duration) -> Option<String> {
        let right = self.answers[task % self.answers.len()];
        (answer != right).then(|| format!("task {task} came to {answer:016x} instead of {right:016x}"))
    }
}

// ---- executors ----------------------------------------------------------------------------------------------------------------

struct Record {
    start: Duration, // since the batch began
    answer: Result<u64, String>,
    end: Duration,
}

/// The only door through which a model reaches tasks: it stamps them, and keeps their answers and failures.
struct Batch {
    work: Arc<dyn Scenario>,
    began: Instant,
    records: Vec<Mutex<Option<Record>>>,
}

impl Batch {
    fn run(&self, task: usize) {
        let start = self.began.elapsed();
        let answer = self.work.run(task);
        self.keep(task, start, answer);
    }

    #[cfg(feature = "tokio")]
    async fn co_run(&self, task: usize) {
        let start = self.began.elapsed();
        let answer = self.work.co_run(task).await;
        self.keep(task, start, answer);
    }

    fn keep(&self, task: usize, start: Duration, answer: Result<u64, String>) {
        let end = self.began.elapsed();
        *self.records[task].lock().unwrap() = Some(Record { start, answer, end });
    }

    fn tasks(&self) -> usize {
        self.records.len()
    }
}

const EXECUTORS: [&str; 3] = ["sequential", "threads", "tokio"];

/// Runs all tasks of a batch, at most so many at once.
type Executor = Box<dyn Fn(&Arc<Batch>, usize)>;

/// Brings an executor up.
fn start(name: &str) -> Result<Executor, String> {
    match name {
        "sequential" => Ok(Box::new(|batch, _| (0..batch.tasks()).for_each(|task| batch.run(task)))),
        "threads" => Ok(Box::new(thread_per_task)),
        #[cfg(feature = "tokio")]
        "tokio" => Ok(on_tokio::start()),
        #[cfg(not(feature = "tokio"))]
        "tokio" => {
            let missing = "Tokio was not there when this worker was compiled: apt-get install cargo librust-tokio-dev";
            Err(option_env!("CONCBENCH_TOKIO_PROBLEM").unwrap_or(missing).into())
        }
        _ => Err(format!("this worker has no {name}")),
    }
}

/// A thread for each task, at most `concurrency` alive.
fn thread_per_task(batch: &Arc<Batch>, concurrency: usize) {
    let (alive, ended) = (Mutex::new(0), Condvar::new());
    thread::scope(|scope| {
        for task in 0..batch.tasks() {
            *ended.wait_while(alive.lock().unwrap(), |alive| *alive == concurrency).unwrap() += 1;
            scope.spawn({
                let (alive, ended) = (&alive, &ended);
                move || {
                    batch.run(task);
                    *alive.lock().unwrap() -= 1;
                    ended.notify_one();
                }
            });
        }
    });
}

/// Tasks on Tokio's runtime, and requests that wait there.
#[cfg(feature = "tokio")]
mod on_tokio {
    use super::{Answer, Batch, Executor, Failure, Http};
    use std::future::Future;
    use std::io;
    use std::pin::Pin;
    use std::sync::atomic::Ordering;
    use std::sync::Arc;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::runtime::Runtime;
    use tokio::sync::Semaphore;
    use tokio::task::JoinSet;

    pub type Outcome<'a> = Pin<Box<dyn Future<Output = Result<u64, String>> + Send + 'a>>;

    pub(super) fn start() -> Executor {
        let runtime = Runtime::new().expect("a runtime needs some threads and descriptors");
        Box::new(move |batch, concurrency| runtime.block_on(task_for_each(batch, concurrency)))
    }

    async fn task_for_each(batch: &Arc<Batch>, concurrency: usize) {
        let free = Arc::new(Semaphore::new(concurrency));
        let mut all = JoinSet::new();
        for task in 0..batch.tasks() {
            let permit = free.clone().acquire_owned().await.expect("nobody closes it");
            let batch = batch.clone();
            all.spawn(async move {
                batch.co_run(task).await;
                drop(permit);
            });
        }
        while all.join_next().await.is_some() {}
    }

    impl Http {
        pub async fn co_get(&self, path: &str) -> Result<Vec<u8>, String> {
            let in_time = tokio::time::timeout(self.timeout, self.co_exchange(path)).await;
            self.good_body(in_time.unwrap_or_else(|_| Err(Failure::Lost(io::ErrorKind::TimedOut.into()))))
        }

        async fn co_exchange(&self, path: &str) -> Result<(String, Vec<u8>), Failure> {
            let kept = self.idle_on_tokio.lock().unwrap().pop();
            let mut connection = match kept {
                Some(connection) => connection,
                None => self.co_connect().await.map_err(Failure::Unconnected)?,
            };
            connection.write_all(self.request(path).as_bytes()).await?;
            let mut answer = Answer::default();
            while !answer.is_complete() {
                let size = connection.read(&mut answer.room).await?;
                answer.received(size)?;
            }
            if answer.keeps_connection() {
                self.idle_on_tokio.lock().unwrap().push(connection);
            }
            Ok(answer.take())
        }

        async fn co_connect(&self) -> io::Result<TcpStream> {
            self.opened.fetch_add(1, Ordering::Relaxed);
            let connection = TcpStream::connect(&self.host).await?;
            connection.set_nodelay(true)?;
            Ok(connection)
        }
    }
}

// ---- the sample ---------------------------------------------------------------------------------------------------------------

fn nanoseconds(time: Duration) -> u64 {
    time.as_nanos() as u64
}

fn quantiles(mut times: Vec<u64>) -> String {
    times.sort_unstable();
    let ranks = [("p50", 500), ("p90", 900), ("p99", 990), ("p999", 999), ("max", 1000)]; // nearest rank, in thousandths
    let at = |rank: usize| times[(rank * times.len() + 999) / 1000 - 1];
    figures(&ranks.iter().filter(|_| !times.is_empty()).map(|&(name, rank)| (name, at(rank))).collect::<Vec<_>>())
}

/// Tasks begun and not ended, the most at one moment.
fn most_alive(records: &[Record]) -> u64 {
    let mut changes: Vec<_> = records.iter().flat_map(|each| [(each.start, 1), (each.end, -1)]).collect();
    changes.sort_unstable();
    let mut alive = 0;
    changes.iter().map(|(_, change)| { alive += change; alive }).max().unwrap_or(0) as u64
}

/// CPU time of this process in ns, user and system. The standard library does not know it; its C library does.
fn cpu_times() -> (u64, u64) {
    #[repr(C)]
    #[derive(Default)]
    struct Usage {
        user: [i64; 2], // seconds and microseconds
        system: [i64; 2],
        others: [i64; 14],
    }
    extern "C" {
        fn getrusage(who: i32, usage: *mut Usage) -> i32;
    }
    let mut used = Usage::default();
    // SAFETY: `used` has the layout of a struct rusage on 64-bit Linux; 0 is RUSAGE_SELF.
    unsafe { getrusage(0, &mut used) };
    let ns = |[seconds, microseconds]: [i64; 2]| (seconds * 1_000_000_000 + microseconds * 1000) as u64;
    (ns(used.user), ns(used.system))
}

/// A figure that the kernel keeps of this process: memory in KiB, or a count.
fn of_process(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    value.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// The resident memory now, in bytes, from which on the peak counts anew; more than any peak where that cannot be.
fn forget_peak() -> u64 {
    fs::write("/proc/self/clear_refs", "5").map_or(u64::MAX, |()| of_process("VmRSS") * 1024)
}

/// In ns. The kernel counts starts and the time of day in ticks of 10 ms.
fn since_process_start() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let uptime = fs::read_to_string("/proc/uptime").unwrap_or_default();
    let ticks: f64 = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(19)?.parse().ok()).unwrap_or(0.);
    let seconds: f64 = uptime.split(' ').next().and_then(|text| text.parse().ok()).unwrap_or(0.);
    ((seconds - ticks / 100.) * 1e9).max(0.).round() as u64
}

fn answer(status: &str, reason: &str, sample: Option<String>) -> String {
    let sample = sample.map_or(String::new(), |text| format!(",\"sample\":{text}"));
    format!("{{\"status\":{},\"reason\":{}{sample}}}", quoted(status), quoted(reason))
}

/// Makes the work before the clock starts, and verifies its answers when it has stopped.
fn take_sample(spec: &Spec, work: Arc<dyn Scenario>, program_start: u64) -> Result<String, String> {
    let new_batch = || {
        let records = (0..spec.count("tasks")).map(|_| Mutex::new(None)).collect();
        Arc::new(Batch { work: work.clone(), began: Instant::now(), records })
    };
    let warm: u32 = spec.param("warm").parse().map_err(|_| format!("warm={}: a whole number is needed", spec.param("warm")))?;
    let resident = forget_peak();
    let starting = Instant::now();
    let run = start(spec.text("executor"))?;
    let startup = starting.elapsed();
    for _ in 0..warm {
        run(&new_batch(), spec.count("concurrency"));
        work.clean_up(spec.count("tasks"));
    }
    let counted_before = work.counters();
    let (user_before, system_before) = cpu_times();
    let batch = new_batch();
    run(&batch, spec.count("concurrency"));
    let wall = batch.began.elapsed();
    let (user, system) = cpu_times();
    let (peak, threads) = (of_process("VmHWM") * 1024, of_process("Threads"));

    let ending = Instant::now();
    drop(run);
    let teardown = ending.elapsed();

    let taken = |each: &Mutex<Option<Record>>| each.lock().unwrap().take().expect("every task has run");
    let records: Vec<_> = batch.records.iter().map(taken).collect();
    let (mut latencies, mut sojourns, mut failures) = (Vec::new(), Vec::new(), BTreeMap::<&str, u64>::new());
    let (mut digest, mut wrong, mut first_failure) = (0_u64, None, None);
    for (task, record) in records.iter().enumerate() {
        match &record.answer {
            Ok(answer) => {
                let took = record.end - record.start;
                digest = digest.wrapping_add(mix(*answer, task as u64 + 1));
                latencies.push(nanoseconds(took));
                sojourns.push(nanoseconds(record.end));
                wrong = wrong.or_else(|| work.wrong(task, *answer, took));
            }
            Err(reason) => {
                first_failure = first_failure.or(Some(reason));
                *failures.entry(reason).or_default() += 1;
            }
        }
    }
    let (status, reason) = match (&wrong, first_failure) {
        (Some(reason), _) => ("incorrect", reason.as_str()),
        (None, Some(reason)) => ("failed", reason.as_str()),
        (None, None) => ("ok", ""),
    };
    let alive = most_alive(&records);
    let is_threads = spec.text("executor") == "threads"; // which are gone by now
    let numbers = members(&[
        ("wall_ns", nanoseconds(wall)),
        ("startup_ns", nanoseconds(startup)),
        ("teardown_ns", nanoseconds(teardown)),
        ("last_start_ns", records.iter().map(|each| nanoseconds(each.start)).max().unwrap_or(0)),
        ("cpu_user_ns", user - user_before),
        ("cpu_system_ns", system - system_before),
        ("peak_rss_bytes", peak),
        ("rss_increase_bytes", peak.saturating_sub(resident)),
        ("peak_threads", if is_threads { alive + 1 } else { threads }),
        ("peak_tasks", alive),
        ("tasks_ok", latencies.len() as u64),
        ("tasks_failed", (records.len() - latencies.len()) as u64),
    ]);
    let compiler = option_env!("CONCBENCH_RUSTC").unwrap_or("Rust").to_string()
        + &if warm > 0 { format!(", warm after {warm} batches") } else { String::new() };
    let errors: Vec<_> = failures.iter().map(|(reason, count)| format!("{{\"reason\":{},\"count\":{count}}}", quoted(reason))).collect();
    let mut counters: Vec<_> = work.counters().iter().zip(counted_before).map(|(now, before)| (now.0, now.1 - before.1)).collect();
    counters.push(("program_start_ns", program_start));
    let sample = format!(
        "{{\"status\":{},\"reason\":{},{},\"errors\":[{}],\"latency_ns\":{},\"sojourn_ns\":{},\"digest\":\"{digest:016x}\",\"counters\":{},\"notes\":{}}}",
        quoted(status),
        quoted(reason),
        numbers,
        errors.join(","),
        quantiles(latencies),
        quantiles(sojourns),
        figures(&counters),
        list_of(&[&compiler, "SHA-256 and XXH3 in plain Rust"]),
    );
    Ok(answer(status, reason, Some(sample)))
}

fn describe() -> String {
    let names_of = |all: Parameters| list_of(&all.iter().chain(&OF_ALL).map(|(name, _)| *name).collect::<Vec<_>>());
    let parameters: Vec<_> = SCENARIOS.iter().map(|each| format!("{}:{}", quoted(each.name), names_of(each.parameters))).collect();
    format!(
        "{{\"executors\":{},\"scenarios\":{},\"models\":{{\"tokio\":\"coroutines\"}},\"parameters\":{{{}}}}}",
        list_of(&EXECUTORS),
        list_of(&SCENARIOS.map(|each| each.name)),
        parameters.join(","),
    )
}

fn answer_to(spec: &mut Spec, program_start: u64) -> String {
    let refuse = |why: &str| answer("n/a", why, None);
    let declared = match SCENARIOS.iter().find(|each| each.name == spec.text("scenario")) {
        Some(declared) => declared,
        None => return refuse(&format!("this worker has no {}", spec.text("scenario"))),
    };
    spec.defaults = declared.parameters;
    if !spec.all.at("targets").list().is_empty() || spec.all.at("rate").number::<f64>() != 0. {
        return refuse("this worker knows no --url and no --rate");
    }
    if let Json::Object(params) = spec.all.at("params") {
        let unknown = params.iter().filter(|(name, _)| !declared.parameters.iter().chain(&OF_ALL).any(|(each, _)| each == name));
        let texts: Vec<_> = unknown.map(|(name, value)| format!("{name}={}", value.text())).collect();
        if !texts.is_empty() {
            return refuse(&format!("this worker does not know {}", texts.join(", ")));
        }
    }
    match (declared.make)(spec) {
        Ok(work) => take_sample(spec, work, program_start).unwrap_or_else(|why| refuse(&why)),
        Err(Refusal::NotApplicable(why)) => refuse(&why),
        Err(Refusal::Failed(why)) => answer("failed", &why, None),
    }
}

fn main() -> io::Result<()> {
    let program_start = since_process_start();
    let mut text = Vec::new();
    io::stdin().read_to_end(&mut text)?;
    let mut spec = match Json::read(&String::from_utf8_lossy(&text)) {
        Ok(all @ Json::Object(_)) => Spec { all, defaults: &[] },
        _ => {
            eprintln!("the spec is not a JSON object");
            std::process::exit(2);
        }
    };
    let is_known = spec.count("protocol") == 1 && ["describe", "sample"].contains(&spec.text("action"));
    if !is_known {
        eprintln!("known: protocol 1; action describe, sample");
        std::process::exit(2);
    }
    println!("{}", if spec.text("action") == "describe" { describe() } else { answer_to(&mut spec, program_start) });
    Ok(())
}
