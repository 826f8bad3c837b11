# shellcheck shell=bash disable=SC2154
# Sourced by hack/demo.sh: the demo with a real node, on which a real SGLang serves a small model.

MODEL=minilm

real_demo() {
  local python=$SGLANG_HOME/venv/bin/python
  "$HACK/node.sh" up --name "$NAME"
  start_operator --allowed-host-paths "$("$HACK/sglang/pod-settings.sh" allowed-host-paths)" --allowed-image-prefixes registry.local
  "$HACK/sglang/pod-settings.sh" service $MODEL $MODEL > "$RUN/$MODEL.yaml"
  heading "the service"
  cat "$RUN/$MODEL.yaml"
  apply "$RUN/$MODEL.yaml"
  log "the reason of the service, until it is Ready: SGLang takes about 40 s to load"
  await_ready 300 1
  wait_for 120 operator "the vectors are verified" is_verified || { print_conditions >&2; return 1; }
  show $MODEL
  heading "a request, and the similarity of its texts"
  how_to_call_it
  "$python" "$HACK/demo/similarity.py" --request $MODEL | post | "$python" "$HACK/demo/similarity.py"
  heading "cosines of near and far pairs: served, and computed by the reference (sentence-transformers)"
  compare_with_reference
}

is_verified() { [ "$(kubectl get emb $MODEL -o jsonpath='{.status.conditions[?(@.type=="Verified")].status}')" = True ]; }

compare_with_reference() {
  local python=$REFERENCE/bin/python
  if ! "$SGLANG/reference.sh"; then
    echo "left out: the reference cannot be installed"
    return
  fi
  "$python" "$HACK/demo/reference.py" --request $MODEL | post |
    HF_HUB_OFFLINE=1 "$python" "$HACK/demo/reference.py" "$SGLANG_HOME/models/$MODEL"
}

# The host name in status.url exists in the cluster only, so curl is given the address.
curl_arguments() {
  local address url authority
  address=$(kubectl get service $MODEL -o jsonpath='{.spec.clusterIP}')
  url=$(kubectl get emb $MODEL -o jsonpath='{.status.url}')
  authority=${url#http://}
  echo "--resolve ${authority%%/*}:$address $url/embeddings"
}

how_to_call_it() {
  echo "    curl $(curl_arguments) \\"
  echo "      -H 'Content-Type: application/json' -d '{\"model\": \"$MODEL\", \"input\": [\"text one\", \"text two\"]}'"
}

post() { # sends the request on standard input to the service
  local arguments
  read -ra arguments < <(curl_arguments)
  curl -q -sS --fail --noproxy '*' --max-time 30 -H 'Content-Type: application/json' --data-binary @- "${arguments[@]}"
}
