# shellcheck shell=bash disable=SC2154
# Sourced by hack/demo.sh: writes and reads the demo's objects, with kubectl where there is one, else with curl.

SERVICES=/apis/embeddingops.io/v1alpha1/namespaces/default/embeddingservices
AS_TABLE='Accept: application/json;as=Table;v=v1;g=meta.k8s.io'

# A kubectl that neither reads nor writes the user's ~/.kube
demo_kubectl() { HOME=$RUN KUBECONFIG=$RUN/kubeconfig KUBERC=off kubectl "$@"; }

have_kubectl() { command -v kubectl >/dev/null && demo_kubectl version --client >/dev/null 2>&1; }

apply() { # apply FILE_OR_DIRECTORY
  local file
  if $kubectl; then
    log "kubectl apply --server-side -f $1"
    demo_kubectl apply --server-side --field-manager demo -f "$1" | sed 's/^/    /'
    return
  fi
  log "applying $1, without kubectl"
  for file in "$1" "$1"/*.yaml; do
    if [ -f "$file" ]; then apply_file "$file"; fi
  done
}

apply_file() { # apply_file FILE: one or more documents, of the kinds below
  local document part=$RUN/documents kind name path
  rm -rf "$part"
  mkdir "$part"
  awk -v part="$part/" 'BEGIN { n = 100 } /^---/ { n++; next } { print > (part n) }' "$1"
  for document in "$part"/*; do
    kind=$(sed -n 's/^kind: *//p' "$document")
    name=$(sed -n '/^metadata:/,/^[a-z]/s/^  name: *//p' "$document")
    case $kind in
      EmbeddingService) path=$SERVICES ;;
      PersistentVolume) path=/api/v1/persistentvolumes ;;
      PersistentVolumeClaim) path=/api/v1/namespaces/default/persistentvolumeclaims ;;
      *) die "$1: without kubectl the demo cannot create the kind '$kind'" ;;
    esac
    api PATCH "$path/$name?fieldManager=demo" -H 'Content-Type: application/apply-patch+yaml' --data-binary @"$document" -o /dev/null ||
      die "cannot apply $kind $name of $1"
    echo "    $kind $name"
  done
}

# read_object PATH [CURL_ARGUMENT ...]: an object as lines PATH=VALUE
read_object() {
  local path=$1; shift
  case $path in *\?*) path="$path&pretty=true" ;; *) path="$path?pretty=true" ;; esac
  api GET "$path" "$@" | LC_ALL=C awk -f "$HACK/demo/flatten.awk"
}

# align: fields separated by tabs, one row a line, in columns
align() {
  LC_ALL=C awk -F '\t' '
    { for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } fields = NF > fields ? NF : fields }
    END {
      for (row = 1; row <= NR; row++) {
        line = ""
        for (i = 1; i <= fields; i++) line = line sprintf("%-" (width[i] + (i < fields ? 3 : 0)) "s", cell[row, i])
        sub(/ +$/, "", line)
        print line
      }
    }'
}

# The table that `kubectl get -o wide` prints, which the API server makes
table() {
  read_object "$1?includeObject=None" -H "$AS_TABLE" | LC_ALL=C awk '
    { equals = index($0, "="); split(substr($0, 1, equals - 1), at, "."); value = substr($0, equals + 1) }
    at[1] == "columnDefinitions" && at[3] == "name" { head = head (at[2] ? "\t" : "") toupper(value) }
    at[1] == "rows" && at[3] == "cells" { row[at[2]] = row[at[2]] (at[4] ? "\t" : "") value; rows = at[2] + 1 }
    END { print head; for (i = 0; i < rows; i++) print row[i] }' | align
}
