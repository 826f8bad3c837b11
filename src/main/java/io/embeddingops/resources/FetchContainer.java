package io.embeddingops.resources;

import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.FetchDefaults;
import io.embeddingops.plan.FetchVolume;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The init container that downloads the model, with the operator's own image. */
public final class FetchContainer {

    /** Name of the container. */
    public static final String NAME = "fetch";

    /** Where the kubelet reads what the container reports at its end. */
    private static final String RESULT = "/dev/termination-log";

    /** User and group of the operator's image. */
    static final long USER = 65532;

    private static final long ROOT = 0;

    /** The last one that the JVM reads, so that it overrides the image's options, which are for the operator itself. */
    private static final String JVM_OPTIONS = "_JAVA_OPTIONS";

    /** A small heap without the archive of classes, which needs a larger one, and the compiler that doubles the speed. */
    private static final String OPTIONS = "-Xmx64m -XX:TieredStopAtLevel=4 -Xshare:off";

    private FetchContainer() {}

    static Container of(Plan plan, DownloadPlan download) {
        var options = new EnvVar();
        options.setName(JVM_OPTIONS);
        options.setValue(OPTIONS);
        var container = new Container();
        container.setName(NAME);
        container.setImage(download.image().orElse(""));
        container.setArgs(arguments(plan, download));
        container.setEnv(List.of(options));
        container.setResources(resources());
        container.setVolumeMounts(FetchVolumes.mounts(download));
        container.setSecurityContext(security(plan));
        return container;
    }

    private static List<String> arguments(Plan plan, DownloadPlan download) {
        var words = new ArrayList<>(List.of("fetch", download.location().text()));
        add(words, "--to", FetchVolume.CACHE.path());
        add(words, "--result", RESULT);
        add(words, "--progress-port", String.valueOf(plan.port()));
        if (!download.endpoint().equals(FetchDefaults.AMAZON)) {
            add(words, "--endpoint", download.endpoint());
        }
        download.region().ifPresent(region -> add(words, "--region", region));
        download.selection().include().forEach(pattern -> add(words, "--include", pattern));
        download.selection().exclude().forEach(pattern -> add(words, "--exclude", pattern));
        download.token().ifPresent(key -> add(words, "--token-file", FetchVolumes.TOKEN_FILE));
        download.credentials().ifPresent(secret -> add(words, "--credentials-dir", FetchVolume.CREDENTIALS.path()));
        add(words, "--ca-file", FetchVolume.SETTINGS.path() + "/" + ModelConfigMap.CA);
        download.ca().ifPresent(key -> add(words, "--ca-file", FetchVolumes.CA_FILE));
        download.proxy().ifPresent(proxy -> add(words, "--proxy", proxy));
        if (download.localAddresses()) {
            words.add("--allow-local-addresses");
        }
        add(words, "--pin-file", FetchVolume.SETTINGS.path() + "/" + ModelConfigMap.REVISION);
        add(words, "--used-by", plan.namespace() + "/" + plan.name());
        return words;
    }

    /** In one word, so that a value that starts with a dash is no flag; the kubelet would expand {@code $(NAME)}. */
    private static void add(List<String> words, String flag, String value) {
        words.add(flag + "=" + value.replace("$", "$$"));
    }

    private static ResourceRequirements resources() {
        var resources = new ResourceRequirements();
        resources.setRequests(new TreeMap<>(Map.of("cpu", new Quantity("100m"), "memory", new Quantity("160Mi"))));
        resources.setLimits(new TreeMap<>(Map.of("memory", new Quantity("320Mi"))));
        return resources;
    }

    /** The user is that of the image, or of the pod unless that is root. */
    private static SecurityContext security(Plan plan) {
        var user = plan.pod().securityContext().getRunAsUser();
        var capabilities = new Capabilities();
        capabilities.setDrop(List.of("ALL"));
        var context = new SecurityContext();
        context.setAllowPrivilegeEscalation(false);
        context.setCapabilities(capabilities);
        context.setReadOnlyRootFilesystem(true);
        context.setRunAsNonRoot(true);
        context.setRunAsUser(user != null && user == ROOT ? USER : null);
        return context;
    }
}
