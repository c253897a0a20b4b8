#!/usr/bin/env bash
# Sends one trace to ingest at URL, by default http://localhost:4318, and prints its id.
set -euo pipefail
trace=$(openssl rand -hex 16)
now=$(date +%s)
curl -sf -o /dev/null --retry 10 --retry-connrefused --retry-delay 1 "${1:-http://localhost:4318}/v1/traces" \
  -H 'Content-Type: application/json' -d '{"resourceSpans":[{
  "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"hello"}}]},
  "scopeSpans":[{"spans":[{"name":"chat gpt-4o-mini","kind":3,
    "traceId":"'"$trace"'","spanId":"'"$(openssl rand -hex 8)"'",
    "startTimeUnixNano":"'"$now"'000000000","endTimeUnixNano":"'"$now"'900000000","attributes":[
      {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
      {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o-mini"}},
      {"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"What is the capital of France?\"}]}]"}},
      {"key":"gen_ai.output.messages","value":{"stringValue":"[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"I cannot help with that.\"}],\"finish_reason\":\"stop\"}]"}}]}]}]}]}'
printf '%s\n' "$trace"
