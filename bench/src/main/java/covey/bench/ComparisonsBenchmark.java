package covey.bench;

import covey.stats.compare.Contrast;
import covey.stats.compare.Lin;
import covey.stats.compare.MeanDifference;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Comparisons of an arm with the control per second, on one thread: from the moments of a metric in a segment to the
 * difference, its p-value and interval, and the lift with its Fieller interval. A thousand comparisons with different
 * sizes, means and variances, so that nothing can be kept from one to the next.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ComparisonsBenchmark {
    static final int COMPARISONS = 1000;
    private static final double LEVEL = 0.95;

    private final Moments[] control = new Moments[COMPARISONS];
    private final Moments[] treatment = new Moments[COMPARISONS];
    private final Moments[] pooled = new Moments[COMPARISONS];

    /** Metrics of a thousand to a million users, whose value before entry explains about half of the variance. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < COMPARISONS; i++) {
            long n = Math.round(Math.pow(10, 3 + 3 * random.nextDouble()));
            double mean = 1 + 20 * random.nextDouble();
            control[i] = block(random, n, mean);
            treatment[i] = block(random, n + random.nextInt(100), mean * (1 + 0.02 * random.nextDouble()));
            pooled[i] = control[i].plus(treatment[i]);
        }
    }

    private static Moments block(SplittableRandom random, long n, double mean) {
        double y = mean * (1 + random.nextDouble());
        double x = mean * (1 + random.nextDouble());
        double together = Math.sqrt(x * y) * (0.6 + 0.2 * random.nextDouble());
        return Moments.ofPopulation(n, new double[] {mean, mean * (1 + 0.001 * random.nextDouble())}, new double[][] {
            {y, together}, {together, x}
        });
    }

    /** Difference of means, variances unequal. */
    @Benchmark
    @OperationsPerInvocation(COMPARISONS)
    public void welch(Blackhole out) {
        for (int i = 0; i < COMPARISONS; i++) {
            read(MeanDifference.contrast(control[i], treatment[i], 0), out);
        }
    }

    /** Difference adjusted for the value before entry, as a scorecard does by default. */
    @Benchmark
    @OperationsPerInvocation(COMPARISONS)
    public void lin(Blackhole out) {
        Column y = Column.of(0);
        List<Column> covariates = List.of(Column.of(1));
        for (int i = 0; i < COMPARISONS; i++) {
            read(Lin.contrast(control[i], treatment[i], pooled[i], y, covariates), out);
        }
    }

    private static void read(Contrast contrast, Blackhole out) {
        out.consume(contrast.difference());
        out.consume(contrast.pValue());
        out.consume(contrast.interval(LEVEL));
        out.consume(contrast.lift());
        out.consume(contrast.fieller(LEVEL));
    }
}
