package io.embeddingops.plan.bounds;

/** Full repository names, which are compared with the allowed prefixes. */
public final class Repository {

    private static final String HUB = "docker.io";

    private Repository() {}

    /**
     * Registry and repository of an image, without tag and digest. As in container runtimes, a name without a registry
     * belongs to Docker Hub: {@code lmsysorg/sglang:v1} is {@code docker.io/lmsysorg/sglang}.
     */
    public static String of(String image) {
        var name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        var colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        var untagged = colon < 0 ? name : name.substring(0, colon);
        return untagged.contains("/") ? full(untagged) : HUB + "/library/" + untagged;
    }

    /** The full name of a registry, a repository or a prefix of a repository, given without a tag. */
    static String prefix(String name) {
        return name.contains("/") ? full(name) : registry(name);
    }

    /** Whether the first segment of a name is a registry rather than part of a repository. */
    public static boolean isRegistry(String word) {
        return word.contains(".") || word.contains(":") || word.equals("localhost");
    }

    private static String full(String name) {
        var first = name.substring(0, name.indexOf('/'));
        return isRegistry(first) ? registry(first) + name.substring(first.length()) : HUB + "/" + name;
    }

    private static String registry(String host) {
        return host.equals("index.docker.io") ? HUB : host;
    }
}
