package covey.ranking.compare;

import covey.result.AdjustedPValue;
import covey.result.Coverage;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.multiplicity.PValueAdjustment.Guarantee;
import covey.stats.multiplicity.SimultaneousLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a hypothesis in its family: the interval that leads, the corrected p-value, and the other interval. As in
 * experiments: family-wise procedures lead with the simultaneous interval and keep the pointwise one; false-discovery ones lead
 * with the pointwise and add that of the selected.
 *
 * @param adjusted corrected p-value; empty for a family of one
 * @param shown the interval that leads
 * @param further the other one, in an analysis of its own
 */
public record Correction(Optional<AdjustedPValue> adjusted, Drawn shown, Optional<Drawn> further) {
    /**
     * An interval's promise.
     *
     * @param analysis analysis it stands in
     * @param level level it is drawn at
     * @param coverage what the study's level promises of it
     * @param suffix what its method's name ends with
     */
    public record Drawn(String analysis, double level, Coverage coverage, String suffix) {
        public static Drawn pointwise(String analysis, double level) {
            return new Drawn(analysis, level, Coverage.POINTWISE, "");
        }
    }

    public static Correction none(double level) {
        return new Correction(Optional.empty(), Drawn.pointwise("main", level), Optional.empty());
    }

    /** Corrections in the order of the hypotheses; those without a number do not count in the family. */
    public static List<Correction> family(
            List<Hypothesis> hypotheses, PValueAdjustment procedure, String family, double level) {
        List<Correction> corrections = new ArrayList<>(Collections.nCopies(hypotheses.size(), none(level)));
        int[] tested = java.util.stream.IntStream.range(0, hypotheses.size())
                .filter(i -> hypotheses.get(i).contrast().isPresent())
                .toArray();
        int m = tested.length;
        if (m < 2 || procedure == PValueAdjustment.NONE) {
            return corrections;
        }
        double[] p = procedure.adjust(java.util.Arrays.stream(tested)
                .mapToDouble(i -> hypotheses.get(i).contrast().orElseThrow().pValue())
                .toArray());
        int selected =
                (int) java.util.Arrays.stream(p).filter(v -> v <= 1 - level).count();
        for (int i = 0; i < m; i++) {
            AdjustedPValue adjusted = new AdjustedPValue(p[i], family + " (" + m + ")", label(procedure));
            corrections.set(
                    tested[i],
                    procedure.guarantee() == Guarantee.FAMILYWISE_ERROR
                            ? simultaneous(adjusted, m, level)
                            : falseCoverage(adjusted, p[i] <= 1 - level ? selected : 0, m, level));
        }
        return corrections;
    }

    private static Correction simultaneous(AdjustedPValue p, int m, double level) {
        return new Correction(
                Optional.of(p),
                new Drawn(
                        "main",
                        SimultaneousLevel.simultaneousLevel(level, m),
                        Coverage.SIMULTANEOUS,
                        ", Bonferroni over " + m),
                Optional.of(Drawn.pointwise("pointwise", level)));
    }

    private static Correction falseCoverage(AdjustedPValue p, int selected, int m, double level) {
        return new Correction(
                Optional.of(p),
                Drawn.pointwise("main", level),
                selected == 0
                        ? Optional.empty()
                        : Optional.of(new Drawn(
                                "multiplicity",
                                SimultaneousLevel.fcrLevel(level, selected, m),
                                Coverage.FALSE_COVERAGE_RATE,
                                ", false coverage rate, " + selected + " of " + m + " selected")));
    }

    private static String label(PValueAdjustment procedure) {
        return switch (procedure) {
            case BENJAMINI_HOCHBERG -> "Benjamini-Hochberg";
            case BENJAMINI_YEKUTIELI -> "Benjamini-Yekutieli";
            default ->
                procedure.name().charAt(0) + procedure.name().substring(1).toLowerCase(Locale.ROOT);
        };
    }
}
