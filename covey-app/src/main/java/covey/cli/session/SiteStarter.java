package covey.cli.session;

import covey.study.Workspace;
import java.io.IOException;
import java.net.URI;

/** Starts the pages on this machine; given by the wiring, so that the command line does not know the web server. */
@FunctionalInterface
public interface SiteStarter {
    /** A running site. */
    interface Site extends AutoCloseable {
        /** Where it listens. */
        URI address();

        @Override
        void close();
    }

    /**
     * Starts serving.
     *
     * @param workspace the project to serve
     * @param port port on 127.0.0.1; 0 for any free one
     * @throws IOException when the port cannot be had
     */
    Site start(Workspace workspace, int port) throws IOException;
}
