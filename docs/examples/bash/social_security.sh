# Access tokens of social security: client credentials with a JWT that the client signs itself.
# Sourced by the examples of Dimona and precontractual data.

token=''
token_until=0

# authorise CLIENT_ID: see to it that $token can be used for at least ten seconds more.
# A token is kept until then; the token service is not asked for every call.
authorise() {
    local client=$1 now assertion
    now=$(date +%s)
    ((now < token_until - 10)) && return
    assertion=$(assertion "$client" "$now")
    call POST "$SOCIAL_SECURITY_TOKEN_URL" \
        --data-urlencode grant_type=client_credentials \
        --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
        --data-urlencode "client_assertion=$assertion"
    expect 200
    token=$(members access_token <"$scratch/body")
    token_until=$((now + $(members expires_in <"$scratch/body")))
}

# assertion CLIENT_ID NOW: a signed JWT (RS256) that is valid for five minutes and used once.
assertion() {
    local signed
    signed=$(printf '{"alg":"RS256","typ":"JWT"}' | base64url).$(
        printf '{"iss":"%s","sub":"%s","aud":"%s","jti":"%s","iat":%d,"exp":%d}' \
            "$1" "$1" "$SOCIAL_SECURITY_TOKEN_URL" "$(openssl rand -hex 16)" "$2" $(($2 + 300)) |
            base64url
    )
    printf '%s.%s' "$signed" \
        "$(printf '%s' "$signed" | openssl dgst -sha256 -sign "$SOCIAL_SECURITY_KEY" | base64url)"
}
