# shellcheck shell=bash disable=SC2154
# Sourced by hack/demo.sh: the demo with a real node, on which a real SGLang serves a small model.

MODEL=minilm
MODEL_REPO=sentence-transformers/all-MiniLM-L6-v2

real_demo() {
  local python=$SGLANG_HOME/venv/bin/python
  build_image
  "$HACK/node.sh" up --name "$NAME"
  "$HACK/node.sh" import target/embedding-operator-image.tar --name "$NAME"
  mkdir -p "$RUN/hub/models/${MODEL_REPO%/*}"
  ln -s "$SGLANG_HOME/models/$MODEL" "$RUN/hub/models/$MODEL_REPO"
  log "starting a slow hub on this machine, which has the model $MODEL_REPO"
  start_hub "$RUN/hub/models" "$(node_address)" 120
  start_operator --allowed-host-paths "$("$HACK/sglang/pod-settings.sh" allowed-host-paths)" --allowed-image-prefixes registry.local \
    --fetch-image "$(image_name)" --hugging-face-endpoint "$HUB"
  "$HACK/sglang/pod-settings.sh" service $MODEL $MODEL_REPO > "$RUN/$MODEL.yaml"
  heading "the service"
  cat "$RUN/$MODEL.yaml"
  apply "$RUN/$MODEL.yaml"
  log "the reason of the service, until it is Ready: the download takes half a minute, and SGLang 40 s to load"
  await_ready 300 1
  wait_for 120 operator "the vectors are verified" is_verified || { print_conditions >&2; return 1; }
  show $MODEL
  heading "a request, and the similarity of its texts"
  how_to_call_it
  "$python" "$HACK/demo/similarity.py" --request $MODEL | post | "$python" "$HACK/demo/similarity.py"
  heading "cosines of near and far pairs: served, and computed by the reference (sentence-transformers)"
  compare_with_reference
}

node_address() { kubectl get node node-0 -o jsonpath='{.status.addresses[?(@.type=="InternalIP")].address}'; }

image_name() { # of the archive: the name that hack/image.sh gives it
  echo "embeddingops/embedding-operator:$(sed -n 's/^appVersion: *//p' helm/embedding-operator/Chart.yaml)"
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
