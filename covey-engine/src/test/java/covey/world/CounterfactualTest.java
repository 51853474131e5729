package covey.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.warehouse.TableSink;
import covey.world.planted.Design;
import covey.world.planted.Detail;
import covey.world.planted.FreshLook;
import covey.world.planted.Lever;
import covey.world.planted.LocalTopics;
import covey.world.planted.Member;
import covey.world.planted.NewRanker;
import covey.world.planted.PaidBoost;
import covey.world.planted.PlantedEffect;
import covey.world.planted.PlantedEffects;
import covey.world.planted.Timeline;
import covey.world.truth.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The truth must be what happens when the same world is made with everyone in control, and with everyone treated. */
class CounterfactualTest {
    private static final WorldSize TINY = new WorldSize("tiny", 1_500, 0.125, 4.2, 0);
    private static final double ALL_BUT_NOBODY = 1 - 1e-12;

    /** The effect with another share of treated users. */
    private record WithShare(PlantedEffect effect, double share) implements PlantedEffect {
        @Override
        public Design design() {
            Design design = effect.design();
            return new Design(
                    design.name(),
                    design.control(),
                    design.treatment(),
                    share,
                    design.triggerShare(),
                    design.eligible(),
                    design.flaws());
        }

        @Override
        public String summary() {
            return effect.summary();
        }

        @Override
        public Set<Lever> levers() {
            return effect.levers();
        }

        @Override
        public double multiplier(Lever lever, Member member, int day) {
            return effect.multiplier(lever, member, day);
        }

        @Override
        public Detail detail() {
            return effect.detail();
        }
    }

    /** Keeps the rows of a table. */
    private static Map<String, List<List<Object>>> rows(List<PlantedEffect> effects) {
        Map<String, List<List<Object>>> tables = new HashMap<>();
        World.write(World.Cast.of(TINY, 5), effects, (table, columns) -> keeping(tables, table), Progress.NONE);
        return tables;
    }

    private static TableSink keeping(Map<String, List<List<Object>>> tables, String table) {
        List<List<Object>> rows = tables.computeIfAbsent(table, name -> new ArrayList<>());
        return new RowKeeper(rows);
    }

    private static double total(PlantedEffect effect, double share, String metric) {
        List<PlantedEffect> effects = PlantedEffects.ALL.stream()
                .map(e -> e.getClass() == effect.getClass() ? new WithShare(e, share) : e)
                .toList();
        Map<String, List<List<Object>>> tables = rows(effects);
        Map<Object, Long> entry = new HashMap<>();
        Set<Object> arms = new HashSet<>();
        for (List<Object> row : tables.getOrDefault("exposures", List.of())) {
            if (row.get(0).equals(effect.design().name())) {
                entry.put(row.get(1), (Long) row.get(3));
                arms.add(row.get(2));
            }
        }
        assertThat(arms).hasSize(1);
        double sum = 0;
        boolean clicks = metric.equals("clicks");
        for (List<Object> row : tables.getOrDefault(clicks ? "impressions" : "purchases", List.of())) {
            long at = (Long) row.get(clicks ? 11 : 2);
            long start = entry.getOrDefault(row.get(clicks ? 1 : 0), Long.MAX_VALUE);
            long end = clicks ? Timeline.END : start + 14 * Timeline.DAY;
            if (start != Long.MAX_VALUE && at >= start && at < end) {
                double amount = clicks ? ((Boolean) row.get(8) ? 1 : 0) : amount(row.get(1));
                sum += amount;
            }
        }
        return sum / entry.size();
    }

    private static double amount(Object value) {
        return value instanceof Double d && !d.isNaN() ? d : 0;
    }

    static Stream<Arguments> effects() {
        return Stream.of(
                Arguments.of(new NewRanker(), "clicks"),
                Arguments.of(new FreshLook(), "clicks"),
                Arguments.of(new LocalTopics(), "clicks"),
                Arguments.of(new PaidBoost(), "revenue_14d"));
    }

    @ParameterizedTest
    @MethodSource("effects")
    void populationValueIsTheDifferenceOfTwoWorlds(PlantedEffect effect, String metric) {
        Truth truth = World.write(
                World.Cast.of(TINY, 5),
                PlantedEffects.ALL,
                (table, columns) -> new ChecksumSink(columns),
                Progress.NONE);
        double control = total(effect, 1e-12, metric);
        double treated = total(effect, ALL_BUT_NOBODY, metric);
        Truth.Experiment experiment = truth.experiment(effect.design().name()).orElseThrow();
        assertThat(treated).isGreaterThan(control);
        // Amounts are rounded to cents in each world; the last cent may fall to either side.
        assertThat(experiment.effect(metric, Truth.Scale.ABSOLUTE).orElseThrow().populationValue())
                .isCloseTo(treated - control, within(metric.equals("clicks") ? 1e-9 : 1e-3));
    }
}
