package covey.assign.replay;

import java.util.Optional;

/** A scheme of assignment with its parameters: which arm a unit gets, from its id alone. Immutable, safe for threads. */
public sealed interface PlatformBucketing
        permits EppoAllocation,
                FlagsmithPercentage,
                GrowthBookExperiment,
                LaunchDarklyRollout,
                PlanOutChoice,
                UnleashVariants {
    /**
     * The arm of a unit; empty when the scheme leaves it out.
     *
     * @throws IllegalArgumentException when the platform itself refuses such an id
     */
    Optional<String> arm(String unit);
}
