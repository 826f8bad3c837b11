package io.embeddingops.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstHandshakeTest {

    private static final byte HANDSHAKE = 22;
    private static final byte CLIENT_HELLO = 1;
    private static final int HEADER_LENGTH = 5;

    /** With all that is computed for it, or there is nothing won. */
    @Test
    void aWholeClientHelloIsMade() throws Exception {
        var hello = FirstHandshake.hello();

        assertThat(hello.get(0)).isEqualTo(HANDSHAKE);
        assertThat(hello.getShort(3)).isEqualTo((short) (hello.remaining() - HEADER_LENGTH));
        assertThat(hello.get(HEADER_LENGTH)).isEqualTo(CLIENT_HELLO);
    }
}
