package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    @Test
    void seconds() {
        assertThat(RetryAfter.parse("120")).contains(Duration.ofMinutes(2));
    }

    @Test
    void date() {
        var now = ZonedDateTime.now(ZoneOffset.UTC);
        assertThat(RetryAfter.parse(DateTimeFormatter.RFC_1123_DATE_TIME.format(now.plusMinutes(2))))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(110), Duration.ofMinutes(2)));
        assertThat(RetryAfter.parse(DateTimeFormatter.RFC_1123_DATE_TIME.format(now.minusDays(1))))
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "12345678901234567890", "1.5"})
    void anythingElseIsIgnored(String text) {
        assertThat(RetryAfter.parse(text)).isEmpty();
    }
}
