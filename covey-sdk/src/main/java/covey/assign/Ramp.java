package covey.assign;

import java.util.List;

/**
 * How far an experiment is opened: shares that only grow, and the stage that holds now. Who enters is decided by another
 * part of the digest than the arm, so a later stage adds units and moves none.
 *
 * @param shares of the eligible units, each in [0, 1]
 * @param stage index of the share that holds now
 */
public record Ramp(List<Double> shares, int stage) {
    public Ramp {
        shares = List.copyOf(shares);
    }

    /** Open to every eligible unit. */
    public static Ramp full() {
        return new Ramp(List.of(1.0), 0);
    }

    /** Open to a share of the eligible units. */
    public static Ramp at(double share) {
        return new Ramp(List.of(share), 0);
    }

    /** The share that holds now. */
    public double share() {
        return shares.get(stage);
    }

    /** The same plan at another stage. */
    public Ramp stage(int index) {
        return new Ramp(shares, index);
    }
}
