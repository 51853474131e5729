package covey.assign.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketingTest {
    /** Reference: java.security.MessageDigest over the UTF-8 bytes, exact. */
    private static long reference(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (digest[i] & 0xff);
        }
        return value;
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 200})
    void everyLengthOfSaltAndUnitAgreesWithTheReference(int length) throws NoSuchAlgorithmException {
        RandomGenerator random = random(length);
        for (int unit = 0; unit < 140; unit++) {
            String salt = text(random, length);
            String id = text(random, unit);
            assertThat(Bucketing.of(salt).digest(id)).isEqualTo(reference(salt + ":" + id));
        }
    }

    /** Plain ids whose block is full, overfull or not, and others; behind salts of every alignment. */
    @Test
    void threeDigestsTogetherAreTheThreeOneByOne() throws NoSuchAlgorithmException {
        RandomGenerator random = random(20);
        for (int i = 0; i < 20_000; i++) {
            String[] salts = {
                "s".repeat(random.nextInt(62)), text(random, random.nextInt(9)), "layer_" + random.nextInt(1_000_000)
            };
            String unit = i % 4 == 0 ? text(random, random.nextInt(60)) : "u".repeat(random.nextInt(60));
            Digests together =
                    Bucketing.digests(unit, Bucketing.of(salts[0]), Bucketing.of(salts[1]), Bucketing.of(salts[2]));
            assertThat(new long[] {together.first(), together.second(), together.third()})
                    .containsExactly(
                            reference(salts[0] + ":" + unit),
                            reference(salts[1] + ":" + unit),
                            reference(salts[2] + ":" + unit));
        }
    }

    /** One to four bytes a character, and surrogates that stand alone. */
    private static String text(RandomGenerator random, int length) {
        String alphabet = "aZ9-_ üßéЖ中\uFFFD😀\uD800\uDC00";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Computed with Python 3 hashlib.md5, 2026-11-25: int(hexdigest[:8], 16) * 1000000 >> 32, and [8:16]. */
    @ParameterizedTest
    @CsvSource({"new_ranker,u1,952006,287371", "new_ranker,üser,21780,503436", "interests,😀,665238,811472"})
    void bucketsAreThoseOfPlainMd5(String salt, String unit, int entry, int arm) {
        long digest = Bucketing.of(salt).digest(unit);
        assertThat(Bucketing.entryBucket(digest)).isEqualTo(entry);
        assertThat(Bucketing.armBucket(digest)).isEqualTo(arm);
    }

    @Test
    void textOutsideAsciiIsBytesOfUtf8AndNotUnitsOfUtf16() throws NoSuchAlgorithmException {
        byte[] units = "s:ü".getBytes(StandardCharsets.UTF_16BE);
        byte[] digest = MessageDigest.getInstance("MD5").digest(units);
        long utf16 = java.nio.ByteBuffer.wrap(digest).getLong();
        assertThat(Bucketing.of("s").digest("ü")).isEqualTo(reference("s:ü")).isNotEqualTo(utf16);
    }

    /** Chi-square over 1,000 cells, sequential ids; the band is the .0005 to .9995 quantile of chi-square with 999 df. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "new_ranker", "new_ranker2", "layer:1"})
    void sequentialIdsFillBothBucketsEvenly(String salt) {
        Bucketing bucketing = Bucketing.of(salt);
        int[] entry = new int[1000];
        int[] arm = new int[1000];
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            long digest = bucketing.digest(Integer.toString(i));
            entry[Bucketing.entryBucket(digest) / 1000]++;
            arm[Bucketing.armBucket(digest) / 1000]++;
        }
        assertThat(chiSquare(entry, n)).isBetween(855.0, 1156.0);
        assertThat(chiSquare(arm, n)).isBetween(855.0, 1156.0);
    }

    private static double chiSquare(int[] counts, int n) {
        double expected = (double) n / counts.length;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    /** Joint cells of 20 x 20 of every pair of places of five salts that differ by a character; 399 df, .0001 tails. */
    @Test
    void placesUnderDifferentSaltsAndEntryAndArmAreIndependent() {
        String[] salts = {"exp1", "exp2", "exp3", "1exp", "expl"};
        int n = 100_000;
        int[][] places = new int[2 * salts.length][n];
        for (int s = 0; s < salts.length; s++) {
            Bucketing bucketing = Bucketing.of(salts[s]);
            for (int i = 0; i < n; i++) {
                long digest = bucketing.digest("user-" + i);
                places[2 * s][i] = Bucketing.entryBucket(digest);
                places[2 * s + 1][i] = Bucketing.armBucket(digest);
            }
        }
        for (int left = 0; left < places.length; left++) {
            for (int right = 0; right < left; right++) {
                int[] joint = new int[400];
                for (int i = 0; i < n; i++) {
                    joint[places[left][i] / 50_000 * 20 + places[right][i] / 50_000]++;
                }
                assertThat(chiSquare(joint, n)).as(left + " and " + right).isBetween(298.0, 515.0);
                assertThat(correlation(places[left], places[right])).isCloseTo(0, within(0.014));
            }
        }
    }

    private static double correlation(int[] left, int[] right) {
        double sum = 0;
        double variance = 1e12 / 12;
        for (int i = 0; i < left.length; i++) {
            sum += (left[i] - 499_999.5) * (right[i] - 499_999.5);
        }
        return sum / left.length / variance;
    }

    /** Salting by concatenation without a separator would join "a" + "bc" and "ab" + "c"; the colon keeps them apart. */
    @Test
    void saltAndUnitDoNotRunTogether() {
        assertThat(Bucketing.of("a").digest("bc"))
                .isNotEqualTo(Bucketing.of("ab").digest("c"));
    }

    /** The shared hashing cases murmur3-x86-32, computed by an implementation that reproduces the published vectors; exact. */
    @Test
    void murmurAgreesWithPublishedVectors() {
        byte[] ones = {-1, -1, -1, -1};
        assertThat(Murmur3.hash(ones, 0)).isEqualTo(1_982_413_648);
        assertThat(Murmur3.hash(new byte[0], -1) & 0xffffffffL).isEqualTo(2_180_083_513L);
        assertThat(Murmur3.hash("", 0)).isZero();
    }
}
