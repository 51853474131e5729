package covey.bench;

import covey.assign.Arm;
import covey.assign.Assignment;
import covey.assign.Configuration;
import covey.assign.Experiment;
import covey.assign.Holdout;
import covey.assign.Layer;
import covey.assign.Ramp;
import covey.assign.Slot;
import covey.assign.flagd.FlagdFlags;
import covey.assign.rule.Attributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One evaluation: alone, ramped in a layer under a holdout, and by flagd's fractional rule as Covey evaluates it. */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AssignmentBenchmark {
    private static final List<Arm> ARMS = List.of(new Arm("control", 0.5, "old"), new Arm("treatment", 0.5, "new"));
    private static final Attributes NOTHING = Attributes.of(Map.of());
    private static final String FLAGD =
            "{\"flags\":{\"new_ranker\":{\"state\":\"ENABLED\",\"variants\":{\"control\":\"old\","
                + "\"treatment\":\"new\"},\"defaultVariant\":\"control\",\"targeting\":{\"fractional\":[[\"control\",1],[\"treatment\",1]]}}}}";

    private final Configuration alone = Configuration.of(Experiment.of("new_ranker", ARMS));
    private final Configuration layered = Configuration.of(
            List.of(new Layer("feed", "feed", "targetingKey")),
            new Holdout("all", "all", "targetingKey", 0.05, Set.of()),
            List.of(Experiment.of("new_ranker", ARMS).in(new Slot("feed", 0, 1)).ramped(Ramp.at(0.5))));
    private final FlagdFlags flagd = FlagdFlags.read(FLAGD, () -> Instant.EPOCH);
    private final String[] units = new String[4096];
    private int next;

    /** Ids of the length of a real one. */
    public AssignmentBenchmark() {
        for (int i = 0; i < units.length; i++) {
            units[i] = "user-" + (1_000_000L + 7_919L * i);
        }
    }

    private String unit() {
        next = (next + 1) & 4095;
        return units[next];
    }

    /** One digest. */
    @Benchmark
    public Assignment alone() {
        return Objects.requireNonNull(alone.evaluate("new_ranker", unit(), NOTHING));
    }

    /** Three digests: holdout, layer, experiment. */
    @Benchmark
    public Assignment layered() {
        return Objects.requireNonNull(layered.evaluate("new_ranker", unit(), NOTHING));
    }

    /** The interpreted rule of a flagd file. */
    @Benchmark
    public Assignment fractional() {
        return Objects.requireNonNull(flagd.evaluate("new_ranker", Attributes.of(Map.of("targetingKey", unit()))));
    }
}
