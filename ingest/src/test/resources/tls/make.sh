#!/bin/sh
# Makes the certificates of the TLS tests, valid for a hundred years (one of them: until yesterday).
set -e
cd "$(dirname "$0")"
DAYS=36500
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"; }
authority() {
  key "$1"
  openssl req -x509 -new -key "$1.key" -subj "/CN=Plumbline test $1" -days $DAYS -out "$1.crt"
}
# name, authority, subject, extensions, further options
issue() {
  name=$1; ca=$2; subject=$3; extensions=$4; shift 4
  key "$name"
  openssl req -new -key "$name.key" -subj "$subject" -out "$name.csr"
  printf '%b' "$extensions" > "$name.ext"
  openssl x509 -req -in "$name.csr" -CA "$ca.crt" -CAkey "$ca.key" -extfile "$name.ext" \
    -out "$name.crt" "$@"
  rm "$name.csr" "$name.ext"
}
authority ca
authority stranger
issue server ca /CN=ingest 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' -days $DAYS
issue collector ca /CN=collector 'subjectAltName=URI:spiffe://acme/collector\n' -days $DAYS
issue unlisted ca /CN=unlisted 'subjectAltName=URI:spiffe://acme/unlisted\n' -days $DAYS
issue nameless ca /CN=collector '\n' -days $DAYS
issue forged stranger /CN=collector 'subjectAltName=URI:spiffe://acme/collector\n' -days $DAYS
issue expired ca /CN=collector 'subjectAltName=URI:spiffe://acme/collector\n' -days -1
rm ca.key stranger.key
