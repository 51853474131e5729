package covey.ranking.metric.exposure;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Share of the catalogue that the lists together show: different items of the catalogue shown / items of the catalogue.
 *
 * <p>Grows with the number of users, so it says nothing without one. Evidently (a4aa4c2) and Microsoft Recommenders, 1e-9. Ge,
 * Delgado-Battenfeld and Jannach (2010), RecSys 4.
 *
 * @param cutoff ranks looked at
 */
public record CatalogueCoverage(int cutoff) implements ExposureMetric {
    @Override
    public String name() {
        return Label.of("catalogue_coverage", 1, cutoff);
    }

    @Override
    public String formula() {
        return "different items shown / items of the catalogue";
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CATALOGUE);
    }

    @Override
    public double of(Exposure exposure) {
        int shown = 0;
        for (int i = 0; i < exposure.catalogue(); i++) {
            shown += exposure.shown(i) > 0 ? 1 : 0;
        }
        return (double) shown / exposure.catalogue();
    }
}
