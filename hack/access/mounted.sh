#!/usr/bin/env bash
# Runs a program that expects files at a fixed path, as in its pod: DIRECTORY appears at PATH for this program only, in a mount
# namespace of its own. Everything else is as on this machine, except that the program does not see PATH's
# top-level directory and /mnt.
set -euo pipefail

if [ $# -lt 3 ]; then
  echo "usage: hack/access/mounted.sh DIRECTORY PATH COMMAND [ARGUMENT ...]" >&2
  exit 2
fi
if [ -z "${OWN_NAMESPACE:-}" ]; then exec unshare --mount env OWN_NAMESPACE=true "$0" "$@"; fi

root=/mnt directory=$1 path=$2
unset OWN_NAMESPACE
shift 2
# PATH can be created in this root without a change to the machine.
mount -t tmpfs tmpfs "$root"
for entry in /*; do
  if [ -L "$entry" ]; then
    cp -P "$entry" "$root$entry"
  elif [ -d "$entry" ] && [ "$entry" != "$root" ] && [ "${path#"$entry"/}" = "$path" ]; then
    mkdir "$root$entry"
    case $entry in
      /dev | /proc | /sys) mount --rbind "$entry" "$root$entry" ;;
      *) mount --bind "$entry" "$root$entry" ;;
    esac
  fi
done
mkdir -p "$root$path"
mount --bind "$directory" "$root$path"
exec chroot "$root" /usr/bin/env -C "$PWD" "$@"
