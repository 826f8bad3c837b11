package io.embeddingops.api.schema;

import com.networknt.schema.JsonNodePath;
import java.util.regex.Pattern;

/** Field paths as in Kubernetes: {@code spec.server.env[0].name}, {@code spec.pod.labels[example.com/team]}. */
public final class FieldPath {

    static final String ROOT = "";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private FieldPath() {}

    static String of(JsonNodePath location) {
        var path = ROOT;
        for (var i = 0; i < location.getNameCount(); i++) {
            path = location.getElement(i) instanceof Integer index
                    ? item(path, index)
                    : field(path, location.getName(i));
        }
        return path;
    }

    /** The path of a field, or of an entry whose key is no plain name. */
    public static String field(String parent, String name) {
        if (!PLAIN.matcher(name).matches()) {
            return parent + "[" + name + "]";
        }
        return parent.isEmpty() ? name : parent + "." + name;
    }

    /** The path of an item of a list. */
    public static String item(String parent, int index) {
        return parent + "[" + index + "]";
    }
}
