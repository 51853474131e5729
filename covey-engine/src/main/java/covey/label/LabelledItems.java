package covey.label;

import covey.data.LabelData;
import covey.data.LabelData.Ratings;
import covey.data.LabelData.Sample;
import covey.data.LabelData.Stratum;
import covey.stats.survey.ProbabilitySample;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The items that somebody labelled: one label each, its probability of being drawn and labelled, its stratum.
 *
 * <p>Several labels of an item become one by majority (of 0 and 1; a tie is one half) or by their mean. An item's probability is
 * the declared one, or drawn items over all items of its stratum; times the labelled share of the drawn items of its stratum, as if
 * those without a label were left out by chance.
 */
final class LabelledItems {
    private final int[] items;
    private final double[] values;
    private final double[] probabilities;
    private final int[] strata;
    private final double[] judged;
    private final int[] drawn;
    private final int[] labelled;
    private final boolean sound;
    private final boolean binary;

    private LabelledItems(LabelSpec spec, LabelData data) {
        Sample sample = data.sample();
        double[] combined = combined(data.ratings(), sample.size(), majority(spec));
        this.items = IntStream.range(0, combined.length)
                .filter(i -> !Double.isNaN(combined[i]))
                .toArray();
        this.drawn = new int[data.strata().size()];
        this.labelled = new int[drawn.length];
        for (int i = 0; i < sample.size(); i++) {
            drawn[sample.strata().at(i)]++;
        }
        for (int i : items) {
            labelled[sample.strata().at(i)]++;
        }
        this.values = Arrays.stream(items).mapToDouble(i -> combined[i]).toArray();
        this.strata = Arrays.stream(items).map(i -> sample.strata().at(i)).toArray();
        this.probabilities = Arrays.stream(items)
                .mapToDouble(i -> probability(spec, data, i))
                .toArray();
        this.judged = judgements(data);
        this.sound = Arrays.stream(probabilities).allMatch(p -> p > 0 && p <= 1);
        this.binary = IntStream.range(0, data.ratings().size())
                .mapToDouble(r -> data.ratings().labels().at(r))
                .allMatch(v -> v == 0 || v == 1);
    }

    static LabelledItems of(LabelSpec spec, LabelData data) {
        return new LabelledItems(spec, data);
    }

    private static boolean majority(LabelSpec spec) {
        return spec.combine().map(c -> c.equals("majority")).orElse(spec.share());
    }

    private static double[] combined(Ratings ratings, int items, boolean majority) {
        double[] sums = new double[items];
        int[] counts = new int[items];
        for (int r = 0; r < ratings.size(); r++) {
            sums[ratings.items().at(r)] += ratings.labels().at(r);
            counts[ratings.items().at(r)]++;
        }
        double[] combined = new double[items];
        for (int i = 0; i < items; i++) {
            double mean = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
            combined[i] = majority && counts[i] > 0 ? (1 + Math.signum(mean - 0.5)) / 2 : mean;
        }
        return combined;
    }

    private double probability(LabelSpec spec, LabelData data, int item) {
        int h = data.sample().strata().at(item);
        double answered = (double) labelled[h] / drawn[h];
        Stratum stratum = data.strata().get(h);
        return answered
                * (spec.requirement().items().probability().isEmpty()
                        ? (double) drawn[h] / stratum.items()
                        : data.sample().probabilities().at(item));
    }

    /** The judge's word on labelled items; where it said nothing, its mean, which is a prediction as good as any constant. */
    private double[] judgements(LabelData data) {
        double fill = judgeMean(data);
        return Arrays.stream(items)
                .mapToDouble(i -> data.sample().hasJudgement().at(i) == 1
                        ? data.sample().judgements().at(i)
                        : fill)
                .toArray();
    }

    /** Mean of the judge's word over the items that it judged; zero where it judged none. */
    static double judgeMean(LabelData data) {
        long judged = data.strata().stream().mapToLong(Stratum::judged).sum();
        double sum = data.strata().stream().mapToDouble(Stratum::judgedSum).sum();
        return judged == 0 ? 0 : sum / judged;
    }

    /** Labelled items. */
    int size() {
        return values.length;
    }

    /** Whether every label, before raters are combined, is 0 or 1. */
    boolean binary() {
        return binary;
    }

    /** Whether every probability lies in (0, 1]. */
    boolean sound() {
        return sound;
    }

    /** Labels of a stratum. */
    double[] values(int stratum) {
        return IntStream.range(0, strata.length)
                .filter(i -> strata[i] == stratum)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    /** What the judge said of the labelled items. */
    double[] judged() {
        return judged.clone();
    }

    int drawn(int stratum) {
        return drawn[stratum];
    }

    int labelled(int stratum) {
        return labelled[stratum];
    }

    /** Sum of weights of a stratum: the items that its labels speak for. */
    double weight(int stratum) {
        return IntStream.range(0, strata.length)
                .filter(i -> strata[i] == stratum)
                .mapToDouble(i -> 1 / probabilities[i])
                .sum();
    }

    /** The labels with their probabilities. */
    ProbabilitySample sample() {
        return new ProbabilitySample(values, probabilities, strata);
    }

    /** The labels of one stratum. */
    ProbabilitySample sample(int stratum) {
        int[] of = IntStream.range(0, strata.length)
                .filter(i -> strata[i] == stratum)
                .toArray();
        return new ProbabilitySample(
                Arrays.stream(of).mapToDouble(i -> values[i]).toArray(),
                Arrays.stream(of).mapToDouble(i -> probabilities[i]).toArray(),
                new int[of.length]);
    }
}
