package covey.assign.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Eppo's allocation: a unit gets the first split all of whose shards hold it, where its shard under a salt is
 * {@code first 8 hexadecimal digits of MD5(salt-id) mod total}. In none: no arm.
 *
 * <p>Reference: Eppo-exp/sdk-test-data, universal flag configuration; equal.
 *
 * @param total number of shards, usually 10,000
 * @param splits splits in order
 */
public record EppoAllocation(int total, List<Split> splits) implements PlatformBucketing {
    private static final int USUAL = 10_000;

    public EppoAllocation {
        splits = List.copyOf(splits);
        if (total < 1) {
            throw new IllegalArgumentException("the number of shards is " + total + "; it must be positive");
        }
    }

    /** One split after the other over all shards of one salt, by share. */
    public static EppoAllocation of(String salt, List<WeightedArm> arms) {
        List<Split> splits = new ArrayList<>();
        double cumulative = 0;
        for (WeightedArm arm : WeightedArm.checked(arms)) {
            int start = (int) Math.round(cumulative * USUAL);
            cumulative += arm.weight();
            ShardRange range = new ShardRange(start, (int) Math.round(cumulative * USUAL));
            splits.add(new Split(arm.arm(), List.of(new Shard(salt, List.of(range)))));
        }
        return new EppoAllocation(USUAL, splits);
    }

    /** Eppo's shard of a unit, 0 to total - 1. */
    public static long shard(String salt, String subject, int total) {
        return Digest.md5First8(salt + "-" + subject) % total;
    }

    @Override
    public Optional<String> arm(String unit) {
        return splits.stream()
                .filter(s -> s.shards().stream().allMatch(shard -> holds(shard, unit)))
                .map(Split::arm)
                .findFirst();
    }

    private boolean holds(Shard shard, String unit) {
        long number = shard(shard.salt(), unit, total);
        return shard.ranges().stream().anyMatch(r -> number >= r.start() && number < r.end());
    }

    /**
     * An arm and the shards that lead to it.
     *
     * @param arm arm
     * @param shards shards, all of which must hold the unit
     */
    public record Split(String arm, List<Shard> shards) {
        public Split {
            shards = List.copyOf(shards);
        }
    }

    /**
     * A salt with ranges of its shards, one of which must hold the unit.
     *
     * @param salt salt
     * @param ranges ranges
     */
    public record Shard(String salt, List<ShardRange> ranges) {
        public Shard {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * Shards from start to before end.
     *
     * @param start start
     * @param end end, exclusive
     */
    public record ShardRange(int start, int end) {}
}
