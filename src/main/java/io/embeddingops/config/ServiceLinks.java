package io.embeddingops.config;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Recognizes the variables that Kubernetes sets in every pod for each Service of its namespace. The variables of a
 * Service named embedding-operator have the prefix of the settings, and must be neither read nor reported as typos.
 */
final class ServiceLinks {

    private static final String HOST = "_SERVICE_HOST";
    private static final Pattern SUFFIX =
            Pattern.compile("_SERVICE_HOST|_SERVICE_PORT(_.+)?|_PORT|_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

    private final Map<String, String> environment;

    ServiceLinks(Map<String, String> environment) {
        this.environment = environment;
    }

    boolean contain(String variable) {
        return environment.keySet().stream()
                .filter(host -> host.endsWith(HOST))
                .map(host -> host.substring(0, host.length() - HOST.length()))
                .filter(variable::startsWith)
                .anyMatch(service -> isLink(variable, variable.substring(service.length())));
    }

    private boolean isLink(String variable, String suffix) {
        return SUFFIX.matcher(suffix).matches()
                && (!suffix.equals("_PORT") || environment.get(variable).contains("://"));
    }
}
