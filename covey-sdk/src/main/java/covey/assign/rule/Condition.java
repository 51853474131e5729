package covey.assign.rule;

import java.util.List;
import java.util.Set;

/**
 * A condition over attributes. An attribute that is absent or of another type never satisfies a comparison: it is not an
 * error, and {@link Not} of it holds. Evaluation allocates nothing.
 */
public sealed interface Condition {
    /** Whether it holds for these attributes. */
    boolean holds(Attributes attributes);

    /** Holds for everyone. */
    record Everyone() implements Condition {
        @Override
        public boolean holds(Attributes attributes) {
            return true;
        }
    }

    /** Holds when all hold; for an empty list always. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Attributes attributes) {
            for (int i = 0; i < conditions.size(); i++) {
                if (!conditions.get(i).holds(attributes)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Holds when one holds; for an empty list never. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Attributes attributes) {
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i).holds(attributes)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Holds when the other does not. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Attributes attributes) {
            return !condition.holds(attributes);
        }
    }

    /** The attribute is known. */
    record Present(String attribute) implements Condition {
        @Override
        public boolean holds(Attributes attributes) {
            return attributes.attribute(attribute) != null;
        }
    }

    /** Equal text, equal truth value, or equal number whatever its Java type. */
    record Equal(String attribute, Object value) implements Condition {
        @Override
        public boolean holds(Attributes attributes) {
            Object found = attributes.attribute(attribute);
            if (value instanceof Number left && found instanceof Number right) {
                return left.doubleValue() == right.doubleValue();
            }
            return value.equals(found);
        }
    }

    /** The attribute is one of these texts. */
    record In(String attribute, Set<String> values) implements Condition {
        public In {
            values = Set.copyOf(values);
        }

        @Override
        public boolean holds(Attributes attributes) {
            return attributes.attribute(attribute) instanceof String found && values.contains(found);
        }
    }

    /** The attribute is text in this relation to another. */
    record Text(String attribute, TextRelation relation, String value) implements Condition {
        @Override
        public boolean holds(Attributes attributes) {
            return attributes.attribute(attribute) instanceof String found && relation.holds(found, value);
        }
    }

    /** The attribute is a number in this relation to another. */
    record Compare(String attribute, Relation relation, double value) implements Condition {
        @Override
        public boolean holds(Attributes attributes) {
            return attributes.attribute(attribute) instanceof Number found
                    && !Double.isNaN(found.doubleValue())
                    && relation.holds(Double.compare(found.doubleValue(), value));
        }
    }

    /** The attribute is a semantic version in this relation to another; v3 and 3.0 count as 3.0.0, on either side. */
    record Version(String attribute, Relation relation, String value) implements Condition {
        public Version {
            String completed = SemanticVersion.completed(value);
            if (completed == null) {
                throw new IllegalArgumentException(
                        "'" + value + "' is not a semantic version: write major.minor.patch, as in 2.10.0");
            }
            value = completed;
        }

        @Override
        public boolean holds(Attributes attributes) {
            String found =
                    attributes.attribute(attribute) instanceof String text ? SemanticVersion.completed(text) : null;
            return found != null && relation.holds(SemanticVersion.compare(found, value));
        }
    }
}
