package covey.assign.hash;

/** Room to compute digests without allocation, and the last three that were computed together. Not thread-safe. */
public final class Digests {
    private final Md5 one = new Md5();
    private final ShortText text = new ShortText();
    private final ThreeBlocks three = new ThreeBlocks();
    private long first;
    private long second;
    private long third;

    Digests() {}

    long digest(Md5 prefix, String unit) {
        return text.take(unit) ? taken(prefix, unit) : whole(prefix, unit);
    }

    private long taken(Md5 prefix, String unit) {
        return text.fits(prefix.length()) ? one.only(prefix, text) : whole(prefix, unit);
    }

    private long whole(Md5 prefix, String unit) {
        return one.resume(prefix).append(unit).finish();
    }

    Digests all(String unit, Md5 x, Md5 y, Md5 z) {
        int longest = Math.max(x.length(), Math.max(y.length(), z.length()));
        if (text.take(unit) && text.fits(longest)) {
            x.before(text, three.x);
            y.before(text, three.y);
            z.before(text, three.z);
            three.compress();
            first = three.digest(0);
            second = three.digest(1);
            third = three.digest(2);
        } else {
            first = whole(x, unit);
            second = whole(y, unit);
            third = whole(z, unit);
        }
        return this;
    }

    /** Of the first salt. */
    public long first() {
        return first;
    }

    /** Of the second salt. */
    public long second() {
        return second;
    }

    /** Of the third salt. */
    public long third() {
        return third;
    }
}
