#!/usr/bin/env bash
# Renders every overlay and asks the API server of the current context whether it would take it:
# strict validation, admission, no warning. Nothing is stored but the namespaces.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
status=0
for overlay in "$here"/overlays/*/; do
  name=$(basename "$overlay")
  kubectl kustomize "$overlay" >"$out/$name.yaml"
  kubectl apply --server-side -f "$overlay/namespace.yaml" >/dev/null
  if kubectl apply --server-side --dry-run=server --validate=strict -f "$out/$name.yaml" >"$out/log" 2>&1 &&
    ! grep -v 'serverside-applied (server dry run)$' "$out/log"; then
    printf '%s: %d objects, no warning\n' "$name" "$(grep -c serverside-applied "$out/log")"
  else
    cat "$out/log"
    status=1
  fi
done
exit $status
