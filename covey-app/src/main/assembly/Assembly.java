import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Lays out what the launcher starts: {@code lib/*.jar}, the start-up cache {@code covey.aot}, and last the stamp
 * {@code built}, whose time is the start of the build. Run by the build: {@code java Assembly.java LIBRARIES APP_JAR
 * TARGET BUILD_START}.
 */
final class Assembly {
    /** Java 8: the oldest classes that were certainly compiled for the verifier which the cache needs. */
    private static final int CACHEABLE = ClassFile.JAVA_8_VERSION;

    private static final int REHEARSAL_SECONDS = 120;

    /** How the driver's native libraries begin, on every platform. */
    private static final String NATIVE = "libduckdb_java.so";

    private final Path target;
    private final Path lib;

    private Assembly(Path target) {
        this.target = target;
        this.lib = target.resolve("lib");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Assembly assembly = new Assembly(Path.of(arguments[2]));
        assembly.layOut(Path.of(arguments[0]), Path.of(arguments[1]));
        assembly.recordCache();
        Path stamp = Files.createFile(assembly.target.resolve("built"));
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.parse(arguments[3])));
    }

    private void layOut(Path libraries, Path app) throws IOException {
        delete(target);
        Files.createDirectories(lib);
        try (Stream<Path> jars = Files.list(libraries)) {
            for (Path jar : jars.filter(j -> j.toString().endsWith(".jar")).sorted().toList()) {
                String name = jar.getFileName().toString();
                if (name.startsWith("duckdb_jdbc-")) {
                    splitNativeLibrary(jar);
                } else if (name.startsWith("picocli-")) {
                    modernise(jar);
                } else {
                    Files.copy(jar, lib.resolve(name));
                }
            }
        }
        Files.copy(app, lib.resolve("covey-app.jar"), REPLACE_EXISTING);
    }

    /**
     * The driver unpacks its 70 MB library to the temporary folder at every start unless the library lies beside a jar
     * that has none. On a platform it has no library for, the jar stays whole.
     */
    private void splitNativeLibrary(Path jar) throws IOException {
        Path whole = lib.resolve(jar.getFileName());
        Optional<String> wanted = nativeLibrary();
        try (ZipFile in = new ZipFile(jar.toFile())) {
            if (wanted.isEmpty() || in.getEntry(wanted.get()) == null) {
                Files.copy(jar, whole);
                return;
            }
            try (InputStream library = in.getInputStream(in.getEntry(wanted.get()))) {
                Files.copy(library, lib.resolve(wanted.get()));
            }
        }
        rewrite(jar, whole, (_, bytes) -> bytes);
    }

    private static Optional<String> nativeLibrary() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch", "").equals("aarch64");
        String platform = "";
        if (system.startsWith("linux")) {
            platform = arm ? "linux_arm64" : "linux_amd64";
        } else if (system.startsWith("mac") && arm) {
            platform = "macos_arm64";
        } else if (system.startsWith("windows") && !arm) {
            platform = "windows_amd64";
        }
        return platform.isEmpty() ? Optional.empty() : Optional.of(NATIVE + "_" + platform);
    }

    /**
     * Picocli is compiled for Java 5. The cache leaves such classes out, and start-up pays for loading and verifying
     * 200 of them; the same code with stack maps is taken.
     */
    private void modernise(Path jar) throws IOException {
        try (URLClassLoader own = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            ClassFile files = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(own)));
            rewrite(
                    jar,
                    lib.resolve(jar.getFileName()),
                    (name, bytes) -> name.endsWith(".class") ? modernised(files, bytes) : bytes);
        }
    }

    private static byte[] modernised(ClassFile files, byte[] bytes) {
        ClassModel model = files.parse(bytes);
        if (model.majorVersion() >= CACHEABLE) {
            return bytes;
        }
        // every method body is taken apart: an untouched one would be copied without a stack map
        ClassTransform bodies = ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
        return files.transformClass(model, bodies.andThen((builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(CACHEABLE, 0);
            } else {
                builder.with(element);
            }
        }));
    }

    private interface EntryChange {
        /** The new bytes of an entry. */
        byte[] apply(String name, byte[] bytes);
    }

    /** Copies a jar entry by entry, without native libraries. */
    private static void rewrite(Path from, Path to, EntryChange change) throws IOException {
        try (ZipFile in = new ZipFile(from.toFile());
                OutputStream file = Files.newOutputStream(to);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                boolean kept = !entry.isDirectory() && !entry.getName().startsWith(NATIVE);
                if (kept) {
                    byte[] bytes = change.apply(entry.getName(), in.getInputStream(entry).readAllBytes());
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTimeLocal(entry.getTimeLocal());
                    out.putNextEntry(copy);
                    out.write(bytes);
                    out.closeEntry();
                }
            }
        }
    }

    /** Without a cache everything works, only slower; so a failure here is told and does not fail the build. */
    private void recordCache() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("covey-rehearsal");
        Path log = target.resolve("rehearsal.log");
        Path cache = target.resolve("covey.aot");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:AOTCacheOutput=" + cache,
                        "-XX:+UseSerialGC",
                        "-cp",
                        lib.resolve("covey-app.jar").toString(),
                        "covey.Rehearsal",
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        boolean ended = process.waitFor(REHEARSAL_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        if (!ended || process.exitValue() != 0 || !Files.exists(cache)) {
            Files.deleteIfExists(cache);
            System.err.println("covey: no start-up cache was made, starting will be slower; see " + log);
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
