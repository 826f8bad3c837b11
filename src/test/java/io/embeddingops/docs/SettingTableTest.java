package io.embeddingops.docs;

import io.embeddingops.config.Setting;
import io.embeddingops.config.Settings;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingTableTest {

    @Test
    void theOperationsGuideListsAllSettings() {
        var table = Settings.all().stream()
                .map(SettingTableTest::row)
                .collect(Collectors.joining(
                        "\n", "| flag and environment variable | default | what it does |\n| --- | --- | --- |\n", ""));
        new GeneratedSection(Path.of("docs", "operations.md"), "settings").mustBe(table);
    }

    private static String row(Setting<?> setting) {
        var value = setting.fallback().isEmpty() ? "empty" : "`" + setting.fallback() + "`";
        return "| `" + setting.flag() + "`<br>`" + setting.variable() + "` | " + value + " | "
                + setting.documentation().replace("|", "\\|") + " |";
    }
}
