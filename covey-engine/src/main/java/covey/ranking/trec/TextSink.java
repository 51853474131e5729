package covey.ranking.trec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes to be printed, gathered. */
final class TextSink {
    private byte[] bytes;
    private int length;

    TextSink(int capacity) {
        bytes = new byte[capacity];
    }

    void put(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    void bytes(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    /** A whole number, zero or more. */
    void number(long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        number(value, digits);
    }

    /** Its last digits, zeros in front. */
    void number(long value, int digits) {
        room(digits);
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** What was gathered. */
    byte[] taken() {
        return Arrays.copyOf(bytes, length);
    }

    int length() {
        return length;
    }

    void writeTo(OutputStream stream) throws IOException {
        stream.write(bytes, 0, length);
        length = 0;
    }
}
