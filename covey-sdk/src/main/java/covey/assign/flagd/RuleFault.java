package covey.assign.flagd;

/** A rule that cannot be evaluated: flagd logs it and the operator gives null. */
final class RuleFault extends IllegalArgumentException {
    RuleFault(String message) {
        super(message);
    }
}
