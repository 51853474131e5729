package covey.warehouse.dialect;

/** What the numbers of a type can be, which decides how they are summed and whether a value must be checked. */
public enum NumberKind {
    /** Integer or decimal, always finite; sums are exact. */
    EXACT,
    /** Decimal whose sums are exact, but which may hold NaN or infinity. */
    EXACT_OR_NAN,
    /** Floating point: may be NaN or infinite. */
    FLOATING
}
