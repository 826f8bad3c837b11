# shellcheck shell=bash
# Sourced by hack/image.sh and hack/bench/run.sh: the Java runtime, the libraries it requires, and the program.

# The modules that jdeps lists, without java.desktop and java.compiler: only unused code of libraries requires them.
MODULES=java.base,java.logging,java.management,java.naming,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported

jdk_version() { "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p'; }

image_jdk() { # prints the home of the JDK whose runtime goes into the image
  local home best="" version highest=24
  if [ -n "${IMAGE_JDK:-}" ]; then echo "$IMAGE_JDK"; return; fi
  for home in /usr/lib/jvm/*/; do
    if [ ! -x "$home/bin/jlink" ]; then continue; fi
    version=$(jdk_version "$home")
    if [ "${version:-0}" -gt "$highest" ]; then best=${home%/} highest=$version; fi
  done
  if [ -n "$best" ]; then echo "$best"; return; fi
  home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
  [ -x "$home/bin/jlink" ] || die "$home has no jlink: set IMAGE_JDK to a JDK"
  echo "$home"
}

link_runtime() { # link_runtime JDK TARGET
  mkdir -p "$(dirname "$2")"
  "$1/bin/jlink" --add-modules $MODULES --strip-java-debug-attributes --no-header-files --no-man-pages \
    --compress "$([ "$(jdk_version "$1")" -ge 21 ] && echo zip-6 || echo 2)" --output "$2"
  # No other program is run.
  find "$2/bin" -type f ! -name java -delete
}

place_program() { # place_program ROOT
  mkdir -p "$1/app"
  cp "$JAR" "$1/app/embedding-operator.jar"
  # Jib gives this time to all files, and the class archive is valid only for a jar with the same time.
  touch -d @1 "$1/app/embedding-operator.jar"
  cp target/bom.json "$1/app/embedding-operator.cdx.json"
  { cat "$HACK/jvm.options"; cat "$HACK/image/jvm.options"; } > "$1/app/jvm.options"
}

# Copies the C library and all other libraries that the runtime is linked with, with their paths on this machine.
copy_libraries() { # copy_libraries RUNTIME TARGET
  local library
  find "$1" -type f \( -name java -o -name '*.so' \) -exec ldd {} + 2>/dev/null |
    sed -n 's/.*\(=> \|^[[:space:]]*\)\(\/[^ ]*\) (0x.*/\2/p' | grep -v "^$1/" | sort -u |
    while read -r library; do
      mkdir -p "$2$(dirname "$library")"
      cp -L "$library" "$2$library"
    done
  mkdir -p "$2/etc"
  printf 'root:x:0:0:root:/:/sbin/nologin\noperator:x:65532:65532:operator:/app:/sbin/nologin\n' > "$2/etc/passwd"
  printf 'root:x:0:\noperator:x:65532:\n' > "$2/etc/group"
  echo 'hosts: files dns' > "$2/etc/nsswitch.conf"
}
