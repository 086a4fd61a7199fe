#!/usr/bin/env bash
# Link2Prisma: every call is queued; its Result is looked up afterwards.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# prisma METHOD URL [options of curl]: a call with the client certificate. No Content-Type: the
# service reads the bare stream.
prisma() {
    call "$@" --cert "$PRISMA_CERTIFICATE" --key "$PRISMA_KEY" --cacert "$PRISMA_CA" \
        --header 'Content-Type:'
}

# queued METHOD PATH [options of curl]: hand in a call for the employer and wait for its Result.
# $outcome is its status, "$scratch/data" the JSON that it gives.
queued() {
    local method=$1 path=$2 ticket look
    shift 2
    prisma "$method" "$PRISMA_URL$path" --header "Employer: $PRISMA_EMPLOYER" "$@"
    expect 202 400
    ticket=$(tr -d '"' <"$scratch/body")
    for look in {1..30}; do
        sleep 1
        prisma GET "$PRISMA_URL/Result/$ticket"
        expect 200
        outcome=$(members Statuscode <"$scratch/body")
        [[ $outcome == 202 ]] || break
    done
    [[ $outcome != 202 ]] || fail "$method $path: still queued after $look seconds"
    echo "$method $path: $outcome $(members StatusDescription <"$scratch/body")"
    members Response <"$scratch/body" | sed 's/\\"/"/g' >"$scratch/data"
}

# worker_number INSS: the number of the worker, 0 when the employer has none. Answered directly.
worker_number() {
    prisma GET "$PRISMA_URL/workerExists/$1" --header "Employer: $PRISMA_EMPLOYER"
    expect 200
    number=$(members WorkerNumber <"$scratch/body")
}

# add_worker: with personal data, contract, address and family status, without which none is taken.
add_worker() {
    queued GET /newWorkerNumber
    number=$(grep -oE '[0-9]+' "$scratch/data" | head -n 1)
    queued POST /worker --data @- <<WORKER
{
  "WorkerNumber": $number, "INSS": $PRISMA_INSS, "Name": "Peeters", "Firstname": "Lotte",
  "Sex": "F", "Birthdate": "19900101", "Nationality": "00150", "Language": "N",
  "PayWay": "Transfer", "BankAccount": "BE68539007547034",
  "address": [{"Street": "Naamsestraat", "HouseNumber": "12", "ZIPCode": "3000",
               "City": "Leuven", "Country": "00150"}],
  "contract": [{"Startdate": "$today", "EmploymentStatus": "Employee", "Contract": "Usually",
                "CatRSZ": "010", "ParCom": "200", "DateInService": "$today",
                "WorkingTime": "Fulltime", "WeekhoursWorker": 38, "WeekhoursEmployer": 38}],
  "FamilyStatus": [{"Startdate": "$today", "CivilStatus": "Single", "ChildrenAtCharge": 0}]
}
WORKER
    [[ $outcome == 201 ]] || fail "the worker was not added"
}

today=$(date +%Y%m%d)
worker_number "$PRISMA_INSS"
[[ $number != 0 ]] || add_worker

queued GET "/worker/$number/address"
echo "worker $number lives in $(members City <"$scratch/data" | tail -n 1)"

# All workers, 6 a call (100 is the most that is given), until a page is not full.
limit=6 offset=0 workers=0 page=$limit
while ((page == limit)); do
    queued GET "/worker?limit=$limit&offset=$offset"
    [[ $outcome == 200 || $outcome == 204 ]] || fail "no list"
    page=$(members Birthdate <"$scratch/data" | wc -l)
    workers=$((workers + page)) offset=$((offset + limit))
done
echo "$workers workers"

# A record that is not there: the call was accepted, and its Result tells what was wrong.
queued DELETE "/worker/$number/address/19000101"
[[ $outcome == 404 ]] || fail "expected a Result 404"
