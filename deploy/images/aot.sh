#!/usr/bin/env bash
# Runs each service's image once, in a root directory of its own, and keeps what its JVM loaded and compiled
# as target/image/app/plumbline.aot, which the next build puts into the image. build.sh --aot calls it.
# Needs Linux, jq, and root or user namespaces; no container engine.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
broker=
stop() {
  [ -z "$broker" ] || { kill "$broker" 2>/dev/null && wait "$broker"; } || true
  rm -rf "$work"
}
trap stop EXIT

# The image's files, with the times that they will have in a container: a cache is of jars with those.
unpack() {
  local image=$1 into=$2 layer config
  mkdir -p "$into"
  tar -xf "$here/target/plumbline-$image.tar" -C "$work"
  for layer in $(jq -r '.[0].Layers[]' "$work/manifest.json"); do
    tar --warning=no-unknown-keyword -xf "$work/$layer" -C "$into"
  done
  config=$work/$(jq -r '.[0].Config' "$work/manifest.json")
  jq -r '.config.Entrypoint[]' "$config" >"$into.command"
  jq -r '.config.Env[] | select(startswith("PATH=")) | ltrimstr("PATH=")' "$config" >"$into.path"
  mkdir -p "$into/proc" "$into/dev" "$into/tmp"
}

# Java of the image with its root directory, instead of this shell: TREE ARGUMENT...
java() {
  local tree=$1 flags=()
  shift
  [ "$(id -u)" = 0 ] || flags+=(--map-root-user)
  exec unshare "${flags[@]}" --mount -- bash -c '
    mount --rbind /proc "$0/proc" && mount --rbind /dev "$0/dev" && chroot=$(command -v chroot) &&
      PATH=$1 && exec "$chroot" "$0" "${@:2}"' "$tree" "$(cat "$tree.path")" java "$@"
}

says() { # LOG TEXT PID
  local tries=120
  until grep -q "$2" "$1"; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] && kill -0 "$3" 2>/dev/null || { cat "$1" >&2; return 1; }
    sleep 0.5
  done
}

: >"$work/kafka.log"
port=$((20000 + RANDOM % 10000))
unpack kafka "$work/kafka"
cat >"$work/kafka/tmp/server.properties" <<P
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$((port + 1))
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
controller.listener.names=CONTROLLER
log.dirs=/tmp/data
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
P
(java "$work/kafka" -cp @/app/jib-classpath-file kafka.tools.StorageTool format --cluster-id cGx1bWJsaW5lLWRlbW8tMQ \
  --config /tmp/server.properties >/dev/null)
java "$work/kafka" -Xmx512m -cp @/app/jib-classpath-file kafka.Kafka /tmp/server.properties >"$work/kafka.log" 2>&1 &
broker=$!
says "$work/kafka.log" 'Kafka Server started' "$broker"

for service in ingest scoring-streams judge-worker console; do
  tree=$work/$service
  unpack "$service" "$tree"
  mkdir -p "$tree/tmp/config"/{hot,rubrics}
  cp "$root"/deploy/k8s/base/config/hot/* "$tree/tmp/config/hot/"
  cp "$root"/deploy/k8s/base/config/rubrics/* "$tree/tmp/config/rubrics/"
  echo unused >"$tree/tmp/config/key"
  sed -E "s/kafka:9092/127.0.0.1:$port/; s#/var/lib/plumbline/state#/tmp/state#; s#/etc/plumbline-judge-key/api-key#/tmp/config/key#
    s/0\.0\.0\.0, port: [0-9]+/127.0.0.1, port: 0/" "$root/deploy/k8s/overlays/demo/config/plumbline.yaml" >"$tree/tmp/config/plumbline.yaml"
  sed -i 's/anonymous: anywhere/anonymous: loopback/' "$tree/tmp/config/plumbline.yaml"
  : >"$work/$service.log"
  mapfile -t command < <(grep -v -- '-XX:AOTCache=\|-Xlog:' "$tree.command")
  java "$tree" -XX:AOTCacheOutput=/tmp/plumbline.aot -XX:+UseSerialGC "${command[@]:1}" /tmp/config >"$work/$service.log" 2>&1 &
  pid=$!
  says "$work/$service.log" 'service started' "$pid"
  kill "$pid"
  wait "$pid" || true
  install -D -m 644 "$tree/tmp/plumbline.aot" "$root/$service/target/image/app/plumbline.aot"
done
