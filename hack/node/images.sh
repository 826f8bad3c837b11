# shellcheck shell=bash
# Sourced by hack/node.sh: the images that every node has. They are made locally, so that no registry is required.

blob() { # blob FILE: moves it into the blobs of the archive and prints "DIGEST SIZE"
  local digest
  digest=$(sha256sum "$1" | cut -d ' ' -f 1)
  printf 'sha256:%s %s\n' "$digest" "$(stat -c %s "$1")"
  mv "$1" "blobs/sha256/$digest"
}

# pack_image ROOTFS REFERENCE OUT.tar ENTRYPOINT: makes an OCI archive of one layer
pack_image() (
  set -e
  rootfs=$(cd "$1" && pwd) reference=$2 out=$3 entrypoint=$4 oci=application/vnd.oci.image
  case $(uname -m) in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; *) arch=$(uname -m) ;; esac
  rm -rf "$out.parts"
  mkdir -p "$out.parts/blobs/sha256"
  cd "$out.parts"
  tar -c --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$rootfs" -f layer .
  read -r layer layer_size <<< "$(blob layer)"
  cat > config <<J
{"architecture": "$arch", "os": "linux", "rootfs": {"type": "layers", "diff_ids": ["$layer"]},
 "config": {"Entrypoint": ["$entrypoint"], "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]}}
J
  read -r config config_size <<< "$(blob config)"
  cat > manifest <<J
{"schemaVersion": 2, "mediaType": "$oci.manifest.v1+json",
 "config": {"mediaType": "$oci.config.v1+json", "digest": "$config", "size": $config_size},
 "layers": [{"mediaType": "$oci.layer.v1.tar", "digest": "$layer", "size": $layer_size}]}
J
  read -r manifest manifest_size <<< "$(blob manifest)"
  cat > index.json <<J
{"schemaVersion": 2, "manifests": [{"mediaType": "$oci.manifest.v1+json", "digest": "$manifest", "size": $manifest_size,
 "annotations": {"io.containerd.image.name": "$reference", "org.opencontainers.image.ref.name": "$reference"}}]}
J
  echo '{"imageLayoutVersion": "1.0.0"}' > oci-layout
  tar -c -f "$out" oci-layout index.json blobs
  rm -rf "$out.parts"
)

ctr() { "$(binary ctr)" --address "$NODE/containerd.sock" --namespace k8s.io "$@"; }

import_image() {
  local name
  ctr images import "$1" >/dev/null 2> "$NODE/import.log" || { cat "$NODE/import.log" >&2; die "cannot import $1"; }
  # To the kubelet a name without a registry is one of docker.io.
  for name in $(ctr images list -q); do
    case ${name%%/*} in *.* | *:* | localhost) continue ;; esac
    ctr images tag --force "$name" "docker.io/$name" >/dev/null
  done
}

# pause: the sandbox of every pod. host: directories only; its programs come from hostPath mounts of /usr.
make_images() {
  local dir images=$NODE/images
  mkdir -p "$images/pause" "$images/host"/{usr,etc,tmp,root,dev,proc,sys,var/tmp}
  cp "$(binary pause)" "$images/pause/pause"
  for dir in bin sbin lib lib32 lib64 libx32; do
    # On most systems these are links into /usr, and so in the image; otherwise pods must mount them, too.
    if [ -L "/$dir" ]; then ln -s "usr/$(basename "$(readlink "/$dir")")" "$images/host/$dir"; else mkdir "$images/host/$dir"; fi
  done
  echo 'root:x:0:0:root:/root:/bin/sh' > "$images/host/etc/passwd"
  echo 'nobody:x:65534:65534:nobody:/:/usr/sbin/nologin' >> "$images/host/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' > "$images/host/etc/group"
  chmod 1777 "$images/host/tmp" "$images/host/var/tmp"
  pack_image "$images/pause" registry.local/pause:1 "$images/pause.tar" /pause
  pack_image "$images/host" registry.local/host:1 "$images/host.tar" /usr/bin/env
  import_image "$images/pause.tar"
  import_image "$images/host.tar"
}
