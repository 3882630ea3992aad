#!/bin/sh
# Checks one passenger's e-visa with curl. Proofs are made by dpop-proof.mjs: no shell signs with a P-256 key.
#
#   sh examples/check-passenger.sh [--enrol CODE] TEXT ARRIVAL [CHECKPOINT]
#
# TEXT is what the QR code holds, ARRIVAL is like 2026-11-22T23:50:00+05:00. The key and the device's id are kept in
# $EVISA_DEVICE, or in evisa-device.
set -eu

here=$(dirname "$0")
folder=${EVISA_DEVICE:-evisa-device}
sign() { node "$here/dpop-proof.mjs" "$folder" "$@"; }
# One member of the JSON on standard input.
member() { node -e 'let t="";process.stdin.on("data",d=>t+=d).on("end",()=>console.log(process.argv[1].split(".").reduce((o,k)=>o?.[k],JSON.parse(t))??""))' "$1"; }
nonce_in() { sed -n 's/^[Dd][Pp][Oo][Pp]-[Nn]once: *\([^[:space:]]*\).*/\1/p' "$1"; }
fail() { echo "$1" >&2; exit 1; }

mkdir -p "$folder"
chmod 700 "$folder"
got=$(mktemp -d)
trap 'rm -rf "$got"' EXIT

# post URL PROOF [CURL OPTIONS]: the answer in $got/body, its headers in $got/head, its status printed.
post() {
  url=$1 proof=$2
  shift 2
  curl -sS -X POST "$url" -H "DPoP: $proof" -D "$got/head" -o "$got/body" -w '%{http_code}' "$@"
}

if [ "${1:-}" = --enrol ]; then
  [ $# -ge 2 ] || fail 'after --enrol comes the code'
  code=$(node -e 'console.log(Buffer.from(process.argv[1].replace("EVISA-ENROL.", ""), "base64url").toString())' "$2")
  server=$(printf %s "$code" | member server)
  printf '{"secret":"%s","name":"curl"}' "$(printf %s "$code" | member secret)" >"$got/asked"
  status=$(post "$server/v1/devices" "$(sign proof POST "$server/v1/devices")" -H 'content-type: application/json' -d "@$got/asked")
  if [ "$status" = 401 ]; then
    nonce=$(nonce_in "$got/head")
    status=$(post "$server/v1/devices" "$(sign proof POST "$server/v1/devices" "$nonce")" -H 'content-type: application/json' -d "@$got/asked")
  fi
  [ "$status" = 201 ] || fail "not enrolled: $(member detail <"$got/body")"
  member id <"$got/body" >"$folder/device"
  member issuer <"$got/body" >"$folder/issuer"
  echo "enrolled as $(cat "$folder/device")"
  shift 2
fi
[ $# -ge 2 ] || fail 'sh examples/check-passenger.sh [--enrol CODE] TEXT ARRIVAL [CHECKPOINT]'
[ -f "$folder/device" ] || fail 'enrol first: --enrol CODE'
device=$(cat "$folder/device")
issuer=$(cat "$folder/issuer")

# A token for five minutes. The first request brings the nonce; each has an assertion of its own.
token() {
  post "$issuer/v1/token" "$(sign proof POST "$issuer/v1/token" "${1:-}")" \
    -d grant_type=client_credentials -d "client_id=$device" \
    --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
    -d "client_assertion=$(sign assertion "$device" "$issuer")"
}
status=$(token)
[ "$status" = 400 ] && status=$(token "$(nonce_in "$got/head")")
[ "$status" = 200 ] || fail "no token: $(member error_description <"$got/body")"
access=$(member access_token <"$got/body")
nonce=$(nonce_in "$got/head")

node -e 'const [text, arrival, checkpoint] = process.argv.slice(1)
console.log(JSON.stringify({ text, situation: { audience: "carrier", checkpoint, arrival }, receipt: true }))' \
  "$1" "$2" "${3:-NQZ}" >"$got/asked"
url=$issuer/v1/verifications
status=$(post "$url" "$(sign proof POST "$url" "$nonce" "$access")" \
  -H "Authorization: DPoP $access" -H 'content-type: application/json' -d "@$got/asked")
[ "$status" = 200 ] || fail "not checked: $(member detail <"$got/body")"
echo "$(member word.en <"$got/body"): $(member instruction.en <"$got/body")"
# What calls it may go on without a look at the words: nobody boards on anything but 0.
case $(member outcome <"$got/body") in
  clear) exit 0 ;;
  refuse) exit 20 ;;
  *) exit 10 ;;
esac
