package covey.world.planted;

import java.util.List;

/** The list of everything planted as an experiment: one line each. */
public final class PlantedEffects {
    /** All, in the order of the truth file. Append at the end: the order does not change any draw. */
    public static final List<PlantedEffect> ALL = List.of(
            new NewRanker(),
            new QuietFeed(),
            new PaidBoost(),
            new BrokenSplit(),
            new FreshLook(),
            new LocalTopics(),
            new LeakyAssignment(),
            new ItalicTitles());

    private PlantedEffects() {}
}
