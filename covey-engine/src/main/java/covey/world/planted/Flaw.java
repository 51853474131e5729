package covey.world.planted;

import java.time.Instant;

/** A planted defect of the exposure log. Shares are of the experiment's users, in [0, 1]. */
public sealed interface Flaw {
    /** Name in the truth file. */
    String kind();

    /** What its count in the truth file counts. */
    String detail();

    /**
     * Treated users of one platform whose exposure is lost from a given time on, as when a redirect drops them.
     *
     * @param platform platform that is hit
     * @param from first microsecond of the loss
     * @param share share of those users that is lost
     */
    record LostExposures(String platform, long from, double share) implements Flaw {
        @Override
        public String kind() {
            return "sample_ratio_mismatch";
        }

        @Override
        public String detail() {
            return "users without any exposure row: treated " + platform + " users entering from "
                    + Instant.ofEpochSecond(from / Timeline.SECOND) + " on, each lost with probability " + share;
        }
    }

    /**
     * Users who see the other arm as well, within three days of the first.
     *
     * @param share share of users
     */
    record SeenInBothArms(double share) implements Flaw {
        @Override
        public String kind() {
            return "seen_in_both_arms";
        }

        @Override
        public String detail() {
            return "users with a row of each arm; left out of the arms' units";
        }
    }

    /**
     * Users with a second row of the same arm.
     *
     * @param share share of users
     */
    record RepeatedRows(double share) implements Flaw {
        @Override
        public String kind() {
            return "duplicate_exposure_rows";
        }

        @Override
        public String detail() {
            return "second rows of the same user and arm; the first counts";
        }
    }

    /**
     * Users with a further row up to five days before the start.
     *
     * @param share share of users
     */
    record RowsBeforeStart(double share) implements Flaw {
        @Override
        public String kind() {
            return "exposure_before_start";
        }

        @Override
        public String detail() {
            return "rows before 2026-03-01 of users who also have a row in the period; left out of the arms' units";
        }
    }

    /**
     * Users with a further row whose arm is NULL.
     *
     * @param share share of users
     */
    record RowsWithoutArm(double share) implements Flaw {
        @Override
        public String kind() {
            return "exposure_without_arm";
        }

        @Override
        public String detail() {
            return "rows whose arm is NULL, of users who also have a row with an arm";
        }
    }
}
