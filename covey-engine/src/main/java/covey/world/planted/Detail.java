package covey.world.planted;

/** How finely the truth of an experiment is written down, besides the effect over all its users. */
public enum Detail {
    /** Only over all users. */
    OVERALL,
    /** Also per home community. */
    BY_COMMUNITY,
    /** Also per whole day since entry. */
    BY_DAY
}
