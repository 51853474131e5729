package covey.assign.rule;

/** How a text may stand to another: case matters, as in every engine. */
public enum TextRelation {
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS;

    boolean holds(String text, String other) {
        return switch (this) {
            case STARTS_WITH -> text.startsWith(other);
            case ENDS_WITH -> text.endsWith(other);
            case CONTAINS -> text.contains(other);
        };
    }
}
