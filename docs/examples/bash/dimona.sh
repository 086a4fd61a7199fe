#!/usr/bin/env bash
# Dimona REST v2: a worker enters service; what came of it; and the declaration is taken back.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/social_security.sh"

json='Content-Type: application/json'

# dimona METHOD URL [options of curl]: a call with a token.
dimona() {
    authorise "$DIMONA_CLIENT_ID"
    call "$@" --header "Authorization: Bearer $token"
}

# declare_ WHAT BODY: submit a declaration and wait for its result, as the guide says: no look in the
# first two seconds, one each second until 30, one each minute until 20 minutes.
declare_() {
    local what=$1 location told pause waited=2
    dimona POST "$DIMONA_URL/declarations" --header "$json" --data "$2"
    expect 201
    location=$(header Location)
    sleep 2
    until dimona GET "$location" && [[ $status == 200 ]]; do
        expect 404
        grep -q 'not processed yet' "$scratch/body" || fail "$location is not known"
        ((waited < 1200)) || fail "$location has no result after 20 minutes"
        if ((waited < 30)); then pause=1; else pause=60; fi
        sleep $pause
        waited=$((waited + pause))
    done
    result=$(members result <"$scratch/body")
    told=$(meaning "$result")
    echo "$what ${location##*/}: $told"
    members errorId <"$scratch/body" | sed 's/^/  anomaly /'
}

# meaning RESULT: the four results that a declaration can have.
meaning() {
    case $1 in
        A) echo "accepted" ;;
        W) echo "accepted with a warning" ;;
        B) echo "refused" ;;
        S) echo "waiting until Sigedis has identified the worker" ;;
        *) fail "unknown result $1" ;;
    esac
}

employer="\"employer\": {\"enterpriseNumber\": \"$DIMONA_EMPLOYER\"}"
worker="\"worker\": {\"ssin\": \"$DIMONA_WORKER\"}"
start=$(date --date='7 days' +%F)
before=$(date --date='6 days' +%F)

features='"features": {"jointCommissionNumber": "XXX", "workerType": "OTH"}'
declare_ In "{$employer, $worker, \"dimonaIn\": {\"startDate\": \"$start\", $features}}"
[[ $result == [AW] ]] || fail "nothing to go on with"
period=$(sed 's/.*"period"//' "$scratch/body" | members id)

dimona GET "$DIMONA_URL/periods/$period"
expect 200
echo "period $period starts on $(members startDate <"$scratch/body" | head -n 1)"

# A period cannot end before it starts: a refusal is an answer, with anomalies that tell why.
declare_ Out "{\"dimonaOut\": {\"periodId\": $period, \"endDate\": \"$before\"}}"
[[ $result == B ]] || fail "expected a refusal"

declare_ Cancel "{\"dimonaCancel\": {\"periodId\": $period}}"
[[ $result == [AW] ]] || fail "the period is still there"

# What was declared for this worker, to the last page.
page="$DIMONA_URL/declarations/search?pageSize=2"
found=0
while [[ -n $page ]]; do
    dimona POST "$page" --header "$json" --data "{$employer, $worker}"
    expect 200
    found=$((found + $(members declarationId <"$scratch/body" | wc -l)))
    page=$(members next <"$scratch/body")
done
echo "$found declarations were found"
