package covey.label;

import covey.data.LabelData;
import covey.data.LabelData.Stratum;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.stats.survey.NeymanAllocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is wrong with a sample, and how large the next should be. */
final class LabelChecks {
    /** Labels of items outside the population, as a share of all, above which the sample is not of this population. */
    private static final double MOST_UNKNOWN = 0.01;

    private static final double MOST_MISSING = 0.1;

    /** Standard errors by which the number of drawn items may miss what the probabilities announce. */
    private static final double FARTHEST = 5;

    private final LabelSpec spec;
    private final LabelData data;
    private final LabelledItems items;
    private final List<Diagnostic> found = new ArrayList<>();

    LabelChecks(LabelSpec spec, LabelData data, LabelledItems items) {
        this.spec = spec;
        this.data = data;
        this.items = items;
    }

    List<Diagnostic> all() {
        unknown();
        duplicates();
        probabilities();
        drawnAsAnnounced();
        missing();
        next();
        return found;
    }

    private void add(String check, Severity severity, String message, String advice) {
        found.add(new Diagnostic(check, severity, "", message, List.of(), advice, Map.of(), ""));
    }

    private void unknown() {
        long unknown = data.count("labels_without_item");
        long all = data.count("label_rows");
        if (unknown > 0) {
            add(
                    "labels_of_unknown_items",
                    unknown > MOST_UNKNOWN * all ? Severity.INVALIDATES : Severity.WARNING,
                    unknown + " of " + all + " rows of labels are of items that the population does not have",
                    "check that items and labels speak of the same items, at the same time and under the same filter");
        }
    }

    private void duplicates() {
        long twice = data.count("items_twice");
        if (twice > 0) {
            add(
                    "items_twice",
                    Severity.INVALIDATES,
                    twice + " items stand in the population more than once, so their labels would count twice",
                    "name a column that tells items apart as items.item, or give the model one");
        }
    }

    private void probabilities() {
        long never = data.count("probabilities_outside");
        if (never > 0) {
            add(
                    "inclusion_probability",
                    Severity.INVALIDATES,
                    never
                            + " items have an inclusion probability that is missing, 0 or above 1: they could never come into"
                            + " the sample, so nothing is known of them",
                    "leave them out by items.filter and say so, or draw again with probabilities in (0, 1]");
        }
    }

    /** A sample's size is what its probabilities add up to. */
    private void drawnAsAnnounced() {
        if (spec.requirement().items().probability().isEmpty() || PopulationValue.sampleOnly(data, items)) {
            return;
        }
        double expected =
                data.strata().stream().mapToDouble(Stratum::probabilities).sum();
        double off = Math.abs(data.sample().size() - expected);
        if (off > FARTHEST * Math.sqrt(Math.max(1, expected))) {
            add(
                    "inclusion_probability",
                    Severity.INVALIDATES,
                    String.format(
                            Locale.ROOT,
                            "%d items were drawn, where the inclusion probabilities of the population add up to %.0f",
                            data.sample().size(),
                            expected),
                    "items that were drawn and not labelled need a row without a label; else the probabilities are not those"
                            + " of this draw: after covey labels export, leave out items.inclusion_probability");
        }
    }

    private void missing() {
        int drawn = data.sample().size();
        int without = drawn - items.size();
        if (without > 0) {
            add(
                    "labels_missing",
                    without > MOST_MISSING * drawn ? Severity.WARNING : Severity.NOTE,
                    without + " of " + drawn
                            + " drawn items have no label; those of a stratum that have one stand for them",
                    "label them: items that raters leave out are seldom like the others");
        }
    }

    /** Items for half the width, placed where they tell most. */
    private void next() {
        List<Stratum> strata = data.strata();
        boolean known = items.size() > 1 && items.sound();
        for (int h = 0; h < strata.size(); h++) {
            known &= items.labelled(h) > 1;
        }
        if (!known) {
            return;
        }
        double[] deviations = new double[strata.size()];
        double variance = 0;
        double all = strata.stream().mapToLong(Stratum::items).sum();
        for (int h = 0; h < deviations.length; h++) {
            deviations[h] = deviation(h);
            double share = strata.get(h).items() / all;
            variance += share * share * deviations[h] * deviations[h] / items.labelled(h);
        }
        long[] sizes = strata.stream().mapToLong(Stratum::items).toArray();
        if (!(variance > 0) || PopulationValue.sampleOnly(data, items)) {
            return;
        }
        NeymanAllocation plan = new NeymanAllocation(sizes, deviations);
        long needed = plan.required(Math.sqrt(variance) / 2);
        int[] each = plan.items((int) Math.min(needed, 100_000));
        List<String> parts = new ArrayList<>();
        for (int h = 0; h < each.length; h++) {
            parts.add(each[h] + " of " + strata.get(h).name());
        }
        add(
                "next_sample",
                Severity.NOTE,
                "an interval half as wide, without a judge, takes " + needed + " labelled items"
                        + (each.length > 1 ? ", best placed as " + String.join(", ", parts) : ""),
                "");
    }

    private double deviation(int h) {
        double[] values = items.values(h);
        double mean = Arrays.stream(values).average().orElse(0);
        double sum = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double seen = Math.sqrt(sum / (values.length - 1));
        // labels that are all alike so far may not stay so: as if one in n + 2 were other
        double p = 1.0 / (values.length + 2);
        return seen > 0 || !spec.share() ? seen : Math.sqrt(p * (1 - p));
    }
}
