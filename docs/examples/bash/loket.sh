#!/usr/bin/env bash
# Loket.nl API V2: lists to their last page, and a change that nobody else's change is lost by.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

version='version=2018-01-01'
token=''
token_until=0

# authorise: trade the refresh token for an access token when there is none, or it ends in a minute.
authorise() {
    local now
    now=$(date +%s)
    ((now < token_until - 60)) && return
    call POST "$LOKET_TOKEN_URL" \
        --data-urlencode grant_type=refresh_token \
        --data-urlencode "refresh_token=$LOKET_REFRESH_TOKEN" \
        --data-urlencode "client_id=$LOKET_CLIENT_ID" \
        --data-urlencode "client_secret=$LOKET_CLIENT_SECRET"
    expect 200
    token=$(members access_token <"$scratch/body")
    # Each refresh gives the refresh token for the next one: keep it where you keep secrets.
    LOKET_REFRESH_TOKEN=$(members refresh_token <"$scratch/body")
    token_until=$((now + $(members expires_in <"$scratch/body")))
}

# loket METHOD PATH [options of curl]: a call with a token, for the version that this client knows.
loket() {
    local method=$1 path=$2
    shift 2
    authorise
    call "$method" "$LOKET_URL$path" --header "Authorization: Bearer $token" \
        --header "Accept: application/json;${accept:-$version}" "$@"
}

# send METHOD PATH JSON [options of curl]: the same with a body.
send() {
    local method=$1 path=$2 body=$3
    shift 3
    loket "$method" "$path" --header "Content-Type: application/json;$version" --data "$body" "$@"
}

# list PATH: all pages of a list, one answer a line, into "$scratch/list".
list() {
    local number=1 pages=1
    : >"$scratch/list"
    while ((number <= pages)); do
        loket GET "$1?pageSize=5&pageNumber=$number"
        expect 200
        pages=$(members totalPages <"$scratch/body")
        echo >>"$scratch/list" "$(cat "$scratch/body")"
        number=$((number + 1))
    done
}

# own MEMBER: a member of the records on standard input, not of the objects inside them.
own() {
    sed -E 's/\{[^{}]*\}//g' | members "$1"
}

list /providers/employers
echo "employers:"
members companyName <"$scratch/list" | sed 's/^/  /'
employer=$(own id <"$scratch/list" | head -n 1)

accept='version=2021-03-29' list "/providers/employers/$employer/employees"
echo "$(members employeeNumber <"$scratch/list" | wc -l) employees at the first"

send POST "/providers/employers/$employer/notes" \
    '{"accessibleBy": {"key": 1}, "subject": "Voorbeeld", "note": "Nog te bespreken"}'
expect 201
note=/providers/employers/notes/$(own id <"$scratch/body")

# Read, then change what was read: the ETag goes along as If-Match, so that a change by somebody else
# in between is refused (412) and not overwritten. Then it is read again.
for attempt in 1 2 3; do
    loket GET "$note"
    expect 200
    send PUT "$note" '{"accessibleBy": {"key": 1}, "subject": "Voorbeeld", "note": "Besproken"}' \
        --header "If-Match: $(header ETag)"
    [[ $status == 412 ]] || break
    echo "attempt $attempt: somebody else changed it"
done
expect 200
echo "the note says: $(own note <"$scratch/body")"

loket DELETE "$note" --header "If-Match: $(header ETag)"
expect 200 204

# Something that is not there: the messages say what was wrong.
loket GET "$note"
expect 404
members description <"$scratch/body" | sed 's/^/gone: /'
