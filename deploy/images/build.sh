#!/usr/bin/env bash
# Images of the services, of the one-machine program and of a broker for the demo, as tar files that
# `docker load`, `ctr images import` and `kind load image-archive` take. No engine is needed.
#
#   deploy/images/build.sh                 on the distroless base that the poms name
#   deploy/images/build.sh --base IMAGE    on another one
#   deploy/images/build.sh --base local    without a registry: on a base made of this machine's JDK 25
#   deploy/images/build.sh --aot           with an AOT cache in each service's image: see README.md
#   deploy/images/build.sh --twice         builds from nothing twice and fails when a digest differs
#
# Beside each tar stand the digest (.digest) and what is in the image (.cdx.json, CycloneDX).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
out=$here/target
base=
aot=
twice=
while [ $# -gt 0 ]; do
  case "$1" in
    --base) base=${2:?--base needs an image, or local}; shift 2 ;;
    --aot) aot=yes; shift ;;
    --twice) twice=yes; shift ;;
    *) printf 'build.sh: found "%s", expected --base IMAGE, --base local, --aot or --twice\n' "$1" >&2; exit 2 ;;
  esac
done
mkdir -p "$out"
# Where the program would find its JDK 25, Maven and jlink find it too.
JAVA_HOME=$("$root/plumbline" jdk)
export JAVA_HOME

# A JRE cut down by jlink, with the C libraries that it loads, as an image of one layer.
local_base() {
  local jdk=$JAVA_HOME work tree layer
  work=$(mktemp -d)
  tree=$work/root
  mkdir -p "$tree"/{opt,etc,tmp,usr/bin,app}
  chmod 1777 "$tree/tmp"
  "$jdk/bin/jlink" --output "$tree/opt/java" --no-header-files --no-man-pages --strip-debug \
    --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.zipfs,jdk.jfr,jdk.httpserver
  find "$tree/opt/java" -type f \( -name '*.so' -o -path '*/bin/java' \) -print0 |
    LD_LIBRARY_PATH=$tree/opt/java/lib:$tree/opt/java/lib/server xargs -0 -n1 ldd 2>/dev/null |
    awk '$2 == "=>" && $3 ~ /^\// {print $3} $1 ~ /^\/.*ld-linux/ {print $1}' | grep -v "^$tree" | sort -u |
    while read -r library; do install -D "$(readlink -f "$library")" "$tree$library"; done
  # What libraries with native parts of their own link to: RocksDB needs the C++ runtime.
  for library in libstdc++.so.6 libgcc_s.so.1; do
    path=$(ldconfig -p | awk -v l="$library" '$1 == l {print $NF; exit}')
    install -D "$(readlink -f "$path")" "$tree$path"
  done
  printf 'root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n' >"$tree/etc/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' >"$tree/etc/group"
  printf 'hosts: files dns\n' >"$tree/etc/nsswitch.conf"
  ln -s /opt/java/bin/java "$tree/usr/bin/java"
  mkdir "$work/image"
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$tree" -cf "$work/image/layer.tar" .
  layer=$(sha256sum "$work/image/layer.tar" | cut -d' ' -f1)
  cat >"$work/image/config.json" <<JSON
{"architecture":"$(dpkg --print-architecture 2>/dev/null || echo amd64)","os":"linux","config":{"User":"65532","Env":["PATH=/opt/java/bin:/usr/bin","JAVA_HOME=/opt/java","LANG=C.UTF-8"],"WorkingDir":"/app"},"rootfs":{"type":"layers","diff_ids":["sha256:$layer"]},"history":[{"created":"1970-01-01T00:00:00Z","created_by":"build.sh"}]}
JSON
  printf '[{"Config":"config.json","RepoTags":["plumbline/base:local"],"Layers":["layer.tar"]}]' >"$work/image/manifest.json"
  tar --sort=name --owner=0 --group=0 --mtime=@0 -C "$work/image" -cf "$out/base.tar" config.json layer.tar manifest.json
  rm -rf "$work"
}

arguments=()
if [ "$base" = local ]; then
  local_base
  arguments+=("-Dimage.base=tar://$out/base.tar")
elif [ -n "$base" ]; then
  arguments+=("-Dimage.base=$base")
fi
keep() { # MODULE FOLDER
  cp "$2/target/jib-image.tar" "$out/plumbline-$1.tar"
  cp "$2/target/jib-image.digest" "$out/plumbline-$1.digest"
  cp "$2/target/image/app/sbom/bom.json" "$out/plumbline-$1.cdx.json"
}
services() {
  local module
  ./mvnw -q -B -ntp -Dquick -Dmaven.test.skip -Pimages package "${arguments[@]}"
  for module in ingest scoring-streams judge-worker console standalone; do
    keep "$module" "$module"
  done
}
images() {
  rm -rf ./*/target/image
  ./mvnw -q -B -ntp -f deploy/images/kafka/pom.xml package "${arguments[@]}"
  keep kafka deploy/images/kafka
  services
}
cd "$root"
images
if [ -n "$twice" ]; then
  mkdir -p "$out/first"
  cp "$out"/*.digest "$out/first/"
  rm -rf ./*/target "$here/kafka/target"
  images
  for digest in "$out"/first/*.digest; do
    cmp "$digest" "$out/$(basename "$digest")"
  done
  printf 'the same digests twice\n'
fi
if [ -n "$aot" ]; then
  "$here/aot.sh"
  services
fi
ls -l "$out"/*.tar | awk '{sub(".*/", "", $NF); printf "%6.1f MiB  %s\n", $5 / 1048576, $NF}'
