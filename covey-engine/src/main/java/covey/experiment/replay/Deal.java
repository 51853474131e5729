package covey.experiment.replay;

import covey.method.Study;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Complete randomisation of things over arms: in random order, at equal steps from a random start through the arms' shares.
 * Every arm gets its share of the things rounded down or up, and in expectation exactly.
 */
public final class Deal {
    private static final double ROUNDING = 1e-9;

    private final List<Study.Arm> arms;
    private final double all;

    private Deal(List<Study.Arm> arms, double all) {
        this.arms = List.copyOf(arms);
        this.all = all;
    }

    /** Things beyond the arms' shares come into no arm, as in the experiment. */
    public static Deal asPlanned(List<Study.Arm> arms) {
        return new Deal(arms, 1);
    }

    /** Every thing comes into an arm, in proportion to the shares. */
    public static Deal ofAll(List<Study.Arm> arms) {
        return new Deal(arms, arms.stream().mapToDouble(Study.Arm::share).sum());
    }

    /** Each thing that comes into an arm, with it. */
    public Map<String, String> among(Collection<String> things, RandomGenerator random) {
        List<String> order = new ArrayList<>(things);
        for (int i = order.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            String swapped = order.get(i);
            order.set(i, order.get(j));
            order.set(j, swapped);
        }
        double start = random.nextDouble();
        Map<String, String> dealt = new HashMap<>();
        int next = 0;
        double until = 0;
        for (Study.Arm arm : arms) {
            until += arm.share() / all;
            double end = until >= 1 - ROUNDING ? order.size() : until * order.size();
            for (; next < order.size() && next + start < end; next++) {
                dealt.put(order.get(next), arm.name());
            }
        }
        return dealt;
    }
}
