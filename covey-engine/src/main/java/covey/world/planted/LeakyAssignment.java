package covey.world.planted;

/** No effect, and an exposure log with every common defect of assignment. */
public final class LeakyAssignment implements PlantedEffect {
    @Override
    public Design design() {
        return Design.evenSplit("leaky_assignment")
                .withEligible(member -> member.index() % 5 < 2)
                .withFlaws(
                        new Flaw.SeenInBothArms(0.03),
                        new Flaw.RepeatedRows(0.015),
                        new Flaw.RowsBeforeStart(0.01),
                        new Flaw.RowsWithoutArm(0.008));
    }

    @Override
    public String summary() {
        return "null with a broken exposure log: users in both arms, repeated rows, rows before the start, rows "
                + "without an arm";
    }
}
