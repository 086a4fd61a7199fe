# What the examples share: one call with curl, and reading members of JSON without a JSON tool.
# Sourced, not run. Needs bash, curl, and openssl where an assertion is signed.
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# fail MESSAGE: say what went wrong and end.
fail() {
    echo "$*" >&2
    exit 1
}

# call METHOD URL [options of curl]: do one call. Then $status is its HTTP status, "$scratch/body"
# and "$scratch/headers" are what came back. Without any answer the run ends: whether a call has
# arrived that got no answer must be looked up before it is sent again.
call() {
    local method=$1 url=$2
    shift 2
    status=$(curl --silent --show-error --max-time 30 --request "$method" "$url" \
        --dump-header "$scratch/headers" --output "$scratch/body" --write-out '%{http_code}' "$@") ||
        fail "$method $url: no answer; look up whether it arrived before sending it again"
}

# expect STATUS...: end the run unless the last call was answered with one of these.
expect() {
    local wanted
    for wanted in "$@"; do
        [[ $status == "$wanted" ]] && return
    done
    fail "expected HTTP $*, got $status: $(cat "$scratch/body")"
}

# header NAME: the value of a header of the last answer, or nothing.
header() {
    sed -nE "s/^$1: *//Ip" "$scratch/headers" | tr -d '\r'
}

# members NAME: every text, number or boolean with this name in the JSON on standard input, a line
# each. Enough for flat answers like these; take jq for anything deeper.
members() {
    { grep -oE "\"$1\" *: *(\"([^\"\\]|\\\\.)*\"|[^][\",{} ]+)" || true; } |
        sed -E 's/^"[^"]*" *: *//; s/^"(.*)"$/\1/'
}

# base64url: standard input, as the parts of a JWT are written.
base64url() {
    openssl base64 -A | tr '+/' '-_' | tr -d '='
}
