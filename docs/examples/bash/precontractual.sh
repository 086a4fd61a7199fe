#!/usr/bin/env bash
# employmentPrecontractualData v1: may this candidate have a flexi-job or a student job?
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/social_security.sh"

# verify CITIZEN DAY: ask what is known about a candidate who gave a mandate.
verify() {
    authorise "$PRECONTRACTUAL_CLIENT_ID"
    call GET "$PRECONTRACTUAL_URL/verifyPrecontractualData" --get \
        --data-urlencode "mandataryEnterpriseNumber=$PRECONTRACTUAL_ENTERPRISE" \
        --data-urlencode "citizen=$1" --data-urlencode "startDate=$2" \
        --header "Authorization: Bearer $token"
}

# told BLOCK: the part of the answer about one kind of job, which ends where the next one begins.
told() {
    sed -E "s/.*\"$1\"//; s/\"(flexi|student)JobResult\".*//" "$scratch/body"
}

# explain KIND BLOCK: what the answer says about one kind of job.
explain() {
    local answer
    answer=$(told "$2" | members allowed)
    case $answer in
        ok) echo "  $1: yes$(told "$2" | members hoursRemaining | sed 's/.*/, & hours left/')" ;;
        nok) echo "  $1: no" ;;
        unknown) echo "  $1: not known ($(told "$2" | members cause))" ;;
        noGrant) echo "  $1: the candidate gave no mandate" ;;
        errorGrant) echo "  $1: the mandate could not be looked up" ;;
        *) fail "unknown answer '$answer'" ;;
    esac
}

for citizen in $PRECONTRACTUAL_CITIZENS; do
    verify "$citizen" "$(date --date='7 days' +%F)"
    expect 200 400
    if [[ $status == 400 ]]; then
        # A problem says which parameter was refused, and why.
        echo "$citizen: refused"
        members detail <"$scratch/body" | sed 's/^/  /'
        continue
    fi
    echo "$citizen: reference $(members precontractualMainReference <"$scratch/body")"
    explain "flexi-job" flexiJobResult
    explain "student job" studentJobResult
done
