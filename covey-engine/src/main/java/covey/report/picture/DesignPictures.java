package covey.report.picture;

import java.util.List;

/** The list of all pictures of designs, the one of the assignment first, then what a study has beside it. */
public final class DesignPictures {
    private static final List<DesignPicture> ALL = List.of(
            new UnitPicture(),
            new StrataPicture(),
            new PairPicture(),
            new ClusterPicture(),
            new FactorialPicture(),
            new TwoSidedPicture(),
            new SwitchbackPicture(),
            new RolloutPicture(),
            new HoldoutPicture(),
            new TrainingPicture(),
            new LayerPicture());

    private DesignPictures() {}

    /** All pictures. */
    public static List<DesignPicture> all() {
        return ALL;
    }

    /** The pictures of a study. */
    public static List<Drawn> of(Planned study) {
        return ALL.stream().flatMap(p -> p.of(study).stream()).toList();
    }
}
