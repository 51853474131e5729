package covey.assign.rule;

import org.jspecify.annotations.Nullable;

/**
 * Order of semantic versions (semver.org 2.0.0, clause 11): numbers compare as numbers of any length, a pre-release comes
 * before its release, build metadata does not count. Comparing allocates nothing.
 */
public final class SemanticVersion {
    private SemanticVersion() {}

    /** Whether the text has the form major.minor.patch, with an optional pre-release and build. */
    public static boolean isValid(String version) {
        int plus = end(version, '+', version.length());
        int core = end(version, '-', plus);
        int parts = 0;
        for (int from = 0; from <= core; parts++) {
            int to = end(version, from, core);
            boolean padded = to - from > 1 && version.charAt(from) == '0';
            if (to == from || padded || !digits(version, from, to)) {
                return false;
            }
            from = to + 1;
        }
        return parts == 3
                && (core == plus || identifiers(version, core + 1, plus))
                && (plus == version.length() || identifiers(version, plus + 1, version.length()));
    }

    /** The version with a leading v left out and a missing minor or patch as 0; null when it is no version even so. */
    public static @Nullable String completed(String version) {
        if (isValid(version)) {
            return version;
        }
        String full = (version.startsWith("v") || version.startsWith("V")) ? version.substring(1) : version;
        for (int i = 0; i < 2 && !isValid(full); i++) {
            full += ".0";
        }
        return isValid(full) ? full : null;
    }

    private static boolean identifiers(String text, int start, int limit) {
        int from = start;
        while (from <= limit) {
            int to = end(text, from, limit);
            if (to == from) {
                return false;
            }
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-')) {
                    return false;
                }
            }
            from = to + 1;
        }
        return true;
    }

    /** Negative, zero or positive; both must be valid. */
    public static int compare(String left, String right) {
        int leftEnd = end(left, '+', left.length());
        int rightEnd = end(right, '+', right.length());
        int leftCore = end(left, '-', leftEnd);
        int rightCore = end(right, '-', rightEnd);
        int core = compareDotted(left, 0, leftCore, right, 0, rightCore);
        if (core != 0) {
            return core;
        }
        boolean leftRelease = leftCore == leftEnd;
        boolean rightRelease = rightCore == rightEnd;
        if (leftRelease || rightRelease) {
            return Boolean.compare(leftRelease, rightRelease);
        }
        return compareDotted(left, leftCore + 1, leftEnd, right, rightCore + 1, rightEnd);
    }

    private static int end(String text, char mark, int limit) {
        int at = text.indexOf(mark);
        return at < 0 || at > limit ? limit : at;
    }

    private static int compareDotted(
            String left, int leftFrom, int leftEnd, String right, int rightFrom, int rightEnd) {
        int i = leftFrom;
        int j = rightFrom;
        while (i < leftEnd && j < rightEnd) {
            int iEnd = end(left, i, leftEnd);
            int jEnd = end(right, j, rightEnd);
            int compared = compareIdentifier(left, i, iEnd, right, j, jEnd);
            if (compared != 0) {
                return compared;
            }
            i = iEnd + 1;
            j = jEnd + 1;
        }
        return Boolean.compare(i < leftEnd, j < rightEnd);
    }

    private static int end(String text, int from, int limit) {
        int at = from;
        while (at < limit && text.charAt(at) != '.') {
            at++;
        }
        return at;
    }

    private static int compareIdentifier(String left, int i, int iEnd, String right, int j, int jEnd) {
        boolean leftNumber = digits(left, i, iEnd);
        boolean rightNumber = digits(right, j, jEnd);
        if (leftNumber != rightNumber) {
            return leftNumber ? -1 : 1;
        }
        if (leftNumber && iEnd - i != jEnd - j) {
            return Integer.compare(iEnd - i, jEnd - j);
        }
        for (int k = 0; i + k < iEnd && j + k < jEnd; k++) {
            int compared = Character.compare(left.charAt(i + k), right.charAt(j + k));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(iEnd - i, jEnd - j);
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
