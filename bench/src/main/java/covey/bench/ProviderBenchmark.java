package covey.bench;

import covey.assign.Arm;
import covey.assign.Configuration;
import covey.assign.Experiment;
import covey.assign.flagd.FlagdFlags;
import covey.assign.provider.CoveyProvider;
import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdOptions;
import dev.openfeature.contrib.providers.flagd.FlagdProvider;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.ProviderEvaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The same even split asked through OpenFeature: Covey's buckets, flagd's rule by Covey, and flagd's own provider. */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProviderBenchmark {
    private static final String KEY = "new_ranker";
    private static final String FLAGS =
            """
            {"flags": {"new_ranker": {"state": "ENABLED", "variants": {"control": "old", "treatment": "new"},
             "defaultVariant": "control", "targeting": {"fractional": [["control", 1], ["treatment", 1]]}}}}""";

    private final FeatureProvider buckets = new CoveyProvider(Configuration.of(Experiment.of(
            KEY, List.of(new Arm("control", 0.5, "old"), new Arm("treatment", 0.5, "new")))));
    private final FeatureProvider rule = new CoveyProvider(FlagdFlags.read(FLAGS, () -> Instant.EPOCH));
    private final EvaluationContext[] units = new EvaluationContext[4096];
    private FeatureProvider peer = buckets;
    private int next;

    /** Ids of the length of a real one; flagd's provider reads a file. */
    @Setup
    public void start() throws Exception {
        for (int i = 0; i < units.length; i++) {
            units[i] = new ImmutableContext("user-" + (1_000_000L + 7_919L * i));
        }
        Path file = Files.writeString(Files.createTempFile("flags", ".json"), FLAGS);
        peer = new FlagdProvider(FlagdOptions.builder()
                .resolverType(Config.Resolver.FILE)
                .offlineFlagSourcePath(file.toString())
                .build());
        peer.initialize(new ImmutableContext());
    }

    /** Ends the threads of flagd's provider. */
    @TearDown
    public void stop() {
        peer.shutdown();
    }

    private EvaluationContext unit() {
        next = (next + 1) & 4095;
        return units[next];
    }

    /** Covey's own bucketing. */
    @Benchmark
    public ProviderEvaluation<String> coveyBuckets() {
        return buckets.getStringEvaluation(KEY, "none", unit());
    }

    /** flagd's fractional rule as Covey evaluates it. */
    @Benchmark
    public ProviderEvaluation<String> coveyFlagdRule() {
        return rule.getStringEvaluation(KEY, "none", unit());
    }

    /** flagd's in-process provider over the same file. */
    @Benchmark
    public ProviderEvaluation<String> flagdInProcess() {
        return peer.getStringEvaluation(KEY, "none", unit());
    }
}
