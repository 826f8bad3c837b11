package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.schema.BundledCrd;
import io.embeddingops.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCommandLineTest {

    @Test
    void documentsCommandsAndExitCodes() {
        var help = CommandLineRun.of("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains(
                        "  run ",
                        "  render ",
                        "  verify ",
                        "  reembed ",
                        "  cache ",
                        "  ready ",
                        "  crds ",
                        "Exit codes:",
                        "   0 ",
                        "   1 ",
                        "   2 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "render", "verify", "reembed", "cache", "ready", "crds"})
    void documentsTheExitCodesOfEachCommand(String command) {
        assertThat(CommandLineRun.of(command, "--help").out()).contains("Exit codes:", "   0 ", "   1 ", "   2 ");
    }

    @Test
    void documentsEverySettingWithDefaultAndVariable() {
        var help = CommandLineRun.of("run", "--help").out();

        assertThat(Settings.all())
                .allSatisfy(setting -> assertThat(help).contains(setting.flag() + "=", setting.variable()));
        assertThat(help).contains("Default: lmsysorg/sglang:v0.5.23.", "Default: 8080.");
    }

    @Test
    void printsItsVersion() {
        assertThat(CommandLineRun.of("--version").out()).startsWith("embedding-operator " + Version.current());
    }

    @Test
    void printsTheBundledCrd() {
        var crds = CommandLineRun.of("crds");

        assertThat(crds.exitCode()).isZero();
        assertThat(crds.out()).isEqualTo(BundledCrd.text()).contains("kind: CustomResourceDefinition");
        assertThat(crds.err()).isEmpty();
    }

    @Test
    void runIsTheDefaultCommand() {
        assertThat(CommandLineRun.with(Map.of("EMBEDDING_OPERATOR_LOG_LEVEL", "loud"), ""))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).startsWith("EMBEDDING_OPERATOR_LOG_LEVEL=\"loud\""));
        assertThat(CommandLineRun.of("--log-level", "loud").err()).startsWith("--log-level=\"loud\"");
    }

    @Test
    void suggestsTheClosestOption() {
        var run = CommandLineRun.of("run", "--gpu-imag=x");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("--gpu-imag=x", "--gpu-image", "Try: embedding-operator run --help");
    }

    @Test
    void refusesAnUnknownCommand() {
        var run = CommandLineRun.of("rendr");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("rendr", "render");
    }

    @Test
    void optionsWithoutACommandAreThoseOfRun() {
        var run = CommandLineRun.of("--log-level", "loud");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--log-level").contains("loud");
        assertThat(CommandLineRun.of("--version").exitCode()).isZero();
    }
}
