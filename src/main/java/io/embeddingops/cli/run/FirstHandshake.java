package io.embeddingops.cli.run;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * The first words of a TLS connection, said to nobody. To find them takes a tenth of a start, for the JVM computes tables
 * of elliptic curves, and it can be done while the command line is read. Nothing is sent.
 */
public final class FirstHandshake {

    private FirstHandshake() {}

    /** On a thread of its own. Where it fails, the connection will fail as well, and that is told. */
    public static void rehearse() {
        var thread = new Thread(new FutureTask<>(FirstHandshake::hello), "first-handshake");
        thread.setDaemon(true);
        thread.start();
    }

    /** A ClientHello, as a TLS record. */
    static ByteBuffer hello() throws GeneralSecurityException, SSLException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[0], null);
        var engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        return record.flip();
    }
}
