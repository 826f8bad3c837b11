package io.embeddingops.plan.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, a000000, 32, 8",
        "255.255.255.255/32, ffffffff, 32, 32",
        "0.0.0.0/0, 0, 32, 0",
        "::/0, 0, 128, 0",
        "::1/128, 1, 128, 128",
        "2001:DB8::/64, 20010db8000000000000000000000000, 128, 64",
        "2001:db8::1:2/128, 20010db8000000000000000000010002, 128, 128",
        "1:2:3:4:5:6:7:8/128, 10002000300040005000600070008, 128, 128"
    })
    void readsRanges(String text, String address, int bits, int prefix) {
        assertThat(Cidr.of(text)).hasValueSatisfying(range -> {
            assertThat(range.address().toString(16)).isEqualTo(address.replaceFirst("^0+(?=.)", ""));
            assertThat(range.bits()).isEqualTo(bits);
            assertThat(range.prefix()).isEqualTo(prefix);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0/8",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "10.0.0.256/8",
                "010.0.0.0/8",
                "10.0.0.0/-1",
                "host/8",
                ":/64",
                ":::/64",
                "1::2::3/64",
                "1:2:3:4:5:6:7/64",
                "1:2:3:4:5:6:7:8:9/64",
                "1:2:3:4::5:6:7:8/64",
                "12345::/64",
                "::/129"
            })
    void refusesOtherText(String text) {
        assertThat(Cidr.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.0.0/16, true",
        "10.0.0.0/8, 10.0.0.0/8, false",
        "10.0.0.0/8, 11.0.0.0/16, false",
        "10.1.0.0/16, 10.0.0.0/8, false",
        "0.0.0.0/0, 10.0.0.0/8, true",
        "::/0, 10.0.0.0/8, false",
        "2001:db8::/32, 2001:db8:1::/48, true"
    })
    void aPartIsSmallerAndInside(String whole, String part, boolean wider) {
        assertThat(Cidr.of(whole).orElseThrow().isWiderThan(Cidr.of(part).orElseThrow()))
                .isEqualTo(wider);
    }
}
