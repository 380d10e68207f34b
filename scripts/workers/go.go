// concbench's work in Go, with the standard library alone.
//
//	concbench run sleep api-calls --worker go
//
//	sequential    a plain loop
//	goroutines    a goroutine for each task, at most so many of them alive
//	worker-pool   a fixed number of goroutines that take tasks from a channel
//
// It reads a JSON object, does what it says, and writes a JSON object: docs/protocol.md. Go 1.19 or newer.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unicode"
)

// ---- what is asked, and what is answered ----------------------------------------------------------------------------------

type spec struct {
	Protocol     int
	Action       string
	Scenario     string
	Executor     string
	Params       map[string]string
	Tasks        int
	Concurrency  int
	Seed         uint64
	Rate         float64
	SampleFolder string `json:"sample_folder"`
	Server       struct{ HTTP string }
	Targets      []string
	Fixture      struct {
		Answers []uint64
		Files   []struct {
			Path string
			Size int64
			Sum  string
		}
		Images []struct{ SHA256 string }
	}
}

type description struct {
	Executors  []string            `json:"executors"`
	Scenarios  []string            `json:"scenarios"`
	Models     map[string]string   `json:"models"`
	Parameters map[string][]string `json:"parameters"`
}

type failure struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

type sample struct {
	Status      string           `json:"status"`
	Reason      string           `json:"reason"`
	WallNs      int64            `json:"wall_ns"`
	StartupNs   int64            `json:"startup_ns"`
	TeardownNs  int64            `json:"teardown_ns"`
	LastStartNs int64            `json:"last_start_ns"`
	CPUUserNs   int64            `json:"cpu_user_ns"`
	CPUSystemNs int64            `json:"cpu_system_ns"`
	PeakRSS     int64            `json:"peak_rss_bytes"`
	RSSIncrease int64            `json:"rss_increase_bytes"`
	PeakThreads int64            `json:"peak_threads"`
	PeakTasks   int              `json:"peak_tasks"`
	TasksOk     int              `json:"tasks_ok"`
	TasksFailed int              `json:"tasks_failed"`
	Errors      []failure        `json:"errors"`
	LatencyNs   map[string]int64 `json:"latency_ns"`
	SojournNs   map[string]int64 `json:"sojourn_ns"`
	Digest      string           `json:"digest"`
	Counters    map[string]int64 `json:"counters"`
	Notes       []string         `json:"notes"`
}

type answer struct {
	Status string  `json:"status"`
	Reason string  `json:"reason"`
	Sample *sample `json:"sample,omitempty"`
}

// notApplicable is work that cannot be done here; it says why.
type notApplicable string

func (why notApplicable) Error() string { return string(why) }

// ---- hashes -----------------------------------------------------------------------------------------------------------------

// mix is the hash of all that is made up from a seed.
func mix(a, b uint64) uint64 {
	x := a + 0x9e3779b97f4a7c15*(b+1)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// sha256Start is the first 64 bits of a SHA-256.
func sha256Start(content []byte) uint64 {
	sum := sha256.Sum256(content)
	return binary.BigEndian.Uint64(sum[:])
}

const xxh3Shortest = 241

var xxh3Secret = [192]byte{
	0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
	0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
	0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
	0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
	0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
	0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
	0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
	0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
	0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
	0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
	0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
	0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
}

// xxh3 is XXH3 (64 bits) of more than 240 bytes:
// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
func xxh3(content []byte) uint64 {
	const (
		stripe   = 64
		block    = 16 * stripe // as many stripes as the secret has different places for
		prime32  = 0x9e3779b1
		prime641 = 0x9e3779b185ebca87
	)
	word := binary.LittleEndian.Uint64
	sums := [8]uint64{0xc2b2ae3d, prime641, 0xc2b2ae3d27d4eb4f, 0x165667b19e3779f9,
		0x85ebca77c2b2ae63, 0x85ebca77, 0x27d4eb2f165667c5, 0x9e3779b1}
	accumulate := func(data, secret []byte) {
		for i := range sums {
			value := word(data[8*i:])
			key := value ^ word(secret[8*i:])
			sums[i^1] += value
			sums[i] += (key & math.MaxUint32) * (key >> 32)
		}
	}
	scramble := func() {
		secret := xxh3Secret[len(xxh3Secret)-stripe:]
		for i := range sums {
			sums[i] = (sums[i] ^ sums[i]>>47 ^ word(secret[8*i:])) * prime32
		}
	}

	last := len(content) - 1
	for at := 0; at+stripe <= last; at += stripe {
		place := at % block
		accumulate(content[at:], xxh3Secret[place/8:])
		if place == block-stripe {
			scramble()
		}
	}
	accumulate(content[len(content)-stripe:], xxh3Secret[len(xxh3Secret)-stripe-7:])

	sum := uint64(len(content)) * prime641
	for i := 0; i < len(sums); i += 2 {
		high, low := bits.Mul64(sums[i]^word(xxh3Secret[11+8*i:]), sums[i+1]^word(xxh3Secret[19+8*i:]))
		sum += high ^ low
	}
	sum = (sum ^ sum>>37) * 0x165667919e3779f9
	return sum ^ sum>>32
}

// ---- values of parameters -------------------------------------------------------------------------------------------------------

var (
	times = map[string]float64{"": 1, "ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "min": 60e9, "h": 3600e9}
	sizes = map[string]float64{"": 1, "B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
)

func amount(text string, units map[string]float64) float64 {
	unit := strings.TrimLeft(text, "0123456789.")
	number, _ := strconv.ParseFloat(strings.TrimSuffix(text, unit), 64)
	return number * units[unit]
}

func timeOf(text string) time.Duration { return time.Duration(amount(text, times)) }

func ratio(text string) float64 {
	number, _ := strconv.ParseFloat(strings.TrimRight(text, "% "), 64)
	if strings.HasSuffix(text, "%") {
		return number / 100
	}
	return number
}

// ---- scenarios --------------------------------------------------------------------------------------------------------------------

// A scenario is what tasks do, and what is wrong with an answer, if anything.
type scenario interface {
	run(task int) (uint64, error)
	wrong(task int, answer uint64, took int64) string
	counters() map[string]int64
	// cleanUp removes what a batch has left, so that the next one finds what it found.
	cleanUp(tasks int)
}

type scenarioDeclaration struct {
	name       string
	parameters map[string]string // each with the value that it has where it is left out
	make       func(*spec) (scenario, error)
}

// The parameter warm is one of all scenarios: batches that run before the measured one.
var scenarios = []scenarioDeclaration{
	{"sleep", map[string]string{"delay": "20ms", "warm": "0"}, newSleep},
	{"api-calls", map[string]string{"delay": "20ms", "request-timeout": "10s", "retries": "0", "backoff": "20ms",
		"error-rate": "0", "503-rate": "0", "reset-rate": "0", "stall-rate": "0", "warm": "0"}, newAPICalls},
	{"image-download", map[string]string{"latency": "10ms", "bandwidth": "16MiB", "request-timeout": "10s", "warm": "0"}, newImageDownload},
	{"file-io", map[string]string{"op": "copy", "size": "64KiB", "fsync": "off", "dir": "", "warm": "0"}, newFileIO},
	{"cpu-bound", map[string]string{"work": "mandelbrot", "tile": "64", "iterations": "1000", "size": "1MiB", "warm": "0"}, newCPUBound},
}

// uncounted is for scenarios that count nothing.
type uncounted struct{}

func (uncounted) counters() map[string]int64 { return map[string]int64{} }

// tidy is for scenarios that leave nothing.
type tidy struct{}

func (tidy) cleanUp(int) {}

// sleep are tasks that only wait.
type sleep struct {
	uncounted
	tidy
	delay time.Duration
}

func newSleep(asked *spec) (scenario, error) {
	return &sleep{delay: timeOf(asked.Params["delay"])}, nil
}

func (s *sleep) run(task int) (uint64, error) {
	time.Sleep(s.delay)
	return mix(uint64(task), 0), nil
}

func (s *sleep) wrong(task int, _ uint64, took int64) string {
	if took < s.delay.Nanoseconds() {
		return fmt.Sprintf("task %d slept %d ns", task, took)
	}
	return ""
}

// httpWork are requests to the run's server, on connections that are kept and used again.
type httpWork struct {
	tidy
	origin  string
	client  http.Client
	tooLate error
	opened  atomic.Int64
}

func (h *httpWork) setUp(asked *spec) {
	h.origin = asked.Server.HTTP
	h.client.Timeout = timeOf(asked.Params["request-timeout"])
	h.tooLate = fmt.Errorf("no complete answer within %s; -p request-timeout sets the limit", asked.Params["request-timeout"])
	var dialer net.Dialer
	h.client.Transport = &http.Transport{ // without Proxy: none stands before the run's own server
		MaxIdleConnsPerHost: asked.Concurrency,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			h.opened.Add(1)
			return dialer.DialContext(ctx, network, address)
		},
	}
}

// get gives the body of a good answer; its errors say what concbench's own clients say.
func (h *httpWork) get(path string) ([]byte, error) {
	response, err := h.client.Get(h.origin + path)
	if err != nil {
		return nil, h.reason(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, h.reason(err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, errors.New("HTTP " + response.Status)
	}
	return body, nil
}

func (h *httpWork) reason(err error) error {
	var network net.Error
	if errors.As(err, &network) && network.Timeout() {
		return h.tooLate
	}
	what, text := "the connection was lost", err.Error()
	var operation *net.OpError
	if errors.As(err, &operation) && operation.Op == "dial" {
		what = "cannot connect to " + h.origin
	}
	var system syscall.Errno
	if errors.As(err, &system) {
		text = system.Error()
	}
	return errors.New(what + ": " + strings.ToUpper(text[:1]) + text[1:])
}

func (h *httpWork) counters() map[string]int64 {
	return map[string]int64{"connections_opened": h.opened.Load()}
}

var faultRates = []string{"error-rate", "503-rate", "reset-rate", "stall-rate"}

// apiCalls are JSON requests, which are answered late, and fail where they are asked to; with retries.
type apiCalls struct {
	httpWork
	seed    uint64
	query   string
	faults  string
	retries int
	backoff time.Duration
	retried atomic.Int64
}

func newAPICalls(asked *spec) (scenario, error) {
	a := &apiCalls{seed: asked.Seed, backoff: timeOf(asked.Params["backoff"])}
	a.setUp(asked)
	a.query = fmt.Sprintf("?seed=%d&delay=%s", asked.Seed, asked.Params["delay"])
	for _, rate := range faultRates {
		if part := ratio(asked.Params[rate]); part > 0 {
			a.faults += fmt.Sprintf("&%s=%v", rate, part)
		}
	}
	a.retries, _ = strconv.Atoi(asked.Params["retries"])
	return a, nil
}

func (a *apiCalls) run(task int) (uint64, error) {
	for attempt := 0; ; attempt++ {
		path := fmt.Sprintf("/api/%d%s", task, a.query)
		if a.faults != "" {
			path += fmt.Sprintf("&attempt=%d%s", attempt, a.faults)
		}
		body, err := a.get(path)
		if err == nil {
			return apiAnswer(body)
		}
		if attempt == a.retries {
			return 0, err
		}
		a.retried.Add(1)
		time.Sleep(a.pauseAfter(attempt))
	}
}

// pauseAfter doubles with each attempt, up to 64 times the first.
func (a *apiCalls) pauseAfter(attempt int) time.Duration {
	if attempt > 6 {
		attempt = 6
	}
	return a.backoff << attempt
}

func apiAnswer(body []byte) (uint64, error) {
	var item struct{ ID, Value uint64 }
	if err := json.Unmarshal(body, &item); err != nil {
		return 0, fmt.Errorf("the answer is not JSON: %w", err)
	}
	return mix(item.ID, item.Value), nil
}

func (a *apiCalls) wrong(task int, answer uint64, _ int64) string {
	if answer != mix(uint64(task), mix(a.seed, uint64(task))>>11) {
		return fmt.Sprintf("task %d got the answer of another request", task)
	}
	return ""
}

func (a *apiCalls) counters() map[string]int64 {
	counted := a.httpWork.counters()
	counted["retries"] = a.retried.Load()
	return counted
}

// imageDownload are PNG images, each checked by its SHA-256.
type imageDownload struct {
	httpWork
	query    string
	expected []string
}

func newImageDownload(asked *spec) (scenario, error) {
	d := &imageDownload{}
	d.setUp(asked)
	d.query = fmt.Sprintf("?seed=%d&latency=%s", asked.Seed, asked.Params["latency"])
	if bandwidth := int64(amount(asked.Params["bandwidth"], sizes)); bandwidth > 0 {
		d.query += fmt.Sprintf("&bandwidth=%d", bandwidth)
	}
	for _, each := range asked.Fixture.Images {
		d.expected = append(d.expected, each.SHA256[:16])
	}
	return d, nil
}

func (d *imageDownload) run(task int) (uint64, error) {
	body, err := d.get(fmt.Sprintf("/images/%d.png%s", task, d.query))
	if err != nil {
		return 0, err
	}
	return sha256Start(body), nil
}

func (d *imageDownload) wrong(task int, answer uint64, _ int64) string {
	if fmt.Sprintf("%016x", answer) != d.expected[task] {
		return fmt.Sprintf("/images/%d.png has another SHA-256", task)
	}
	return ""
}

// fileIO are whole files that are read, written or copied, with a checksum of every byte.
type fileIO struct {
	uncounted
	reads, writes, sync bool
	asked               *spec
	size                int64
	base                []byte
}

const chunk = 128 << 10 // of which each has a stamp of its own in files that are made

func newFileIO(asked *spec) (scenario, error) {
	f := &fileIO{asked: asked, reads: asked.Params["op"] != "write", writes: asked.Params["op"] != "read",
		sync: asked.Params["fsync"] == "on", size: int64(amount(asked.Params["size"], sizes))}
	if !f.reads {
		f.base = make([]byte, chunk)
		for at := uint64(0); at < chunk; at += 8 {
			binary.LittleEndian.PutUint64(f.base[at:], mix(asked.Seed, at/8))
		}
		return f, checkSize(f.size)
	}
	for _, each := range asked.Fixture.Files {
		if err := checkSize(each.Size); err != nil {
			return nil, err
		}
		if strings.ContainsRune(each.Path, unicode.ReplacementChar) {
			return nil, notApplicable("this worker reads no files whose names are not UTF-8: " + each.Path)
		}
		if _, err := os.ReadFile(each.Path); err != nil { // into the page cache
			return nil, err
		}
	}
	return f, nil
}

func checkSize(size int64) error {
	if size < xxh3Shortest || size > 64<<20 {
		return notApplicable("this worker reads files as a whole, and their XXH3 from 241 bytes on: files of 241 bytes to 64 MiB")
	}
	return nil
}

func (f *fileIO) sink(task int) string {
	return filepath.Join(f.asked.SampleFolder, fmt.Sprintf("%07d.dat", task))
}

// content is a chunk after the other, the same but for its first 8 bytes.
func (f *fileIO) content(task int) []byte {
	made := make([]byte, 0, f.size+chunk)
	for at := uint64(0); at < uint64(f.size); at += chunk {
		made = append(made, f.base...)
		binary.LittleEndian.PutUint64(made[at:], mix(f.asked.Seed^uint64(task), at))
	}
	return made[:f.size]
}

func (f *fileIO) cleanUp(tasks int) {
	for task := 0; f.writes && task < tasks; task++ {
		os.Remove(f.sink(task))
	}
}

func (f *fileIO) run(task int) (uint64, error) {
	var content []byte
	var err error
	if f.reads {
		content, err = os.ReadFile(f.asked.Fixture.Files[task%len(f.asked.Fixture.Files)].Path)
	} else {
		content = f.content(task)
	}
	if err == nil && f.writes {
		err = f.write(task, content)
	}
	if err != nil {
		return 0, err
	}
	return xxh3(content), nil
}

func (f *fileIO) write(task int, content []byte) error {
	file, err := os.OpenFile(f.sink(task), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err == nil && f.sync {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}

func (f *fileIO) wrong(task int, answer uint64, _ int64) string {
	var right string
	if f.reads {
		right = f.asked.Fixture.Files[task%len(f.asked.Fixture.Files)].Sum
	} else {
		right = fmt.Sprintf("%016x", xxh3(f.content(task)))
	}
	if seen := fmt.Sprintf("%016x", answer); seen != right {
		return fmt.Sprintf("task %d saw checksum %s instead of %s", task, seen, right)
	}
	if f.writes {
		if content, err := os.ReadFile(f.sink(task)); err != nil || fmt.Sprintf("%016x", xxh3(content)) != right {
			return fmt.Sprintf("the file that task %d wrote reads back differently", task)
		}
	}
	return ""
}

// cpuBound is computing: a tile of the Mandelbrot set, or a SHA-256.
type cpuBound struct {
	uncounted
	tidy
	isMandelbrot     bool
	tile, iterations int
	size             int
	answers          []uint64
	corners          [][2]float64
}

const (
	side   = 2.5 / 8 // of a tile
	pieces = 64      // different ones, at which tasks take turns
)

func newCPUBound(asked *spec) (scenario, error) {
	if asked.Params["work"] == "png" {
		return nil, notApplicable("work=png: this worker decodes no pictures")
	}
	c := &cpuBound{isMandelbrot: asked.Params["work"] == "mandelbrot", answers: asked.Fixture.Answers, corners: tileCorners(),
		size: int(amount(asked.Params["size"], sizes))}
	c.tile, _ = strconv.Atoi(asked.Params["tile"])
	c.iterations, _ = strconv.Atoi(asked.Params["iterations"])
	return c, nil
}

// tileCorners are lower left corners from the middle of the set outwards; 2k and 2k + 1 are mirror images, and cost the same.
func tileCorners() [][2]float64 {
	var above [][2]float64
	for i := 0; i < pieces/2; i++ {
		above = append(above, [2]float64{-2 + side*float64(i%8), side * float64(i/8)})
	}
	distance := func(corner [2]float64) float64 {
		dx, dy := corner[0]+side/2+0.25, corner[1]+side/2
		return dx*dx + dy*dy
	}
	sort.Slice(above, func(i, j int) bool {
		if a, b := distance(above[i]), distance(above[j]); a != b {
			return a < b
		}
		return above[i][0] < above[j][0]
	})
	var all [][2]float64
	for _, corner := range above {
		all = append(all, corner, [2]float64{corner[0], -corner[1] - side})
	}
	return all
}

func (c *cpuBound) run(task int) (uint64, error) {
	if c.isMandelbrot {
		return c.mandelbrotSum(task % pieces), nil
	}
	content := make([]byte, c.size)
	for at := 0; at < c.size; at += 64 {
		content[at] = byte(mix(uint64(task%pieces), uint64(at)))
	}
	return sha256Start(content), nil
}

func (c *cpuBound) mandelbrotSum(piece int) uint64 {
	corner, step, sum := c.corners[piece], side/float64(c.tile), uint64(0)
	for row := 0; row < c.tile; row++ {
		for column := 0; column < c.tile; column++ {
			x := corner[0] + float64(step*(float64(column)+0.5))
			y := corner[1] + float64(step*(float64(row)+0.5))
			sum = sum*31 + escapeTime(x, y, c.iterations)
		}
	}
	return sum
}

// escapeTime counts iterations of z² + c until |z| > 2, at most `most`. The conversions keep the compiler from rounding a product
// and a sum at once, as it does where the CPU can: the count would be another.
func escapeTime(x, y float64, most int) uint64 {
	re, im, taken := 0.0, 0.0, 0
	for ; taken < most && float64(re*re)+float64(im*im) <= 4; taken++ {
		re, im = float64(re*re)-float64(im*im)+x, float64(2*re*im)+y
	}
	return uint64(taken)
}

func (c *cpuBound) wrong(task int, answer uint64, _ int64) string {
	if right := c.answers[task%len(c.answers)]; answer != right {
		return fmt.Sprintf("task %d came to %016x instead of %016x", task, answer, right)
	}
	return ""
}

// ---- executors -----------------------------------------------------------------------------------------------------------------------

// A batch is the only door through which a model reaches tasks: it stamps them, and keeps their answers and failures.
type batch struct {
	work    scenario
	started time.Time
	records []record
}

type record struct {
	start, end int64 // ns since the batch started
	answer     uint64
	err        error
}

func (b *batch) run(task int) {
	r := &b.records[task]
	r.start = time.Since(b.started).Nanoseconds()
	r.answer, r.err = b.work.run(task)
	r.end = time.Since(b.started).Nanoseconds()
}

// An executor comes up for so many tasks at once, and gives the function that runs a batch and the one that brings it down.
type executor func(concurrency int) (run func(*batch), stop func())

func nothingToStop() {}

func sequential(int) (run func(*batch), stop func()) {
	run = func(b *batch) {
		for task := range b.records {
			b.run(task)
		}
	}
	return run, nothingToStop
}

func goroutines(concurrency int) (run func(*batch), stop func()) {
	run = func(b *batch) {
		var all sync.WaitGroup
		alive := make(chan struct{}, concurrency)
		for task := range b.records {
			alive <- struct{}{}
			all.Add(1)
			go func(task int) {
				defer all.Done()
				b.run(task)
				<-alive
			}(task)
		}
		all.Wait()
	}
	return run, nothingToStop
}

func workerPool(concurrency int) (run func(*batch), stop func()) {
	type job struct {
		batch *batch
		task  int
	}
	jobs := make(chan job)
	var running, workers sync.WaitGroup
	for i := 0; i < concurrency; i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for each := range jobs {
				each.batch.run(each.task)
				running.Done()
			}
		}()
	}
	run = func(b *batch) {
		running.Add(len(b.records))
		for task := range b.records {
			jobs <- job{b, task}
		}
		running.Wait()
	}
	stop = func() {
		close(jobs)
		workers.Wait()
	}
	return run, stop
}

var executors = []struct {
	name  string
	start executor
}{{"sequential", sequential}, {"goroutines", goroutines}, {"worker-pool", workerPool}}

// ---- the sample ------------------------------------------------------------------------------------------------------------------------

func quantiles(times []int64) map[string]int64 {
	ranks := map[string]int{"p50": 500, "p90": 900, "p99": 990, "p999": 999, "max": 1000} // nearest rank, in thousandths
	found := map[string]int64{}
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	for name, rank := range ranks {
		if len(times) > 0 {
			found[name] = times[(rank*len(times)+999)/1000-1]
		}
	}
	return found
}

// mostAlive counts tasks begun and not ended, the most at one moment.
func mostAlive(records []record) int {
	type change struct {
		at int64
		by int
	}
	var changes []change
	for _, r := range records {
		changes = append(changes, change{r.start, 1}, change{r.end, -1})
	}
	sort.Slice(changes, func(i, j int) bool {
		return changes[i].at < changes[j].at || (changes[i].at == changes[j].at && changes[i].by < changes[j].by)
	})
	alive, most := 0, 0
	for _, each := range changes {
		alive += each.by
		if alive > most {
			most = alive
		}
	}
	return most
}

func cpuTimes() (user, system int64) {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used) // it cannot fail with these arguments
	return used.Utime.Nano(), used.Stime.Nano()
}

// ofProcess is a figure that the kernel keeps of this process: memory in KiB, or a count.
func ofProcess(name string) int64 {
	status, _ := os.ReadFile("/proc/self/status")
	found := regexp.MustCompile(name + `:\s+(\d+)`).FindSubmatch(status)
	if found == nil {
		return 0
	}
	value, _ := strconv.ParseInt(string(found[1]), 10, 64)
	return value
}

// forgetPeak gives the resident memory now, in bytes, from which on the peak counts anew; more than any peak where that cannot be.
func forgetPeak() int64 {
	if os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) != nil {
		return math.MaxInt64
	}
	return ofProcess("VmRSS") * 1024
}

// sinceProcessStart is in ns. The kernel counts starts and the time of day in ticks of 10 ms.
func sinceProcessStart() int64 {
	stat, _ := os.ReadFile("/proc/self/stat")
	uptime, _ := os.ReadFile("/proc/uptime")
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	ticks, _ := strconv.ParseInt(fields[19], 10, 64)
	seconds, _ := strconv.ParseFloat(strings.Fields(string(uptime))[0], 64)
	since := int64(seconds*1e9) - ticks*1e7
	if since < 0 {
		return 0
	}
	return since
}

// takeSample times start-up, run and tear-down apart. The work is made before, and its answers are verified after.
func takeSample(asked *spec, work scenario, start executor, programStart int64) *sample {
	newBatch := func() *batch {
		return &batch{work: work, started: time.Now(), records: make([]record, asked.Tasks)}
	}
	resident := forgetPeak()
	starting := time.Now()
	run, stop := start(asked.Concurrency)
	startup := time.Since(starting).Nanoseconds()
	warm, _ := strconv.Atoi(asked.Params["warm"])
	for i := 0; i < warm; i++ {
		run(newBatch())
		work.cleanUp(asked.Tasks)
	}
	countedBefore := work.counters()
	b := newBatch()
	userBefore, systemBefore := cpuTimes()
	b.started = time.Now()
	run(b)
	wall := time.Since(b.started).Nanoseconds()
	user, system := cpuTimes()
	memory, threads := ofProcess("VmHWM")*1024, ofProcess("Threads")
	stopping := time.Now()
	stop()
	teardown := time.Since(stopping).Nanoseconds()

	s := &sample{Status: "ok", WallNs: wall, StartupNs: startup, TeardownNs: teardown, CPUUserNs: user - userBefore, CPUSystemNs: system - systemBefore, PeakRSS: memory,
		PeakThreads: threads, PeakTasks: mostAlive(b.records), Errors: []failure{}, Counters: work.counters(),
		Notes: []string{fmt.Sprintf("Go %s", strings.TrimPrefix(runtime.Version(), "go"))}}
	if memory > resident {
		s.RSSIncrease = memory - resident
	}
	for name, count := range countedBefore {
		s.Counters[name] -= count
	}
	s.Counters["program_start_ns"] = programStart
	if warm > 0 {
		s.Notes[0] += fmt.Sprintf(", warm after %d batches", warm)
	}
	var latencies, sojourns []int64
	var digest uint64
	var wrong string
	failures := map[string]int{}
	for task, r := range b.records {
		if r.start > s.LastStartNs {
			s.LastStartNs = r.start
		}
		if r.err != nil {
			s.TasksFailed++
			failures[r.err.Error()]++
			if s.Reason == "" {
				s.Status, s.Reason = "failed", r.err.Error()
			}
			continue
		}
		s.TasksOk++
		digest += mix(r.answer, uint64(task)+1)
		latencies = append(latencies, r.end-r.start)
		sojourns = append(sojourns, r.end)
		if wrong == "" {
			wrong = work.wrong(task, r.answer, r.end-r.start)
		}
	}
	for reason, count := range failures {
		s.Errors = append(s.Errors, failure{reason, count})
	}
	if wrong != "" {
		s.Status, s.Reason = "incorrect", wrong
	}
	s.LatencyNs, s.SojournNs = quantiles(latencies), quantiles(sojourns)
	s.Digest = fmt.Sprintf("%016x", digest)
	return s
}

func describe() description {
	d := description{Models: map[string]string{"goroutines": "coroutines", "worker-pool": "thread-pool"}, Parameters: map[string][]string{}}
	for _, each := range executors {
		d.Executors = append(d.Executors, each.name)
	}
	for _, each := range scenarios {
		d.Scenarios = append(d.Scenarios, each.name)
		for name := range each.parameters {
			d.Parameters[each.name] = append(d.Parameters[each.name], name)
		}
		sort.Strings(d.Parameters[each.name])
	}
	return d
}

// unknownParameters are those of the spec that this worker does not obey.
func unknownParameters(asked *spec, known map[string]string) string {
	var unknown []string
	for name, value := range asked.Params {
		if _, isKnown := known[name]; !isKnown {
			unknown = append(unknown, name+"="+value)
		}
	}
	sort.Strings(unknown)
	return strings.Join(unknown, ", ")
}

// fillIn gives the parameters that the spec leaves out their defaults.
func (asked *spec) fillIn(defaults map[string]string) {
	given := asked.Params
	asked.Params = map[string]string{}
	for name, value := range defaults {
		asked.Params[name] = value
	}
	for name, value := range given {
		asked.Params[name] = value
	}
}

func answerTo(asked *spec, programStart int64) answer {
	refuse := func(why string) answer { return answer{Status: "n/a", Reason: why} }
	if len(asked.Targets) > 0 || asked.Rate != 0 {
		return refuse("this worker knows no --url and no --rate")
	}
	for _, declared := range scenarios {
		for _, executor := range executors {
			if declared.name != asked.Scenario || executor.name != asked.Executor {
				continue
			}
			if unknown := unknownParameters(asked, declared.parameters); unknown != "" {
				return refuse("this worker does not know " + unknown)
			}
			asked.fillIn(declared.parameters)
			work, err := declared.make(asked)
			var why notApplicable
			if errors.As(err, &why) {
				return refuse(string(why))
			}
			if err != nil {
				return answer{Status: "failed", Reason: err.Error()}
			}
			s := takeSample(asked, work, executor.start, programStart)
			return answer{s.Status, s.Reason, s}
		}
	}
	return refuse(fmt.Sprintf("this worker has no %s for %s", asked.Executor, asked.Scenario))
}

func main() {
	programStart := sinceProcessStart()
	var asked spec
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fmt.Fprintln(os.Stderr, "the spec is not a JSON object:", err)
		os.Exit(2)
	}
	if asked.Protocol != 1 || (asked.Action != "describe" && asked.Action != "sample") {
		fmt.Fprintln(os.Stderr, "known: protocol 1; action describe, sample")
		os.Exit(2)
	}
	var reply any = describe()
	if asked.Action == "sample" {
		reply = answerTo(&asked, programStart)
	}
	if err := json.NewEncoder(os.Stdout).Encode(reply); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
