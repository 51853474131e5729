package covey.assign.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The schemes that a log can be recomputed by, each from one salt and the shares of the arms. */
public enum Scheme {
    /** GrowthBook, hash version 1, UTF-16 as its JavaScript kit; the salt is the seed, or the key where none is set. */
    GROWTHBOOK_V1,
    /** GrowthBook, hash version 2, UTF-16 as its JavaScript kit. */
    GROWTHBOOK_V2,
    /** GrowthBook, hash version 1, bytes of UTF-8 as kits that hash bytes. */
    GROWTHBOOK_V1_UTF8,
    /** GrowthBook, hash version 2, bytes of UTF-8. */
    GROWTHBOOK_V2_UTF8,
    /** Unleash variants in thousandths; the salt is the group, the flag's name unless set otherwise. */
    UNLEASH,
    /** LaunchDarkly; the salt is {@code key.salt}, or the roll-out's seed. */
    LAUNCHDARKLY,
    /** PlanOut's UniformChoice; the salt is {@code experiment_salt.salt}. */
    PLANOUT_UNIFORM,
    /** PlanOut's WeightedChoice. */
    PLANOUT_WEIGHTED,
    /** Eppo, 10,000 shards; the salt is the split's. */
    EPPO,
    /** Flagsmith; the salt is the id of the flag's state. */
    FLAGSMITH;

    /** Its name in commands and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scheme of that name. */
    public static Optional<Scheme> named(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    /**
     * The bucketing with a salt and arms.
     *
     * @param salt salt, in the words of the platform
     * @param arms arms in the platform's order, with shares that sum to 1
     */
    public PlatformBucketing with(String salt, List<WeightedArm> arms) {
        return switch (this) {
            case GROWTHBOOK_V1 -> growthBook(new GrowthBookHash(salt, 1, Fnv1a32.Units.UTF_16), arms);
            case GROWTHBOOK_V2 -> growthBook(new GrowthBookHash(salt, 2, Fnv1a32.Units.UTF_16), arms);
            case GROWTHBOOK_V1_UTF8 -> growthBook(new GrowthBookHash(salt, 1, Fnv1a32.Units.UTF_8), arms);
            case GROWTHBOOK_V2_UTF8 -> growthBook(new GrowthBookHash(salt, 2, Fnv1a32.Units.UTF_8), arms);
            case UNLEASH -> new UnleashVariants(salt, whole(arms));
            case LAUNCHDARKLY -> new LaunchDarklyRollout(salt, scaled(arms, LaunchDarklyRollout.WHOLE));
            case PLANOUT_UNIFORM -> new PlanOutChoice(salt, arms, PlanOutChoice.Operator.UNIFORM);
            case PLANOUT_WEIGHTED -> new PlanOutChoice(salt, arms, PlanOutChoice.Operator.WEIGHTED);
            case EPPO -> EppoAllocation.of(salt, arms);
            case FLAGSMITH -> new FlagsmithPercentage(salt, scaled(arms, 100));
        };
    }

    private static PlatformBucketing growthBook(GrowthBookHash hash, List<WeightedArm> arms) {
        return GrowthBookExperiment.of(hash, arms, 1);
    }

    private static List<WeightedArm> scaled(List<WeightedArm> arms, double whole) {
        return arms.stream()
                .map(a -> new WeightedArm(a.arm(), a.weight() * whole))
                .toList();
    }

    /** Thousandths, rounded so that they sum to 1000: the last arm takes what rounding leaves, as Unleash's editor does. */
    private static List<WeightedArm> whole(List<WeightedArm> arms) {
        List<WeightedArm> whole = new java.util.ArrayList<>();
        double left = 1000;
        for (int i = 0; i < arms.size(); i++) {
            double weight = i == arms.size() - 1 ? left : Math.rint(arms.get(i).weight() * 1000);
            left -= weight;
            whole.add(new WeightedArm(arms.get(i).arm(), weight));
        }
        return whole;
    }
}
