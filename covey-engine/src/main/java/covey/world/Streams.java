package covey.world;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Independent random streams, one per kind of thing and number: no draw depends on the order of work. */
final class Streams {
    /** Kinds of things that have streams of their own. */
    enum Kind {
        TRAITS(1),
        CATALOGUE(2),
        FOLLOWS(3),
        HISTORY(4),
        PUSHES(5),
        LEARNING(6),
        EARLIER(7),
        OFFLINE(8),
        COMMUNITIES(9),
        LABELS(10);

        private final long number;

        Kind(long number) {
            this.number = number;
        }
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final RandomGeneratorFactory<RandomGenerator> factory = RandomGeneratorFactory.of("L64X128MixRandom");
    private final long seed;

    Streams(long seed) {
        this.seed = seed;
    }

    /** A fresh generator for one thing. */
    RandomGenerator of(Kind kind, int index) {
        return factory.create(mix(mix(seed + GOLDEN * kind.number) + GOLDEN * (index + 1L)));
    }

    /**
     * A fixed number in [0, 1) for a user and a purpose, such as the assignment of an experiment: the same whatever else
     * is drawn, and independent between purposes.
     */
    double hashed(long purpose, int user) {
        return (mix(mix(seed ^ purpose) + GOLDEN * (user + 1L)) >>> 11) * 0x1.0p-53;
    }

    /** Number of a purpose by name. */
    static long purpose(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
