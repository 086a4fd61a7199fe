// Access tokens of social security: client credentials with a JWT that the client signs itself.
import { createSign, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

import { call, setting } from "./common.mjs";

const url = setting("SOCIAL_SECURITY_TOKEN_URL");
const key = readFileSync(setting("SOCIAL_SECURITY_KEY"));
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A signed JWT (RS256) that is valid for five minutes and used once. */
function assertion(clientId) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: clientId, sub: clientId, aud: url, jti: randomUUID(), iat: now, exp: now + 300 };
  const signed = `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded(claims)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
}

/** Gives a function that gives the header of a call; its token is used until shortly before it ends. */
export function authorisation(clientId) {
  let token = null;
  let until = 0;
  return async () => {
    const now = Date.now() / 1000;
    if (now >= until - 10) {
      const body = new URLSearchParams({
        grant_type: "client_credentials",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion(clientId),
      });
      const { data } = await call(url, { method: "POST", body });
      token = data.access_token;
      until = now + data.expires_in;
    }
    return { Authorization: `Bearer ${token}` };
  };
}
