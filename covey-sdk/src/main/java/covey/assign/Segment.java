package covey.assign;

import covey.assign.rule.Condition;

/** Units that are given an arm whatever their bucket, as colleagues who look at a change before it is tried. */
public record Segment(Condition who, String arm) {}
