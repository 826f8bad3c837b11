# shellcheck shell=bash
# Sourced by hack/demo.sh: waits for the services, and shows what has become of them.

# await_ready SECONDS COUNT: until so many services are Ready; a line for each change of a reason
await_ready() {
  local begin=$SECONDS end=$((SECONDS + $1)) count=$2 ready=0 pending="" part line i
  local row='"cells":\["([^"]*)","([^"]*)","([^"]*)"' names=() states=() reasons=()
  : > "$RUN/changes"
  group api GET "$SERVICES?watch=true&includeObject=None" -N --max-time "$1" -H "$AS_TABLE" >> "$RUN/changes" 2>/dev/null
  exec 3< "$RUN/changes"
  while [ "$ready" -lt "$count" ]; do
    part=""
    if ! IFS= read -r part <&3; then
      # The end of what is there for now, which may be in the middle of a line
      pending=$pending$part
      if ! alive operator; then failed operator "has ended"; return 1; fi
      if [ $SECONDS -ge $end ]; then not_ready "$begin"; return 1; fi
      sleep 0.1
      continue
    fi
    line=$pending$part pending=""
    if ! [[ $line =~ $row ]]; then continue; fi   # not seen by the operator yet
    for ((i = 0; i < ${#names[@]}; i++)); do if [ "${names[i]}" = "${BASH_REMATCH[1]}" ]; then break; fi; done
    if [ "${reasons[i]-}" != "${BASH_REMATCH[3]}" ]; then
      printf '    %2d s   %-28s %s\n' $((SECONDS - begin)) "${BASH_REMATCH[1]}" "${BASH_REMATCH[3]}"
    fi
    names[i]=${BASH_REMATCH[1]} states[i]=${BASH_REMATCH[2]} reasons[i]=${BASH_REMATCH[3]}
    ready=0
    for line in "${states[@]}"; do if [ "$line" = True ]; then ready=$((ready + 1)); fi; done
  done
  exec 3<&-
  stop_jobs
}

not_ready() { # not_ready BEGIN
  log "not all services are Ready after $((SECONDS - $1)) s:"
  read_object "$SERVICES" | LC_ALL=C awk '
    { equals = index($0, "="); n = split(substr($0, 1, equals - 1), at, "."); value = substr($0, equals + 1) }
    at[3] == "metadata" && at[4] == "name" { name[at[2]] = value }
    at[4] == "conditions" { condition[at[2], at[5], at[6]] = value }
    END {
      for (i = 0; i in name; i++) {
        if (condition[i, 0, "type"] == "") print "    " name[i] ": the operator has not looked at it"
        for (j = 0; (type = condition[i, j, "type"]) != ""; j++)
          print "    " name[i] ": " type "=" condition[i, j, "status"] " " condition[i, j, "reason"] ": " condition[i, j, "message"]
      }
    }' >&2
  failed operator "has not made them Ready"
}

heading() { printf '\n==> %s\n' "$*"; }

# show_command DEPLOYMENT: what its container runs, one option after the other, in lines of at most 100 characters
show_command() {
  read_object "/apis/apps/v1/namespaces/default/deployments/$1" | LC_ALL=C awk '
    function quoted(word) {
      if (word ~ /^[A-Za-z0-9_@%+=:,.\/-]+$/) return word
      gsub(/\047/, "\047\\\047\047", word)
      return "\047" word "\047"
    }
    !/^spec\.template\.spec\.containers\.0\.(command|args)\.[0-9]+=/ { next }
    { word = quoted(substr($0, index($0, "=") + 1)) }
    word ~ /^--/ { groups++ }
    { option[groups + 0] = option[groups + 0] (option[groups + 0] == "" ? "" : " ") word }
    END {
      line = option[0]
      for (i = 1; i <= groups; i++) {
        if (length(line " " option[i]) > 98) { print line " \\"; line = "  " option[i] }
        else line = line " " option[i]
      }
      print line
    }'
}

show_probes() { # show_probes DEPLOYMENT
  read_object "/apis/apps/v1/namespaces/default/deployments/$1" | LC_ALL=C awk '
    function show(probe, effect) {
      printf "%-9s GET %s every %s s, timeout %s s; after %s failure%s: %s\n", probe, of[probe, "path"],
        of[probe, "periodSeconds"], of[probe, "timeoutSeconds"], of[probe, "failureThreshold"],
        of[probe, "failureThreshold"] == 1 ? "" : "s", effect
    }
    /^spec\.template\.spec\.containers\.0\.(startup|liveness|readiness)Probe\./ {
      equals = index($0, "=")
      n = split(substr($0, 1, equals - 1), at, ".")
      sub(/Probe$/, "", at[6])
      of[at[6], at[n]] = substr($0, equals + 1)
    }
    END {
      show("startup", "restart (until the first success there are no other probes)")
      show("liveness", "restart")
      show("readiness", "no requests from the Service until it succeeds again")
    }'
}

show_pods() {
  read_object "/api/v1/namespaces/default/pods?labelSelector=app.kubernetes.io/managed-by=embedding-operator" | LC_ALL=C awk '
    { equals = index($0, "="); path = substr($0, 1, equals - 1); value = substr($0, equals + 1); split(path, at, "."); i = at[2] }
    path ~ /^items\.[0-9]+\.metadata\.name$/ { name[i] = value; limits[i] = "none" }
    path ~ /^items\.[0-9]+\.spec\.nodeName$/ { node[i] = value }
    path ~ /^items\.[0-9]+\.spec\.containers\.0\.resources\.limits\..*\// { sub(/.*\.limits\./, "", path); limits[i] = path " " value }
    path ~ /^items\.[0-9]+\.status\.phase$/ { phase[i] = value }
    END {
      print "POD\tNODE\tPHASE\tGPU LIMIT"
      for (i = 0; i in name; i++) print name[i] "\t" node[i] "\t" phase[i] "\t" limits[i]
    }' | align
}

show_client() { # show_client SERVICE
  read_object "$SERVICES/$1" | LC_ALL=C awk '
    /^status\.url=/ { url = substr($0, index($0, "=") + 1) }
    /^status\.model\.servedName=/ { model = substr($0, index($0, "=") + 1) }
    END {
      print "from openai import OpenAI\n"
      print "client = OpenAI(base_url=\"" url "\", api_key=\"EMPTY\")"
      print "answer = client.embeddings.create(model=\"" model "\", input=[\"text one\", \"text two\"])"
      print "vectors = [item.embedding for item in answer.data]"
    }'
}
