package covey.world;

import covey.world.planted.Design;
import covey.world.planted.Flaw;
import covey.world.planted.Member;
import covey.world.planted.PlantedEffect;
import covey.world.planted.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who enters which experiment when, in which arm, and what the exposure log makes of it. Holds one user at a time. */
final class Enrolment {
    /** An exposure is logged this long after its session started. */
    private static final long LOGGED_AFTER = Timeline.SECOND;

    private static final long REPEATS_WITHIN = 3 * Timeline.DAY;
    private static final long EARLY_BY = 5 * Timeline.DAY;

    private final List<Design> designs;
    private final Streams streams;
    private final NetworkTables tables;
    private final long[] armPurpose;
    private final long[] triggerPurpose;
    private final long[] entry;
    private final boolean[] treated;
    private final boolean[] analysed;
    private final List<Map<Flaw, Long>> flawCounts;

    Enrolment(List<PlantedEffect> effects, Streams streams, NetworkTables tables) {
        this.designs = effects.stream().map(PlantedEffect::design).toList();
        this.streams = streams;
        this.tables = tables;
        int count = designs.size();
        armPurpose = new long[count];
        triggerPurpose = new long[count];
        entry = new long[count];
        treated = new boolean[count];
        analysed = new boolean[count];
        for (int e = 0; e < count; e++) {
            armPurpose[e] = Streams.purpose(designs.get(e).name() + "/arm");
            triggerPurpose[e] = Streams.purpose(designs.get(e).name() + "/trigger");
        }
        flawCounts = designs.stream()
                .map(design -> {
                    Map<Flaw, Long> counts = new LinkedHashMap<>();
                    design.flaws().forEach(flaw -> counts.put(flaw, 0L));
                    return counts;
                })
                .toList();
    }

    /** Enrols a user by the starts of their sessions, ascending, and writes the exposure log. */
    void enrol(Member member, long[] starts, int count) {
        for (int e = 0; e < designs.size(); e++) {
            Design design = designs.get(e);
            entry[e] = design.eligible().test(member) ? entryOf(e, member.index(), starts, count) : Long.MAX_VALUE;
            treated[e] = streams.hashed(armPurpose[e], member.index()) < design.treatmentShare();
            analysed[e] = entry[e] != Long.MAX_VALUE && log(e, member);
        }
    }

    private long entryOf(int e, int user, long[] starts, int count) {
        for (int s = 0; s < count; s++) {
            long at = starts[s] + LOGGED_AFTER;
            if (starts[s] >= Timeline.START
                    && at < Timeline.END
                    && streams.hashed(triggerPurpose[e] + s, user)
                            < designs.get(e).triggerShare()) {
                return at;
            }
        }
        return Long.MAX_VALUE;
    }

    /** Writes the rows of one user in one experiment; whether the user is left for a sound analysis. */
    private boolean log(int e, Member member) {
        Design design = designs.get(e);
        String user = NetworkTables.userId(member.index());
        boolean oneArm = true;
        boolean sound = true;
        for (Flaw flaw : design.flaws()) {
            if (flaw instanceof Flaw.LostExposures lost && isLost(e, lost, member)) {
                count(e, flaw);
                return false;
            }
        }
        tables.exposure(design.name(), user, arm(e, treated[e]), entry[e]);
        for (Flaw flaw : design.flaws()) {
            if (oneArm && further(e, flaw, member.index(), user)) {
                oneArm = !(flaw instanceof Flaw.SeenInBothArms);
                sound &= oneArm && !(flaw instanceof Flaw.RowsBeforeStart);
            }
        }
        return sound;
    }

    private boolean isLost(int e, Flaw.LostExposures lost, Member member) {
        return treated[e]
                && entry[e] >= lost.from()
                && member.platform().equals(lost.platform())
                && hashed(e, lost, member.index()) < lost.share();
    }

    /** Writes the further row of a defect if it hits this user. */
    private boolean further(int e, Flaw flaw, int index, String user) {
        double share = switch (flaw) {
            case Flaw.LostExposures lost -> 0;
            case Flaw.SeenInBothArms both -> both.share();
            case Flaw.RepeatedRows repeated -> repeated.share();
            case Flaw.RowsBeforeStart before -> before.share();
            case Flaw.RowsWithoutArm without -> without.share();
        };
        if (hashed(e, flaw, index) >= share) {
            return false;
        }
        double when = streams.hashed(Streams.purpose(designs.get(e).name() + "/when"), index);
        long later = entry[e] + 1 + (long) (when * (Math.min(Timeline.END, entry[e] + REPEATS_WITHIN) - entry[e] - 1));
        long earlier = Timeline.START - 1 - (long) (when * EARLY_BY);
        String name = designs.get(e).name();
        switch (flaw) {
            case Flaw.LostExposures lost -> throw new IllegalStateException("a lost exposure has no further row");
            case Flaw.SeenInBothArms both -> tables.exposure(name, user, arm(e, !treated[e]), later);
            case Flaw.RepeatedRows repeated -> tables.exposure(name, user, arm(e, treated[e]), later);
            case Flaw.RowsBeforeStart before -> tables.exposure(name, user, arm(e, treated[e]), earlier);
            case Flaw.RowsWithoutArm without -> tables.exposure(name, user, null, later);
        }
        count(e, flaw);
        return true;
    }

    private double hashed(int e, Flaw flaw, int user) {
        return streams.hashed(Streams.purpose(designs.get(e).name() + "/" + flaw.kind()), user);
    }

    private void count(int e, Flaw flaw) {
        flawCounts.get(e).merge(flaw, 1L, Long::sum);
    }

    private String arm(int e, boolean treatedArm) {
        return treatedArm ? designs.get(e).treatment() : designs.get(e).control();
    }

    /** Whether the user's treatment has begun at a time. */
    boolean entered(int e, long at) {
        return at >= entry[e];
    }

    long entry(int e) {
        return entry[e];
    }

    boolean treated(int e) {
        return treated[e];
    }

    /** Whether the user counts in the truth: one arm, logged, and not before the start already. */
    boolean analysed(int e) {
        return analysed[e];
    }

    /** How often each defect was planted in an experiment: one row, or for a lost exposure one user. */
    Map<Flaw, Long> flawCounts(int e) {
        return flawCounts.get(e);
    }
}
