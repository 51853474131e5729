package covey.ranking.trec;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A file that may be read more than once, whole or in parts that begin with a topic; gzip is unpacked. */
final class TrecFile {
    private static final long WORTH_SPLITTING = 1 << 22;

    private final Path path;
    private final boolean packed;

    TrecFile(Path path) throws IOException {
        this.path = path;
        byte[] magic = new byte[2];
        try (InputStream stream = Files.newInputStream(path)) {
            packed = stream.readNBytes(magic, 0, 2) == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        }
    }

    InputStream open() throws IOException {
        if (packed) {
            return new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16), 1 << 16);
        }
        return open(0, Long.MAX_VALUE);
    }

    /** The bytes from one offset to another. */
    InputStream open(long from, long to) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        channel.position(from);
        return new Part(Channels.newInputStream(channel), to - from);
    }

    /** Offsets of up to {@code parts} parts, each beginning where a topic does; the last is the end. */
    List<Long> parts(int parts) throws IOException {
        long size = Files.size(path);
        List<Long> offsets = new ArrayList<>(List.of(0L));
        if (!packed && size >= WORTH_SPLITTING) {
            for (int i = 1; i < parts; i++) {
                long offset = topicBehind(size / parts * i);
                if (offset > offsets.getLast() && offset < size) {
                    offsets.add(offset);
                }
            }
        }
        offsets.add(packed ? Long.MAX_VALUE : size);
        return offsets;
    }

    /** Where the first topic begins that begins behind an offset. */
    private long topicBehind(long offset) throws IOException {
        try (InputStream stream = open(offset, Long.MAX_VALUE)) {
            Fields line = new Fields(stream, 1);
            if (!line.nextLine()) {
                return Long.MAX_VALUE;
            }
            byte[] topic = null;
            long before = line.consumed();
            while (line.nextLine()) {
                if (line.split() > 0) {
                    byte[] here = java.util.Arrays.copyOfRange(line.bytes(), line.from(0), line.to(0));
                    if (topic != null && !java.util.Arrays.equals(topic, here)) {
                        return offset + before;
                    }
                    topic = here;
                }
                before = line.consumed();
            }
            return Long.MAX_VALUE;
        }
    }

    /** The first bytes of a stream. */
    private static final class Part extends InputStream {
        private final InputStream stream;
        private long left;

        Part(InputStream stream, long length) {
            this.stream = stream;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = stream.read(target, from, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
