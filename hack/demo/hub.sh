# shellcheck shell=bash disable=SC2034,SC2153
# Sourced by hack/demo.sh: a hub like Hugging Face's on this machine, from which models are downloaded.

DEMO_REPO=acme/demo-embedding

# start_hub DIRECTORY ADDRESS MILLISECONDS: serves the models DIRECTORY/ORG/NAME, with that pause before each 64 KiB; sets HUB
start_hub() {
  mkdir -p "$RUN/hub/classes"
  "${JAVA%java}javac" -d "$RUN/hub/classes" src/test/java/io/embeddingops/hub/*.java
  spawn hub "$JAVA" -Xmx128m -cp "$RUN/hub/classes" io.embeddingops.hub.Hub --models "$1" --address "$2" --cdn-host "$2" --pause-millis "$3"
  wait_for 30 hub "its address" grep -qs '^http' "$RUN/logs/hub.log"
  HUB=$(grep -m 1 '^http' "$RUN/logs/hub.log")
}

# The nodes of this demo are simulated and run no container, so its download runs here.
show_download() {
  local model=$RUN/hub/models/$DEMO_REPO
  mkdir -p "$model"
  echo '{"model_type": "qwen3"}' > "$model/config.json"
  head -c 100000000 /dev/urandom > "$model/model.safetensors"
  start_hub "$RUN/hub/models" 127.0.0.1 60
  heading "a download, as the init container of a service with a Hugging Face source runs it: here from a slow hub on this machine"
  echo "    embedding-operator fetch hf://$DEMO_REPO --endpoint $HUB --allow-local-addresses --to $RUN/hub/cache"
  "$JAVA" -jar $JAR fetch "hf://$DEMO_REPO" --endpoint "$HUB" --allow-local-addresses --to "$RUN/hub/cache"
  heading "the same again: the model is complete, so nothing is downloaded"
  "$JAVA" -jar $JAR fetch "hf://$DEMO_REPO" --endpoint "$HUB" --allow-local-addresses --to "$RUN/hub/cache"
  echo
  "$JAVA" -jar $JAR cache ls "$RUN/hub/cache"
  stop hub
}
