package covey.clustering.evaluate;

import covey.stats.DegenerateDataException;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.resample.Replicates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Statistics without each group of entities. */
final class Replications {
    private Replications() {}

    /** A statistic of all ({@code −1}) and without each group. */
    static Replicates of(DeleteGroupJackknife jackknife, IntToDoubleFunction without) {
        return new Replicates(
                without.applyAsDouble(-1),
                IntStream.range(0, jackknife.groups())
                        .mapToObj(without::applyAsDouble)
                        .toList());
    }

    /**
     * Measures of a table, in their order; empty for one that the table, or a part of it, has no value of.
     *
     * @param faults where what is missing is noted, by measure
     */
    static List<Optional<Replicates>> of(
            ContingencyTable table,
            DeleteGroupJackknife jackknife,
            List<? extends PartitionMeasure> measures,
            List<Optional<DegenerateDataException>> faults) {
        List<List<Double>> without = new ArrayList<>();
        measures.forEach(_ -> without.add(new ArrayList<>()));
        int[] groupOf =
                IntStream.range(0, table.elements()).map(jackknife::groupOf).toArray();
        for (int g = 0; g <= jackknife.groups(); g++) {
            // the whole table comes last, so that its fault is the one that is told
            ContingencyTable part = g == jackknife.groups() ? table : table.without(groupOf, g);
            for (int m = 0; m < measures.size(); m++) {
                try {
                    without.get(m).add(measures.get(m).of(part));
                } catch (DegenerateDataException e) {
                    faults.set(m, Optional.of(e));
                }
            }
        }
        List<Optional<Replicates>> replicates = new ArrayList<>();
        for (int m = 0; m < measures.size(); m++) {
            List<Double> values = without.get(m);
            replicates.add(
                    faults.get(m).isPresent()
                            ? Optional.empty()
                            : Optional.of(new Replicates(values.getLast(), values.subList(0, jackknife.groups()))));
        }
        return replicates;
    }

    static String method(DeleteGroupJackknife jackknife) {
        return "delete-a-group jackknife, " + jackknife.groups() + " groups";
    }
}
