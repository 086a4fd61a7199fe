#!/usr/bin/env bash
# VAPH ISIS: a contract and what was done in a month, in XML.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# vaph METHOD URL [options of curl]: a call with user and password.
vaph() {
    call "$@" --user "$VAPH_USER:$VAPH_PASSWORD" --header 'Accept: application/xml'
}

# put URL DOCUMENT: check a document against the XSD, then send it.
put() {
    printf '%s' "$2" >"$scratch/document"
    if command -v xmllint >/dev/null; then
        xmllint --noout --nonet --schema "$scratch/requests.xsd" "$scratch/document" ||
            fail "not sent: the XSD refuses it"
    fi
    vaph PUT "$1" --header 'Content-Type: application/xml; charset=UTF-8' \
        --data-binary "@$scratch/document"
}

# element NAME: the texts of the elements with this name in the last answer.
element() {
    grep -oE "<$1>[^<]*" "$scratch/body" | sed 's/.*>//'
}

# contract LAST_DAY: the document of a contract, for registering and for changing it.
contract() {
    cat <<CONTRACT
<?xml version="1.0" encoding="UTF-8"?>
<contract>
  <werknemer>
    <rijksregisternummer>$VAPH_WORKER</rijksregisternummer>
    <naam>Doe</naam>
    <voornaam>John</voornaam>
  </werknemer>
  <begindatum>2014-01-01</begindatum>
  <einddatum>$1</einddatum>
  <functie><code>630</code></functie>
  <ancJaar>5</ancJaar>
  <ancMaand>11</ancMaand>
</contract>
CONTRACT
}

# The XSD, with the files that it names.
files=(requests.xsd)
for ((i = 0; i < ${#files[@]}; i++)); do
    call GET "$VAPH_URL/xsd/${files[i]}"
    expect 200
    cp "$scratch/body" "$scratch/${files[i]}"
    for name in $(grep -oE 'schemaLocation="[^"]+"' "$scratch/body" | cut -d'"' -f2); do
        [[ " ${files[*]} " == *" $name "* ]] || files+=("$name")
    done
done

put "$VAPH_URL/$VAPH_UNIT/contract" "$(contract 2014-12-31)"
expect 201
url=$(header Location)
echo "contract ${url##*/} was registered"

put "$url" "$(contract 2014-06-30)"
expect 200
vaph GET "$url"
expect 200
echo "it ends on $(element einddatum | cut -c1-10)"

put "$url/prestatie" '<?xml version="1.0" encoding="UTF-8"?>
<prestatie>
  <jaar>2014</jaar>
  <maand>1</maand>
  <uren>160</uren>
  <uurstel>160</uurstel>
  <prestatieeenheid>1</prestatieeenheid>
  <afwezigheid>0</afwezigheid>
</prestatie>'
expect 201
prestatie=$(header Location)
vaph GET "$url/prestaties"
expect 200
echo "$(element uren) hours in month $(element maand)"

# What is taken back is gone; the answer of a refused call is a text that says why.
vaph DELETE "$prestatie"
expect 200
vaph DELETE "$url"
expect 200
vaph GET "$url"
expect 404
echo "gone: $(cat "$scratch/body")"
