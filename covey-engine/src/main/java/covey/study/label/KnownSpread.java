package covey.study.label;

import covey.data.LabelRequirement;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Location;
import covey.stats.survey.NeymanAllocation;
import covey.warehouse.sql.label.LabelFrame;
import covey.warehouse.sql.label.StratumSpread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the labels' spread in each stratum before a sheet is drawn: from labels that are there, {@value #FEWEST} in every
 * stratum at least, else from the judge. The spread decides where items are drawn and never what is concluded from them: a wrong
 * one costs width, not coverage.
 *
 * @param deviations standard deviation by stratum, in the order of their names
 * @param origin what it was taken from, for people
 */
record KnownSpread(List<Double> deviations, String origin) {
    KnownSpread {
        deviations = List.copyOf(deviations);
    }

    /** Labels of a stratum below which their spread is not relied on. */
    static final int FEWEST = 10;

    private static final double WIDEST = 0.5;

    /** From labels, else from the judge; empty when neither says anything of every stratum. */
    static Optional<KnownSpread> of(
            Study study, LabelFrame frame, LabelRequirement need, Map<String, Long> sizes, Labelled there) {
        Optional<KnownSpread> labels = there == Labelled.YES
                ? of(study, frame.spread(need.labels()), sizes, "earlier labels")
                : Optional.empty();
        return labels.isPresent() ? labels : need.judge().flatMap(j -> of(study, frame.spread(j), sizes, "the judge"));
    }

    /** Whether the table of labels exists. */
    enum Labelled {
        YES,
        NOT_YET
    }

    private static Optional<KnownSpread> of(
            Study study, Map<String, StratumSpread> spread, Map<String, Long> sizes, String origin) {
        boolean share = share(study);
        List<Double> deviations = new ArrayList<>();
        for (Map.Entry<String, Long> stratum : sizes.entrySet()) {
            StratumSpread seen = spread.get(stratum.getKey());
            if (seen == null || seen.items() < Math.min(FEWEST, stratum.getValue())) {
                return Optional.empty();
            }
            // labels that are all alike so far may not stay so: as if one in n + 2 were other
            double p = 1.0 / (seen.items() + 2);
            double deviation = seen.deviation();
            deviations.add(deviation > 0 || !share ? deviation : Math.sqrt(p * (1 - p)));
        }
        return Optional.of(new KnownSpread(deviations, origin));
    }

    /** The widest spread that a share can have; a mean has none. */
    static KnownSpread widest(Study study, int strata) {
        if (!share(study)) {
            throw nothing();
        }
        return new KnownSpread(Collections.nCopies(strata, WIDEST), "the widest that a share can have");
    }

    /** Where nothing is known. */
    static SpecificationException nothing() {
        return new SpecificationException(
                Location.NONE,
                "nothing is known of how far labels differ: not " + FEWEST + " labels in every stratum, and no judge",
                "label a first sheet of --allocation equal, or declare a judge");
    }

    private static boolean share(Study study) {
        return study.metrics().stream().noneMatch(m -> m.metric().name().equals("label_mean"));
    }

    /** Items that each stratum gives to a sheet. */
    NeymanAllocation allocation(Map<String, Long> sizes) {
        return new NeymanAllocation(
                sizes.values().stream().mapToLong(Long::longValue).toArray(),
                deviations.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The same in words. */
    String told() {
        return String.format(Locale.ROOT, "placed by the spread of %s", origin);
    }
}
