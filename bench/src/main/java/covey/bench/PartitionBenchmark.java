package covey.bench;

import covey.stats.partition.BCubed;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.ElementCentricSimilarity;
import covey.stats.partition.PartitionMeasure;
import covey.stats.partition.Purity;
import covey.stats.partition.Unassigned;
import covey.stats.partition.change.ClusterMatching;
import covey.stats.partition.change.MovedShare;
import covey.stats.partition.information.AdjustedMutualInformation;
import covey.stats.partition.information.NormalizedMutualInformation;
import covey.stats.partition.information.Normalizer;
import covey.stats.partition.information.VariationOfInformation;
import covey.stats.partition.pair.AdjustedRandIndex;
import covey.stats.partition.pair.FowlkesMallows;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A million elements in ten thousand clusters on each side: from two label arrays to one measure, table included, on one
 * thread. Labels are unrelated (a million cells), or agree for .7 of the elements, in equal clusters or with many small
 * and few large ones.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PartitionBenchmark {
    static final int ELEMENTS = 1_000_000;
    static final int CLUSTERS = 10_000;

    private static final Map<String, PartitionMeasure> MEASURES = Map.of(
            "ARI", new AdjustedRandIndex(),
            "FowlkesMallows", new FowlkesMallows(),
            "NMI", new NormalizedMutualInformation(Normalizer.ARITHMETIC),
            "AMI", new AdjustedMutualInformation(Normalizer.ARITHMETIC),
            "VI", new VariationOfInformation(VariationOfInformation.Unit.NATS),
            "BCubed", new BCubed.F(1),
            "Purity", new Purity(),
            "ElementCentric", new ElementCentricSimilarity(),
            "MovedOptimal", new MovedShare(ClusterMatching.Method.OPTIMAL),
            "MovedGreedy", new MovedShare(ClusterMatching.Method.GREEDY));

    /** How the labels are drawn. */
    @Param({"unrelated", "equal", "skewed"})
    public String labels = "equal";

    /** The measure. The optimal matching of unrelated labels takes minutes and is not among them. */
    @Param({"ARI", "FowlkesMallows", "NMI", "AMI", "VI", "BCubed", "Purity", "ElementCentric", "MovedGreedy"})
    public String measure = "ARI";

    private final int[] first = new int[ELEMENTS];
    private final int[] second = new int[ELEMENTS];

    /** Draws both sides. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(42);
        double power = labels.equals("skewed") ? 3 : 1;
        double kept = labels.equals("unrelated") ? 0 : 0.7;
        for (int e = 0; e < ELEMENTS; e++) {
            first[e] = (int) (CLUSTERS * Math.pow(random.nextDouble(), power));
            int other = (int) (CLUSTERS * Math.pow(random.nextDouble(), power));
            second[e] = random.nextDouble() < kept ? first[e] : other;
        }
    }

    /** Table and measure. */
    @Benchmark
    public double measure() {
        return Objects.requireNonNull(MEASURES.get(measure))
                .of(ContingencyTable.of(first, second, Unassigned.EXCLUDED));
    }
}
