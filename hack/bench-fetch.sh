#!/usr/bin/env bash
# Measures 'embedding-operator fetch' beside curl with parallel ranges and sha256sum, from a hub on this machine. SIZE: MiB (2048). ROUNDS: 2.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$HACK/.."

SIZE=${SIZE:-2048}
ROUNDS=${ROUNDS:-2}
PARTS=8
# As the init container sets them: the operator's own options would leave SHA-256 and TLS to the JVM's first compiler, at a tenth of the speed.
POD_OPTIONS="-Xmx64m -XX:TieredStopAtLevel=4 -Xshare:off"
case $SIZE$ROUNDS in *[!0-9]* | '') die "SIZE and ROUNDS must be whole numbers" ;; esac
[ "$(uname -s)" = Linux ] || die "requires Linux"
command -v curl >/dev/null || die "requires curl"

JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
JAR=target/embedding-operator.jar
work=$(mktemp -d "${TMPDIR:-/tmp}/bench-fetch.XXXXXX")
hub=""
clean_up() {
  if [ -n "$hub" ]; then kill "$hub" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

if [ ! -f $JAR ] || [ -n "$(find src/main pom.xml -newer $JAR -print -quit)" ]; then
  log "building $JAR"
  mvn -B -ntp -q -DskipTests package
fi
log "making a model of $SIZE MiB"
mkdir -p "$work/models/bench/model" "$work/hub"
head -c "$((SIZE * 1048576))" /dev/urandom > "$work/models/bench/model/model.safetensors"
echo '{}' > "$work/models/bench/model/config.json"
"${JAVA}c" -d "$work/hub" src/test/java/io/embeddingops/hub/*.java
"$JAVA" -XX:+UseSerialGC -Xmx128m -cp "$work/hub" io.embeddingops.hub.Hub --models "$work/models" > "$work/endpoint" &
hub=$!
until [ -s "$work/endpoint" ]; do sleep 0.1; done
endpoint=$(cat "$work/endpoint")
curl -fsS "$endpoint/api/models/bench/model/tree/main" > /dev/null   # the hub computes digests once
bytes=$((SIZE * 1048576))
digest=$(curl -fsSI "$endpoint/bench/model/resolve/main/model.safetensors" | tr -d '\r"' | sed -n 's/^x-linked-etag: //Ip')

# measure NAME COMMAND...: prints a row with seconds, MiB/s, CPU seconds and the largest resident memory
measure() {
  local name=$1 begin end; shift
  sync
  begin=$(date +%s.%N)
  python3 - "$@" > "$work/usage" <<'P' || die "$name failed: $(cat "$work/log")"
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{usage.ru_utime + usage.ru_stime:.1f} {usage.ru_maxrss // 1024}")
sys.exit(code)
P
  end=$(date +%s.%N)
  read -r cpu resident < "$work/usage"
  seconds=$(echo "$end $begin" | awk '{printf "%.2f", $1 - $2}')
  printf '| %s | %s | %s | %s | %s |\n' "$name" "$seconds" "$(echo "$SIZE $seconds" | awk '{printf "%.0f", $1 / $2}')" "$cpu" "$resident"
}

cat > "$work/curl.sh" <<C
set -e
rm -f $work/part.* $work/whole
part=\$(($bytes / $PARTS))
for i in \$(seq 0 $((PARTS - 1))); do
  end=\$(((i + 1) * part - 1)); if [ \$i = $((PARTS - 1)) ]; then end=; fi
  curl -fsSL -r \$((i * part))-\$end -o $work/part.\$i $endpoint/bench/model/resolve/main/model.safetensors &
done
wait
cat $work/part.* | sha256sum | grep -q '^$digest '
C

fetch() {
  rm -rf "$work/cache"
  measure "fetch" env _JAVA_OPTIONS="$POD_OPTIONS" "$JAVA" @hack/jvm.options -jar $JAR fetch hf://bench/model --to "$work/cache" --endpoint "$endpoint" --allow-local-addresses
}

echo '| | seconds | MiB/s | CPU seconds | resident MiB |'
echo '| --- | --- | --- | --- | --- |'
ratios=""
for _ in $(seq "$ROUNDS"); do
  measure "curl, $PARTS ranges, then sha256sum" bash "$work/curl.sh" 2> "$work/log"; baseline=$seconds
  rm -f "$work"/part.*
  fetch 2> "$work/log"
  cmp -s "$work/models/bench/model/model.safetensors" "$work/cache/hf/bench--model/refs/main/model.safetensors" || die "the file is another one"
  ratios="$ratios $(echo "$baseline $seconds" | awk '{printf "%.2f", $1 / $2}')"
done
echo
echo "speed of fetch, curl = 1:$ratios"
