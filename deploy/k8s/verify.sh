#!/usr/bin/env bash
# Holds the manifests against the cluster of the current context.
#
#   verify.sh        every overlay as the API server takes it: strict validation, admission, no warning.
#                    Nothing is stored but the namespaces.
#   verify.sh pods   also runs the demo with pods, in an empty namespace plumbline-demo: load on it while every
#                    workload is restarted and pods are killed, then every number on the topics; scores read as
#                    score-reader; the page; a new sampling rate in decisions. Prints what it measured. Ten minutes.
#
# LOAD_IMAGES   a command that takes tar files of images (kind load image-archive, for example); without it,
#               the nodes must have the images of deploy/images/build.sh already
# KEEP=1        leaves the demo running
set -Eeuo pipefail
trap 'printf "verify.sh: failed in line %s\n" "$LINENO" >&2' ERR
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
namespace=plumbline-demo
k() { kubectl -n "$namespace" "$@"; }
now() { date +%s.%N; }
since() { awk "BEGIN {printf \"%.1f\", $(now) - $1}"; }

overlays() {
  local overlay name into status=0
  for overlay in "$here"/overlays/*/ "$here"/verify/; do
    name=$(basename "$overlay")
    into=$(sed -n 's/^namespace: //p' "$overlay/kustomization.yaml")
    kubectl kustomize "$overlay" >"$work/$name.yaml"
    # One that is still going takes nothing.
    if [ "$(kubectl get namespace "$into" --ignore-not-found -o jsonpath='{.status.phase}')" = Terminating ]; then
      kubectl wait --for=delete "namespace/$into" --timeout=300s >/dev/null
    fi
    kubectl get namespace "$into" >/dev/null 2>&1 || kubectl apply --server-side -f "$overlay/namespace.yaml" >/dev/null
    if kubectl apply --server-side --force-conflicts --dry-run=server --validate=strict -f "$work/$name.yaml" >"$work/log" 2>&1 &&
      ! grep -v 'serverside-applied (server dry run)$' "$work/log"; then
      printf '%s: %d objects, no warning\n' "$name" "$(grep -c serverside-applied "$work/log")"
    else
      cat "$work/log"
      status=1
    fi
  done
  return $status
}

# A port of a Service on this machine, also after the pod behind it was replaced: a forward ends with its pod.
forward() {
  (
    trap 'kill $child 2>/dev/null; exit' TERM
    while true; do
      kubectl -n "$namespace" port-forward "svc/$1" "$2:$3" >/dev/null 2>>"$work/forward-$1-$3.log" &
      child=$!
      wait $child || true
      sleep 0.2
    done
  ) &
  forwards+=($!)
}

ready() { k rollout status deployment,statefulset --timeout=300s >/dev/null; }

start() {
  local started
  if [ -n "${LOAD_IMAGES:-}" ]; then
    # shellcheck disable=SC2086
    $LOAD_IMAGES "$root"/deploy/images/target/plumbline-*.tar >/dev/null
  fi
  kubectl delete namespace "$namespace" --ignore-not-found >/dev/null
  started=$(now)
  kubectl apply --server-side --validate=strict -k "$here/verify" >"$work/log" 2>&1
  if grep -v 'serverside-applied$' "$work/log"; then
    return 1
  fi
  ready
  k wait --for=condition=Complete job/kafka-acls --timeout=120s >/dev/null
  printf 'every pod ready %s s after kubectl apply, %d objects, no warning\n' "$(since "$started")" "$(wc -l <"$work/log")"
}

# As the installation looks from here, for ./plumbline verify.
config() {
  mkdir -p "$work/config"
  cat >"$work/config/plumbline.yaml" <<YAML
kafka:
  bootstrapServers: localhost:9095
  partitions: 4
  properties:
    security.protocol: SASL_PLAINTEXT
    sasl.mechanism: SCRAM-SHA-512
    sasl.jaas.config: org.apache.kafka.common.security.scram.ScramLoginModule required username="admin" password="demo-only-admin";
ingest:
  auth: {anonymous: loopback}
  grpc: {host: 127.0.0.1, port: 24317}
  http: {host: 127.0.0.1, port: 24318}
console:
  http: {port: 28080}
YAML
  forward ingest 24317 4317
  forward ingest 24318 4318
  forward kafka 9095 9095
  forward console 28080 80
}

volumes() { k get pvc -o jsonpath='{range .items[*]}{.metadata.name}={.spec.volumeName} {end}'; }

# What happens under load: every workload restarted, one after the other; then pods killed without notice.
disturb() {
  local workload pod started before
  before=$(volumes)
  for workload in deployment/ingest statefulset/scoring-streams statefulset/judge-worker deployment/console \
    deployment/judge-sim statefulset/kafka; do
    started=$(now)
    k rollout restart "$workload" >/dev/null
    k rollout status "$workload" --timeout=300s >/dev/null
    printf '%s restarted and ready after %s s\n' "$workload" "$(since "$started")"
  done
  ready
  for pod in scoring-streams ingest judge-worker; do
    pod=$(k get pod -l "app.kubernetes.io/name=$pod" -o jsonpath='{.items[0].metadata.name}')
    started=$(now)
    k delete pod "$pod" --grace-period=0 --force >/dev/null 2>&1
    sleep 1
    ready
    printf 'pod %s killed, ready again after %s s\n' "$pod" "$(since "$started")"
  done
  [ "$before" = "$(volumes)" ]
  printf 'volumes kept: %s\n' "$before"
}

# A Job of a consumer downstream, as a user that may only read: NAME CLASS ARGUMENT...
reader() {
  local name=$1 class=$2 arguments
  shift 2
  arguments=$(printf '"%s",' "$@")
  kubectl patch --local -f "$here/verify/score-reader.yaml" --type=json -o yaml -p "[
    {\"op\": \"replace\", \"path\": \"/metadata/name\", \"value\": \"$name\"},
    {\"op\": \"replace\", \"path\": \"/spec/template/spec/containers/0/command/3\", \"value\": \"$class\"},
    {\"op\": \"replace\", \"path\": \"/spec/template/spec/containers/0/args\", \"value\": [${arguments%,}]}]" |
    k apply --server-side -f - >/dev/null
  while ! k get job "$name" -o jsonpath='{.status.conditions[*].type}' | grep -qE 'Complete|Failed'; do sleep 1; done
}

scores() {
  local lines
  k apply --server-side -f "$here/verify/score-reader.yaml" >/dev/null
  k wait --for=condition=Complete job/score-reader --timeout=120s >/dev/null
  lines=$(k logs job/score-reader | grep -cE '^[0-9a-f]{32}$')
  printf 'scores read by score-reader: %d\n' "$lines"
  reader score-reader-other org.apache.kafka.tools.consumer.ConsoleConsumer --timeout-ms=5000 --topic=plumbline.interactions.v1 \
    --bootstrap-server=kafka.$namespace.svc:9094 --command-config=/etc/score-reader/client.properties
  k logs job/score-reader-other | grep -m1 -oE 'Not authorized to access topics: .*'
  reader score-reader-writes org.apache.kafka.tools.ProducerPerformance --num-records=1 --record-size=8 --throughput=-1 \
    --topic=plumbline.scores.v1 --bootstrap-server=kafka.$namespace.svc:9094 --command-config=/etc/score-reader/client.properties
  k logs job/score-reader-writes | grep -m1 -oE '[A-Za-z]+AuthorizationException: .*'
}

page() {
  local code
  code=$(curl -s --retry 30 --retry-connrefused --retry-delay 1 -o "$work/page" -w '%{http_code}' http://127.0.0.1:28080/)
  [ "$code" = 200 ]
  printf 'page: %s, %s bytes; requests it knows: %s\n' "$code" "$(wc -c <"$work/page")" \
    "$(curl -s http://127.0.0.1:28080/api/status | sed -E 's/.*"requests":([0-9]+).*/\1/')"
}

# The edit of a user: every rate to 1.
edit() {
  local policy
  policy=$(sed -E 's/rate: [0-9.]+/rate: 1.0/' "$here/verify/hot/sampling.yaml")
  k create configmap plumbline-hot --from-literal=sampling.yaml="$policy" --dry-run=client -o json |
    k patch configmap plumbline-hot --type=merge --patch-file=/dev/stdin >/dev/null
  printf 'edited at %s\n' "$(date -u +%T.%3N)"
}

sampling() {
  "$root/plumbline" verify --row installed-rate --config "$work/config" --while "$here/verify.sh edit"
  printf 'in the pod: %s\n' "$(k logs statefulset/scoring-streams --since=5m | grep -E 'in effect.*sampling' | tail -1)"
}

work=$(mktemp -d)
forwards=()
stop() {
  [ ${#forwards[@]} = 0 ] || kill "${forwards[@]}" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
case "${1:-}" in
  '') overlays ;;
  disturb | edit) "$1" ;;
  pods)
    overlays
    start
    config
    "$root/plumbline" verify --row installed --config "$work/config" --while "$here/verify.sh disturb"
    scores
    page
    sampling
    [ -n "${KEEP:-}" ] || kubectl delete namespace "$namespace" >/dev/null
    ;;
  *)
    printf 'verify.sh: found "%s", expected nothing or pods\n' "$1" >&2
    exit 2
    ;;
esac
