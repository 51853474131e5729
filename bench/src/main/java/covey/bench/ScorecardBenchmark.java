package covey.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A scorecard of twenty metrics beside the query of its per-unit columns written by hand. Each runs three times, in
 * turn, in a process of its own; the medians are compared, the start of the Java machine included.
 */
public final class ScorecardBenchmark {
    private static final int TURNS = 3;
    private static final String HEAP = "-Xmx512m";

    private ScorecardBenchmark() {}

    /**
     * Writes the data and measures.
     *
     * @param arguments {@code --events N --users N --folder DIR}; the folder must be new or empty and is left there
     */
    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        List<String> given = Arrays.asList(arguments);
        long events = Long.parseLong(option(given, "--events", "50000000"));
        long users = Long.parseLong(option(given, "--users", "2000000"));
        Path folder = Files.createDirectories(Path.of(option(given, "--folder", "bench/target/scorecard")));
        ScorecardProject project = ScorecardProject.write(folder.toAbsolutePath(), events, users);
        System.out.print(report(measure(project)));
    }

    private static String option(List<String> arguments, String name, String otherwise) {
        int at = arguments.indexOf(name);
        return at < 0 || at + 1 == arguments.size() ? otherwise : arguments.get(at + 1);
    }

    /**
     * One process from start to end.
     *
     * @param seconds wall time
     * @param memory its memory
     */
    record Timed(double seconds, Footprint memory) {}

    /**
     * All turns.
     *
     * @param handWritten the query
     * @param covey the scorecard
     */
    record Turns(List<Timed> handWritten, List<Timed> covey) {}

    /** Both in turn. */
    static Turns measure(ScorecardProject project) throws IOException, InterruptedException {
        List<Timed> handWritten = new ArrayList<>();
        List<Timed> covey = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            handWritten.add(process(HandWritten.class, project.database()));
            covey.add(process(CoveyRun.class, project.folder(), project.database()));
        }
        return new Turns(List.copyOf(handWritten), List.copyOf(covey));
    }

    private static Timed process(Class<?> main, Path... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exit != 0) {
            throw new IllegalStateException(main.getSimpleName() + " ended with " + exit + ": " + output);
        }
        return new Timed(seconds, Footprint.parse(output.lines().toList().getLast()));
    }

    /** The figures, one line each. */
    static String report(Turns turns) {
        double byHand = median(turns.handWritten());
        double covey = median(turns.covey());
        return line("hand-written query", byHand, turns.handWritten())
                + line("covey run", covey, turns.covey())
                + String.format(Locale.ROOT, "ratio %.2f%n", covey / byHand);
    }

    private static String line(String name, double seconds, List<Timed> runs) {
        return String.format(
                Locale.ROOT,
                "%-18s median %.1f s of %s, peak memory %.0f MB, of which Java heap %.0f MB%n",
                name,
                seconds,
                runs.stream()
                        .map(r -> String.format(Locale.ROOT, "%.1f", r.seconds()))
                        .toList(),
                runs.stream()
                        .mapToDouble(r -> r.memory().residentMegabytes())
                        .max()
                        .orElseThrow(),
                runs.stream().mapToDouble(r -> r.memory().heapMegabytes()).max().orElseThrow());
    }

    private static double median(List<Timed> runs) {
        return runs.stream()
                .mapToDouble(Timed::seconds)
                .sorted()
                .skip(runs.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
