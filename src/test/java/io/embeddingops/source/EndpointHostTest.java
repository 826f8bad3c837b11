package io.embeddingops.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointHostTest {

    @ParameterizedTest
    @CsvSource({
        "https://s3.amazonaws.com, s3.amazonaws.com",
        "https://S3.Example.com/, s3.example.com",
        "https://s3.example.com:443, s3.example.com",
        "http://s3.example.com:80/, s3.example.com",
        "http://s3.example.com:443, s3.example.com:443",
        "https://s3.example.com:9000, s3.example.com:9000",
        "http://[::1]:9000, ::1:9000",
    })
    void isTheHostWithItsPortUnlessThatIsTheDefault(String url, String host) {
        assertThat(EndpointHost.of(url)).isEqualTo(host);
    }
}
