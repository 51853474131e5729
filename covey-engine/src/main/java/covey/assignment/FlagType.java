package covey.assignment;

import covey.assignment.StudyAssignment.ArmShare;
import covey.method.SpecificationException;
import java.util.List;
import java.util.Map;

/** Type of a flag's values, which every client names when it asks. */
enum FlagType {
    TEXT("text"),
    NUMBER("a number"),
    TRUTH("a truth value"),
    OBJECT("an object");

    private final String words;

    FlagType(String words) {
        this.words = words;
    }

    private static FlagType of(Object value) {
        return switch (value) {
            case Boolean _ -> TRUTH;
            case Number _ -> NUMBER;
            case Map<?, ?> _ -> OBJECT;
            default -> TEXT;
        };
    }

    /**
     * Refuses arms of several types: whatever type a client asked for, some of its units would get an error.
     *
     * @throws SpecificationException when there are several
     */
    static void check(StudyAssignment study) {
        List<ArmShare> arms = study.arms();
        ArmShare first = arms.getFirst();
        for (ArmShare arm : arms) {
            if (of(arm.served()) != of(first.served())) {
                throw new SpecificationException(
                        study.location(),
                        "the flag of study '" + study.study() + "' has values of several types: arm '" + first.arm()
                                + "' serves " + described(first) + ", arm '" + arm.arm() + "' " + described(arm),
                        "give every arm a value of one type, such as value: false and value: true");
            }
        }
    }

    private static String described(ArmShare arm) {
        return of(arm.served()).words + " (" + arm.served() + ")";
    }
}
