# shellcheck shell=bash
# Sourced by hack/demo.sh: applies the services, waits for them, and shows what the operator made.

apply() { # apply FILE_OR_DIRECTORY
  log "kubectl apply --server-side -f $1"
  kubectl apply --server-side --field-manager demo -f "$1" | sed 's/^/    /'
}

# await_ready SECONDS COUNT: waits until that many services are Ready, and prints each change of a reason, and of a download's message
await_ready() {
  group print_changes "$2"
  if ! wait_for "$1" operator "all services are Ready" job_has_ended || ! wait "${JOBS[0]}"; then print_conditions >&2; return 1; fi
  stop_jobs   # ends kubectl, which still watches
}

job_has_ended() { ! kill -0 "${JOBS[0]}" 2>/dev/null; }

print_changes() { # print_changes COUNT
  local begin=$SECONDS states="" name ready reason message
  local ready_condition='.status.conditions[?(@.type=="Ready")]'
  set +m
  while read -r name ready reason message; do
    if [ "$reason" != ModelDownloading ]; then message=""; fi
    if [ "$ready" = "<none>" ] || grep -qxF "$name $ready $reason $message" <<< "$states"; then continue; fi
    printf '    %2d s   %-28s %s\n' $((SECONDS - begin)) "$name" "$reason${message:+: $message}"
    states=$(grep -v "^$name " <<< "$states"; echo "$name $ready $reason $message")
    if [ "$(grep -c ' True ' <<< "$states")" = "$1" ]; then return; fi
  done < <(kubectl get emb --request-timeout 0 --watch --no-headers \
    -o custom-columns="NAME:.metadata.name,READY:$ready_condition.status,REASON:$ready_condition.reason,MESSAGE:$ready_condition.message")
  return 1
}

print_conditions() {
  # shellcheck disable=SC2016
  kubectl get emb -o go-template='{{range .items}}{{$name := .metadata.name}}
    {{- with .status}}{{range .conditions}}    {{$name}}: {{.type}}={{.status}} {{.reason}}: {{.message}}{{"\n"}}{{end}}
    {{- else}}    {{$name}}: the operator has not processed it{{"\n"}}{{end}}
  {{- end}}'
}

heading() { printf '\n==> %s\n' "$*"; }

show_command() { # show_command DEPLOYMENT
  local container='.spec.template.spec.containers[0]'
  kubectl get deployment "$1" -o jsonpath="{$container.command[*]} {$container.args[*]}" | fold -s -w 96 | sed -e 's/ *$//' -e '2,$s/^/  /' -e '$!s/$/ \\/'
  echo
}

show_probes() { # show_probes DEPLOYMENT
  kubectl get deployment "$1" -o go-template='
    {{- define "probe"}}GET {{.httpGet.path}} every {{.periodSeconds}} s, timeout {{.timeoutSeconds}} s, failureThreshold {{.failureThreshold}}: {{end}}
    {{- with index .spec.template.spec.containers 0 -}}
startup   {{template "probe" .startupProbe}}restart (until the first success there are no other probes)
liveness  {{template "probe" .livenessProbe}}restart
readiness {{template "probe" .readinessProbe}}no requests from the Service until it succeeds again
{{end}}'
}

show_pods() {
  kubectl get pods --selector app.kubernetes.io/managed-by=embedding-operator \
    -o custom-columns='POD:.metadata.name,NODE:.spec.nodeName,PHASE:.status.phase,LIMITS:.spec.containers[0].resources.limits'
}

show_client() { # show_client SERVICE
  kubectl get emb "$1" -o go-template='from openai import OpenAI

client = OpenAI(base_url="{{.status.url}}", api_key="EMPTY")
answer = client.embeddings.create(model="{{.status.model.servedName}}", input=["text one", "text two"])
vectors = [item.embedding for item in answer.data]
'
}
