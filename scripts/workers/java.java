// concbench's work in Java, with the JDK alone.
//
//     concbench run sleep api-calls --worker java
//
// | executor         | model                                                               |
// |------------------|---------------------------------------------------------------------|
// | sequential       | a plain loop                                                        |
// | platform-threads | a thread of the operating system for each task, so many alive       |
// | virtual-threads  | a virtual thread for each task, so many alive; Java 21 or newer     |
//
// Requests go through java.net.http. It reads a JSON object, does what it says, and writes a JSON object: docs/protocol.md.
// Java 17 or newer.

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Work that cannot be done here; the message says why. */
class NotApplicable extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotApplicable(String why) {
        super(why);
    }
}

/** JSON to maps, lists, texts and numbers, and back. Whole numbers are the 64 bits of a long, without a sign. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Throws IllegalArgumentException with the place where the text is not JSON. */
    static Object read(String text) {
        var json = new Json(text);
        try {
            return json.value();
        } catch (IndexOutOfBoundsException | NumberFormatException error) {
            throw new IllegalArgumentException("the text is not JSON, from character " + Math.min(json.at, text.length()) + " on");
        }
    }

    private char next() {
        while (Character.isWhitespace(text.charAt(at))) ++at;
        return text.charAt(at);
    }

    private boolean takes(char expected) {
        if (next() != expected) return false;
        ++at;
        return true;
    }

    private Object value() {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, Object> object() {
        var members = new LinkedHashMap<String, Object>();
        ++at;
        while (!takes('}')) {
            takes(',');
            next();
            var name = string();
            takes(':');
            members.put(name, value());
        }
        return members;
    }

    private List<Object> array() {
        var values = new ArrayList<Object>();
        ++at;
        while (!takes(']')) {
            takes(',');
            values.add(value());
        }
        return values;
    }

    private String string() {
        var read = new StringBuilder();
        for (++at; text.charAt(at) != '"'; ++at) read.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
        ++at;
        return read.toString();
    }

    private char escaped() {
        char kind = text.charAt(++at);
        int control = "bfnrt".indexOf(kind);
        if (control >= 0) return "\b\f\n\r\t".charAt(control);
        if (kind != 'u') return kind;
        at += 4;
        return (char) Integer.parseInt(text, at - 3, at + 1, 16);
    }

    private Object literal() {
        int begin = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) ++at;
        var word = text.substring(begin, at);
        return switch (word) {
            case "true", "false" -> Boolean.valueOf(word);
            case "null" -> null;
            default -> word.matches("\\d+") ? (Object) Long.parseUnsignedLong(word) : Double.valueOf(word);
        };
    }

    static String write(Object value) {
        if (value instanceof Map<?, ?> members)
            return members.entrySet().stream().map(each -> write(each.getKey()) + ":" + write(each.getValue())).collect(Collectors.joining(",", "{", "}"));
        if (value instanceof List<?> values) return values.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        if (!(value instanceof String text)) return String.valueOf(value);
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) quoted.append(c < ' ' ? String.format("\\u%04x", (int) c) : c == '"' || c == '\\' ? "\\" + c : c);
        return quoted.append('"').toString();
    }
}

/** What is asked of a sample. */
record Spec(Map<String, Object> all, Map<String, String> defaults) {
    @SuppressWarnings("unchecked")
    private Map<String, Object> object(String name) {
        return (Map<String, Object>) all.getOrDefault(name, Map.of());
    }

    @SuppressWarnings("unchecked")
    <T> List<T> fixture(String name) {
        return (List<T>) object("fixture").getOrDefault(name, List.of());
    }

    String text(String name) {
        return (String) all.get(name);
    }

    int count(String name) {
        return ((Number) all.get(name)).intValue();
    }

    long seed() {
        return (Long) all.get("seed");
    }

    String server() {
        return (String) object("server").get("http");
    }

    Map<String, Object> params() {
        return object("params");
    }

    /** The value of a parameter as a user writes it, or its default. */
    String param(String name) {
        return (String) params().getOrDefault(name, defaults.get(name));
    }

    int number(String name) {
        return Integer.parseInt(param(name));
    }

    /** In nanoseconds. */
    long time(String name) {
        return (long) Units.amount(param(name), Units.TIMES);
    }

    /** In bytes. */
    long size(String name) {
        return (long) Units.amount(param(name), Units.SIZES);
    }

    double ratio(String name) {
        var text = param(name);
        return text.endsWith("%") ? Double.parseDouble(text.substring(0, text.length() - 1).trim()) / 100 : Double.parseDouble(text);
    }

    boolean hasTargetsOrRate() {
        return !((List<?>) all.getOrDefault("targets", List.of())).isEmpty() || ((Number) all.getOrDefault("rate", 0L)).doubleValue() != 0;
    }
}

final class Units {
    static final Map<String, Double> TIMES =
            Map.of("", 1., "ns", 1., "us", 1e3, "µs", 1e3, "μs", 1e3, "ms", 1e6, "s", 1e9, "min", 60e9, "h", 3600e9);
    static final Map<String, Double> SIZES =
            Map.of("", 1., "B", 1., "kB", 1e3, "MB", 1e6, "GB", 1e9, "KiB", 0x1p10, "MiB", 0x1p20, "GiB", 0x1p30);

    static double amount(String text, Map<String, Double> units) {
        var unit = text.replaceFirst("^[\\d.]+", "");
        return Double.parseDouble(text.substring(0, text.length() - unit.length())) * units.get(unit);
    }
}

final class Hashes {
    /** The hash of all that is made up from a seed. */
    static long mix(long a, long b) {
        long x = a + 0x9e3779b97f4a7c15L * (b + 1);
        x = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }

    /** The first 64 bits of a SHA-256. */
    static long sha256(byte[] content) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content)).getLong();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing); // every Java has it
        }
    }

    static String hex(long digest) {
        return HexFormat.of().toHexDigits(digest);
    }
}

/** XXH3 (64 bits), of more than 240 bytes: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md */
final class Xxh3 {
    static final int SHORTEST = 241;
    private static final int STRIPE = 64;
    private static final int BLOCK = 16 * STRIPE; // as many stripes as the secret has different places for
    private static final long PRIME32 = 0x9e3779b1L;
    private static final long PRIME64 = 0x9e3779b185ebca87L;
    private static final ByteBuffer SECRET = little(HexFormat.of().parseHex(
            "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221"
            + "b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
            + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb"
            + "170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e"));

    private final long[] sums = {0xc2b2ae3dL, PRIME64, 0xc2b2ae3d27d4eb4fL, 0x165667b19e3779f9L,
                                 0x85ebca77c2b2ae63L, 0x85ebca77L, 0x27d4eb2f165667c5L, 0x9e3779b1L};

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static long sum(byte[] content) {
        return new Xxh3().sumOf(little(content), content.length);
    }

    private long sumOf(ByteBuffer content, int length) {
        int last = length - 1;
        for (int at = 0; at + STRIPE <= last; at += STRIPE) {
            int place = at % BLOCK;
            accumulate(content, at, place / 8);
            if (place == BLOCK - STRIPE) scramble();
        }
        accumulate(content, length - STRIPE, SECRET.capacity() - STRIPE - 7);

        long sum = length * PRIME64;
        for (int i = 0; i < sums.length; i += 2) sum += fold(sums[i] ^ SECRET.getLong(11 + 8 * i), sums[i + 1] ^ SECRET.getLong(19 + 8 * i));
        sum = (sum ^ sum >>> 37) * 0x165667919e3779f9L;
        return sum ^ sum >>> 32;
    }

    private void accumulate(ByteBuffer content, int at, int place) {
        for (int i = 0; i < sums.length; ++i) {
            long value = content.getLong(at + 8 * i);
            long key = value ^ SECRET.getLong(place + 8 * i);
            sums[i ^ 1] += value;
            sums[i] += (key & 0xffffffffL) * (key >>> 32);
        }
    }

    private void scramble() {
        int place = SECRET.capacity() - STRIPE;
        for (int i = 0; i < sums.length; ++i) sums[i] = (sums[i] ^ sums[i] >>> 47 ^ SECRET.getLong(place + 8 * i)) * PRIME32;
    }

    /** The halves of the product of two numbers without a sign, as one; Math.unsignedMultiplyHigh came with Java 18. */
    private static long fold(long a, long b) {
        long high = Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
        return high ^ a * b;
    }
}

// ---- scenarios -------------------------------------------------------------------------------------------------------------

/** What tasks do, and what is wrong with an answer; null when nothing is. */
interface Scenario {
    long run(int task) throws Exception;

    String wrong(int task, long answer, long took) throws IOException;

    default Map<String, Long> counters() {
        return Map.of();
    }

    /** Removes what a batch has left, so that the next one finds what it found. */
    default void cleanUp(int tasks) throws IOException {}
}

/** Tasks that wait. Before Java 21 a thread sleeps whole milliseconds, rounded up. */
final class Sleep implements Scenario {
    private final long delay;

    Sleep(Spec spec) {
        delay = spec.time("delay");
    }

    @Override
    public long run(int task) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(delay);
        return Hashes.mix(task, 0);
    }

    @Override
    public String wrong(int task, long answer, long took) {
        return took < delay ? "task " + task + " slept " + took + " ns" : null;
    }
}

/** A request without a good answer; the message is the reason, as concbench's own clients give it. */
class FailedRequest extends Exception {
    private static final long serialVersionUID = 1;

    FailedRequest(String reason) {
        super(reason);
    }
}

/** Requests to the run's server, on connections that the client keeps and uses again. */
final class Http {
    // The client gives no reason phrases.
    private static final Map<Integer, String> PHRASES = Map.of(400, " Bad Request", 404, " Not Found", 503, " Service Unavailable");

    private final String origin;
    private final long timeout; // ns
    private final String tooLate;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).proxy(HttpClient.Builder.NO_PROXY).build();

    Http(Spec spec) {
        origin = spec.server();
        timeout = spec.time("request-timeout");
        tooLate = "no complete answer within " + spec.param("request-timeout") + "; -p request-timeout sets the limit";
    }

    byte[] get(String path) throws FailedRequest, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(origin + path)).build();
        var answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            // A time limit of the request itself would end with the head of the answer, and not with its body.
            var response = answer.get(timeout, TimeUnit.NANOSECONDS);
            int status = response.statusCode();
            if (status != 200) throw new FailedRequest("HTTP " + status + PHRASES.getOrDefault(status, ""));
            return response.body();
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new FailedRequest(tooLate);
        } catch (ExecutionException failed) {
            throw new FailedRequest(reasonOf(failed.getCause()));
        }
    }

    private String reasonOf(Throwable failure) {
        var text = innermost(failure).getMessage();
        if (failure instanceof ConnectException) // that of a refused connection has no text
            return "cannot connect to " + origin + ": " + Objects.requireNonNullElse(text, "Connection refused");
        return "the connection was lost: " + ("Connection reset".equals(text) ? text + " by peer" : text);
    }

    /** What the system said, which the client wraps in exceptions of its own. */
    private static Throwable innermost(Throwable error) {
        return error.getCause() == null ? error : innermost(error.getCause());
    }
}

/** JSON requests, which are answered late, and fail where they are asked to; with retries. */
final class ApiCalls implements Scenario {
    static final List<String> RATES = List.of("error-rate", "503-rate", "reset-rate", "stall-rate");

    private final Http http;
    private final long seed;
    private final String query;
    private final String faults;
    private final int retries;
    private final long backoff;
    private final AtomicLong retried = new AtomicLong();

    ApiCalls(Spec spec) {
        http = new Http(spec);
        seed = spec.seed();
        query = "?seed=" + Long.toUnsignedString(seed) + "&delay=" + spec.param("delay");
        faults = RATES.stream().filter(rate -> spec.ratio(rate) > 0).map(rate -> "&" + rate + "=" + spec.ratio(rate)).collect(Collectors.joining());
        retries = spec.number("retries");
        backoff = spec.time("backoff");
    }

    @Override
    public long run(int task) throws Exception {
        for (int attempt = 0;; ++attempt) {
            try {
                var item = (Map<?, ?>) Json.read(new String(http.get(path(task, attempt)), StandardCharsets.UTF_8));
                return Hashes.mix((Long) item.get("id"), (Long) item.get("value"));
            } catch (FailedRequest failed) {
                if (attempt == retries) throw failed;
            }
            retried.incrementAndGet();
            TimeUnit.NANOSECONDS.sleep(backoff << Math.min(attempt, 6)); // doubles with each attempt, up to 64 times the first
        }
    }

    private String path(int task, int attempt) {
        return "/api/" + task + query + (faults.isEmpty() ? "" : "&attempt=" + attempt + faults);
    }

    @Override
    public String wrong(int task, long answer, long took) {
        long right = Hashes.mix(task, Hashes.mix(seed, task) >>> 11);
        return answer != right ? "task " + task + " got the answer of another request" : null;
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of("retries", retried.get());
    }
}

/** PNG images, each checked by its SHA-256. */
final class ImageDownload implements Scenario {
    private final Http http;
    private final String query;
    private final List<Map<String, String>> images;

    ImageDownload(Spec spec) {
        http = new Http(spec);
        long bandwidth = spec.size("bandwidth");
        query = "?seed=" + Long.toUnsignedString(spec.seed()) + "&latency=" + spec.param("latency")
                + (bandwidth > 0 ? "&bandwidth=" + bandwidth : "");
        images = spec.fixture("images");
    }

    @Override
    public long run(int task) throws Exception {
        return Hashes.sha256(http.get("/images/" + task + ".png" + query));
    }

    @Override
    public String wrong(int task, long answer, long took) {
        return images.get(task).get("sha256").startsWith(Hashes.hex(answer)) ? null : "/images/" + task + ".png has another SHA-256";
    }
}

/** Whole files that are read, written or copied, with a checksum of every byte. */
final class FileIo implements Scenario {
    private static final int CHUNK = 128 << 10; // of which each has a stamp of its own in files that are made

    private final boolean reads;
    private final boolean writes;
    private final boolean sync;
    private final long seed;
    private final long size;
    private final Path folder;
    private final List<Map<String, Object>> sources;
    private final ByteBuffer base = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    FileIo(Spec spec) throws IOException {
        reads = !spec.param("op").equals("write");
        writes = !spec.param("op").equals("read");
        sync = spec.param("fsync").equals("on");
        seed = spec.seed();
        size = spec.size("size");
        folder = Path.of(spec.text("sample_folder"));
        sources = spec.fixture("files");
        if (reads) {
            for (var each : sources) {
                checkSize((Long) each.get("size"));
                if (((String) each.get("path")).indexOf('\ufffd') >= 0)
                    throw new NotApplicable("this worker reads no files whose names are not UTF-8: " + each.get("path"));
                Files.readAllBytes(Path.of((String) each.get("path"))); // into the page cache
            }
        } else {
            checkSize(size);
            for (int at = 0; at < CHUNK; at += 8) base.putLong(at, Hashes.mix(seed, at / 8));
        }
    }

    private static void checkSize(long size) {
        if (size < Xxh3.SHORTEST || size > 64 << 20)
            throw new NotApplicable("this worker reads files as a whole, and their XXH3 from 241 bytes on: files of 241 bytes to 64 MiB");
    }

    private Path sink(int task) {
        return folder.resolve(String.format("%07d.dat", task));
    }

    /** A chunk after the other, the same but for its first 8 bytes. */
    private byte[] content(int task) {
        var made = ByteBuffer.allocate((int) (size + CHUNK - 1) / CHUNK * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < size; at += CHUNK) made.put(at, base, 0, CHUNK).putLong(at, Hashes.mix(seed ^ task, at));
        return Arrays.copyOf(made.array(), (int) size);
    }

    @Override
    public long run(int task) throws IOException {
        var bytes = reads ? Files.readAllBytes(Path.of((String) source(task).get("path"))) : content(task);
        if (writes) {
            try (var file = FileChannel.open(sink(task), StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                for (var left = ByteBuffer.wrap(bytes); left.hasRemaining();) file.write(left);
                if (sync) file.force(true);
            }
        }
        return Xxh3.sum(bytes);
    }

    @Override
    public void cleanUp(int tasks) throws IOException {
        for (int task = 0; writes && task < tasks; ++task) Files.deleteIfExists(sink(task));
    }

    private Map<String, Object> source(int task) {
        return sources.get(task % sources.size());
    }

    @Override
    public String wrong(int task, long answer, long took) throws IOException {
        var right = reads ? source(task).get("sum") : Hashes.hex(Xxh3.sum(content(task)));
        if (!Hashes.hex(answer).equals(right)) return "task " + task + " saw checksum " + Hashes.hex(answer) + " instead of " + right;
        if (writes && !Hashes.hex(Xxh3.sum(Files.readAllBytes(sink(task)))).equals(right))
            return "the file that task " + task + " wrote reads back differently";
        return null;
    }
}

/** Computing: a tile of the Mandelbrot set, or a SHA-256. */
final class CpuBound implements Scenario {
    private static final double SIDE = 2.5 / 8; // of a tile
    private static final int PIECES = 64; // different ones, at which tasks take turns

    private record Corner(double x, double y) {
        double distance() {
            double dx = x + SIDE / 2 + 0.25;
            double dy = y + SIDE / 2;
            return dx * dx + dy * dy;
        }

        Corner mirrored() {
            return new Corner(x, -y - SIDE);
        }
    }

    private final String work;
    private final int tile;
    private final int iterations;
    private final int size;
    private final List<Long> answers;

    /** Lower left corners from the middle of the set outwards; 2k and 2k + 1 are mirror images, and cost the same. */
    private final List<Corner> corners = IntStream.range(0, PIECES / 2)
            .mapToObj(i -> new Corner(-2 + SIDE * (i % 8), SIDE * (i / 8)))
            .sorted(Comparator.comparingDouble(Corner::distance).thenComparingDouble(Corner::x))
            .flatMap(corner -> Stream.of(corner, corner.mirrored()))
            .toList();

    CpuBound(Spec spec) {
        work = spec.param("work");
        if (work.equals("png")) throw new NotApplicable("work=png: this worker decodes no pictures");
        tile = spec.number("tile");
        iterations = spec.number("iterations");
        size = (int) spec.size("size");
        answers = spec.fixture("answers");
    }

    @Override
    public long run(int task) {
        int piece = task % PIECES;
        return work.equals("mandelbrot") ? mandelbrotSum(corners.get(piece)) : sha256Sum(piece);
    }

    private long mandelbrotSum(Corner corner) {
        double step = SIDE / tile;
        long sum = 0;
        for (int row = 0; row < tile; ++row)
            for (int column = 0; column < tile; ++column)
                sum = sum * 31 + escapeTime(corner.x() + step * (column + 0.5), corner.y() + step * (row + 0.5), iterations);
        return sum;
    }

    /** Iterations of z² + c until |z| > 2, at most {@code most}. */
    private static int escapeTime(double x, double y, int most) {
        double re = 0;
        double im = 0;
        int taken = 0;
        for (; taken < most && re * re + im * im <= 4; ++taken) {
            double next = re * re - im * im + x;
            im = 2 * re * im + y;
            re = next;
        }
        return taken;
    }

    private long sha256Sum(int piece) {
        var content = new byte[size];
        for (int at = 0; at < size; at += 64) content[at] = (byte) Hashes.mix(piece, at);
        return Hashes.sha256(content);
    }

    @Override
    public String wrong(int task, long answer, long took) {
        long right = answers.get(task % answers.size());
        return answer != right ? "task " + task + " came to " + Hashes.hex(answer) + " instead of " + Hashes.hex(right) : null;
    }
}

// ---- executors ---------------------------------------------------------------------------------------------------------------

/** The only door through which a model reaches tasks: it stamps them, and keeps their answers and failures. */
final class Batch {
    final Scenario work;
    final int tasks;
    final long[] starts;
    final long[] ends;
    final long[] answers;
    final String[] failures; // null: it ended ok

    Batch(Scenario work, int tasks) {
        this.work = work;
        this.tasks = tasks;
        starts = new long[tasks];
        ends = new long[tasks];
        answers = new long[tasks];
        failures = new String[tasks];
    }

    void run(int task) {
        starts[task] = System.nanoTime();
        try {
            answers[task] = work.run(task);
        } catch (Exception error) { // whatever a task throws is its outcome, and does not end the others
            failures[task] = error.getMessage() == null ? error.toString() : error.getMessage();
        }
        ends[task] = System.nanoTime();
    }
}

interface Executor {
    void run(Batch batch) throws InterruptedException;
}

/** A thread for each task, of either kind. */
record ThreadPerTask(ThreadFactory factory, int concurrency) implements Executor {
    @Override
    public void run(Batch batch) throws InterruptedException {
        var free = new Semaphore(concurrency);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < batch.tasks; ++i) {
            int task = i;
            free.acquire();
            var thread = factory.newThread(() -> {
                batch.run(task);
                free.release();
            });
            thread.start();
            threads.add(thread);
        }
        for (var thread : threads) thread.join();
    }

    /** Thread.ofVirtual().factory(), by its name: so this file can be compiled, and the rest of it used, before Java 21. */
    static ThreadFactory virtual() {
        try {
            var builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException missing) {
            throw new NotApplicable("virtual threads came with Java 21, and this is Java " + Runtime.version().feature()
                                    + ": apt-get install openjdk-21-jdk-headless, where there is one");
        }
    }
}

// ---- the sample ----------------------------------------------------------------------------------------------------------------

final class Worker {
    interface Maker<T> {
        T make(Spec spec) throws IOException;
    }

    /** Parameters, each with the value that it has where it is left out. All scenarios have `warm`: batches before the measured one. */
    record Declared(Map<String, String> parameters, Maker<Scenario> maker) {
        Declared {
            parameters = new TreeMap<>(parameters);
            parameters.put("warm", "0");
        }
    }

    private static final long TICK = 10_000_000; // ns

    private static final Map<String, Declared> SCENARIOS = new LinkedHashMap<>();
    private static final Map<String, Maker<Executor>> EXECUTORS = new LinkedHashMap<>();

    static {
        var calls = new TreeMap<>(Map.of("delay", "20ms", "request-timeout", "10s", "retries", "0", "backoff", "20ms"));
        for (var rate : ApiCalls.RATES) calls.put(rate, "0");
        SCENARIOS.put("sleep", new Declared(Map.of("delay", "20ms"), Sleep::new));
        SCENARIOS.put("api-calls", new Declared(calls, ApiCalls::new));
        SCENARIOS.put("image-download",
                      new Declared(Map.of("latency", "10ms", "bandwidth", "16MiB", "request-timeout", "10s"), ImageDownload::new));
        SCENARIOS.put("file-io", new Declared(Map.of("op", "copy", "size", "64KiB", "fsync", "off", "dir", ""), FileIo::new));
        SCENARIOS.put("cpu-bound",
                      new Declared(Map.of("work", "mandelbrot", "tile", "64", "iterations", "1000", "size", "1MiB"), CpuBound::new));
        EXECUTORS.put("sequential", spec -> batch -> IntStream.range(0, batch.tasks).forEach(batch::run));
        EXECUTORS.put("platform-threads", spec -> new ThreadPerTask(Thread::new, spec.count("concurrency")));
        EXECUTORS.put("virtual-threads", spec -> new ThreadPerTask(ThreadPerTask.virtual(), spec.count("concurrency")));
    }

    private static Map<String, Long> quantiles(long[] times) {
        var found = new TreeMap<String, Long>();
        Arrays.sort(times);
        // Nearest rank, in thousandths, rounded up.
        Map.of("p50", 500, "p90", 900, "p99", 990, "p999", 999, "max", 1000).forEach((name, rank) -> {
            if (times.length > 0) found.put(name, times[(int) ((rank * (long) times.length + 999) / 1000 - 1)]);
        });
        return found;
    }

    /** Tasks begun and not ended, the most at one moment. */
    private static int mostAlive(Batch batch) {
        var starts = batch.starts.clone();
        var ends = batch.ends.clone();
        Arrays.sort(starts);
        Arrays.sort(ends);
        int most = 0;
        for (int begun = 0, ended = 0; begun < starts.length; ++begun) {
            while (ends[ended] - starts[begun] <= 0) ++ended;
            most = Math.max(most, begun + 1 - ended);
        }
        return most;
    }

    /** A figure that the kernel keeps of this process: memory in KiB, or a count. */
    private static long ofProcess(String name) {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(name + ":")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (IOException | UncheckedIOException unreadable) {
            return 0;
        }
    }

    /** The resident memory now, in bytes, from which on the peak counts anew; more than any peak where that cannot be. */
    private static long forgetPeak() {
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5", StandardOpenOption.WRITE);
        } catch (IOException unwritable) {
            return Long.MAX_VALUE;
        }
        return ofProcess("VmRSS") * 1024;
    }

    /** User and system, in ns. The kernel shows both in ticks of 10 ms, which is what Java's own figure is made of as well. */
    private static long[] cpuTimes() throws IOException {
        var stat = Files.readString(Path.of("/proc/self/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new long[] {Long.parseLong(fields[11]) * TICK, Long.parseLong(fields[12]) * TICK};
    }

    /** In ns. The kernel counts starts in ticks of 10 ms, and the time since it was started as well. */
    private static long sinceProcessStart() throws IOException {
        var stat = Files.readString(Path.of("/proc/self/stat"));
        long started = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]) * TICK;
        var uptime = Files.readString(Path.of("/proc/uptime")).split(" ")[0];
        return Math.max(0, (long) (Double.parseDouble(uptime) * 1e9) - started);
    }

    private static Map<String, Object> takeSample(Spec spec, long programStart) throws IOException, InterruptedException {
        var work = SCENARIOS.get(spec.text("scenario")).maker().make(spec);
        int tasks = spec.count("tasks");
        var executor = EXECUTORS.get(spec.text("executor")).make(spec);
        long resident = forgetPeak();
        int warm = spec.number("warm");
        for (int i = 0; i < warm; ++i) {
            executor.run(new Batch(work, tasks));
            work.cleanUp(tasks);
        }
        var countedBefore = work.counters();
        var batch = new Batch(work, tasks);
        var cpuBefore = cpuTimes();
        long begin = System.nanoTime();
        executor.run(batch);
        long end = System.nanoTime();
        var cpuAfter = cpuTimes();
        long memory = ofProcess("VmHWM") * 1024;
        long threads = ofProcess("Threads");

        int alive = mostAlive(batch);
        long digest = 0;
        String wrong = null;
        var failures = new TreeMap<String, Integer>();
        var done = IntStream.range(0, batch.tasks).filter(task -> batch.failures[task] == null).toArray();
        for (int task : done) {
            digest += Hashes.mix(batch.answers[task], task + 1);
            if (wrong == null) wrong = work.wrong(task, batch.answers[task], batch.ends[task] - batch.starts[task]);
        }
        for (var failure : batch.failures)
            if (failure != null) failures.merge(failure, 1, Integer::sum);

        var counters = new TreeMap<String, Object>();
        work.counters().forEach((name, count) -> counters.put(name, count - countedBefore.get(name)));
        counters.put("program_start_ns", programStart);
        var sample = new LinkedHashMap<String, Object>();
        sample.put("status", wrong != null ? "incorrect" : failures.isEmpty() ? "ok" : "failed");
        sample.put("reason", wrong != null ? wrong : failures.isEmpty() ? "" : Arrays.stream(batch.failures).filter(Objects::nonNull).findFirst().get());
        sample.put("wall_ns", end - begin);
        sample.put("last_start_ns", Arrays.stream(batch.starts).max().orElse(begin) - begin);
        sample.put("cpu_user_ns", Math.max(TICK, cpuAfter[0] - cpuBefore[0])); // 0 would be: not known
        sample.put("cpu_system_ns", cpuAfter[1] - cpuBefore[1]);
        sample.put("peak_rss_bytes", memory);
        sample.put("rss_increase_bytes", Math.max(0, memory - resident));
        sample.put("peak_threads", threads + (spec.text("executor").equals("platform-threads") ? alive : 0)); // gone by now
        sample.put("peak_tasks", alive);
        sample.put("tasks_ok", done.length);
        sample.put("tasks_failed", batch.tasks - done.length);
        sample.put("errors", failures.entrySet().stream().map(each -> Map.of("reason", each.getKey(), "count", each.getValue())).toList());
        sample.put("latency_ns", quantiles(Arrays.stream(done).mapToLong(task -> batch.ends[task] - batch.starts[task]).toArray()));
        sample.put("sojourn_ns", quantiles(Arrays.stream(done).mapToLong(task -> batch.ends[task] - begin).toArray()));
        sample.put("digest", Hashes.hex(digest));
        sample.put("counters", counters);
        sample.put("notes", List.of("Java " + Runtime.version() + (warm > 0 ? ", warm after " + warm + " batches" : ", cold: it compiles within the run"), "CPU time in ticks of 10 ms, at least one"));
        return sample;
    }

    private static Map<String, Object> describe() {
        var parameters = new LinkedHashMap<String, Object>();
        SCENARIOS.forEach((name, declared) -> parameters.put(name, List.copyOf(declared.parameters().keySet())));
        return Map.of("executors", List.copyOf(EXECUTORS.keySet()), "scenarios", List.copyOf(SCENARIOS.keySet()),
                      "models", Map.of("platform-threads", "threads", "virtual-threads", "coroutines"), "parameters", parameters);
    }

    /** Throws NotApplicable where a sample cannot be taken as it was asked for. */
    private static Declared check(Spec spec) {
        var declared = SCENARIOS.get(spec.text("scenario"));
        if (declared == null || !EXECUTORS.containsKey(spec.text("executor")))
            throw new NotApplicable("this worker has no " + spec.text("executor") + " for " + spec.text("scenario"));
        if (spec.hasTargetsOrRate()) throw new NotApplicable("this worker knows no --url and no --rate");
        var unknown = spec.params().entrySet().stream().filter(each -> !declared.parameters().containsKey(each.getKey()))
                .map(each -> each.getKey() + "=" + each.getValue()).sorted().collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) throw new NotApplicable("this worker does not know " + unknown);
        return declared;
    }

    private static Map<String, Object> answerTo(Spec spec, long programStart) throws IOException, InterruptedException {
        if (spec.text("action").equals("describe")) return describe();
        try {
            var sample = takeSample(new Spec(spec.all(), check(spec).parameters()), programStart);
            return Map.of("status", sample.get("status"), "reason", sample.get("reason"), "sample", sample);
        } catch (NotApplicable why) {
            return Map.of("status", "n/a", "reason", why.getMessage());
        }
    }

    @SuppressWarnings("unchecked")
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long programStart = sinceProcessStart();
        Spec spec;
        try {
            spec = new Spec((Map<String, Object>) Json.read(new String(System.in.readAllBytes(), StandardCharsets.UTF_8)), Map.of());
        } catch (IllegalArgumentException | ClassCastException unreadable) {
            System.err.println("the spec is not a JSON object");
            System.exit(2);
            return;
        }
        if (!Objects.equals(spec.all().get("protocol"), 1L) || !List.of("describe", "sample").contains(spec.all().getOrDefault("action", ""))) {
            System.err.println("known: protocol 1; action describe, sample");
            System.exit(2);
        }
        System.out.write(Json.write(answerTo(spec, programStart)).getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        System.exit(0); // the client of java.net.http has threads that would live on for a while
    }
}
