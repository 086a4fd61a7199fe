// Loket.nl API V2: lists to their last page, and a change that nobody else's change is lost by.
import { call, setting } from "./common.mjs";

const url = setting("LOKET_URL");
let refreshToken = setting("LOKET_REFRESH_TOKEN");
let token = null;
let until = 0;

/** The header of a call; a refresh token is traded when there is no token, or it ends in a minute. */
async function authorised() {
  const now = Date.now() / 1000;
  if (now >= until - 60) {
    const body = new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      client_id: setting("LOKET_CLIENT_ID"),
      client_secret: setting("LOKET_CLIENT_SECRET"),
    });
    const { data } = await call(setting("LOKET_TOKEN_URL"), { method: "POST", body });
    token = data.access_token;
    until = now + data.expires_in;
    // Each refresh gives the refresh token for the next one: keep it where you keep secrets.
    refreshToken = data.refresh_token;
  }
  return `Bearer ${token}`;
}

/** One call, for the version of the resource that this client knows. */
async function loket(method, path, { body, version = "2018-01-01", headers = {}, expected = [200] } = {}) {
  const type = `application/json;version=${version}`;
  return call(url + path, {
    method,
    headers: {
      Authorization: await authorised(),
      Accept: type,
      ...(body && { "Content-Type": type }),
      ...headers,
    },
    body: body && JSON.stringify(body),
    expected,
  });
}

/** The records of a list, page after page. */
async function* list(path, options) {
  for (let number = 1, pages = 1; number <= pages; number += 1) {
    const { data } = await loket("GET", `${path}?pageSize=5&pageNumber=${number}`, options);
    pages = data.totalPages;
    yield* data._embedded;
  }
}

const employers = [];
for await (const employer of list("/providers/employers")) employers.push(employer);
console.log("employers:", employers.map(({ companyName }) => companyName).join(", "));

let employees = 0;
const { id } = employers[0];
for await (const _ of list(`/providers/employers/${id}/employees`, { version: "2021-03-29" })) employees += 1;
console.log(`${employees} employees at the first`);

const body = { accessibleBy: { key: 1 }, subject: "Voorbeeld", note: "Nog te bespreken" };
const made = await loket("POST", `/providers/employers/${id}/notes`, { body, expected: [201] });
const note = `/providers/employers/notes/${made.data.content.id}`;

/**
 * Read, then change what was read: the ETag goes along as If-Match, so that a change by somebody
 * else in between is refused (412) and not overwritten. Then it is read again.
 */
async function change(path, changed) {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const read = await loket("GET", path);
    const headers = { "If-Match": read.headers.get("ETag") };
    const { accessibleBy, subject, note } = read.data.content;
    const body = { accessibleBy: { key: accessibleBy.key }, subject, note, ...changed };
    const answer = await loket("PUT", path, { body, headers, expected: [200, 412] });
    if (answer.status === 200) return answer;
    console.log(`attempt ${attempt}: somebody else changed it`);
  }
  throw new Error(`${path} changes all the time`);
}

const changed = await change(note, { note: "Besproken" });
console.log(`the note says: ${changed.data.content.note}`);

const headers = { "If-Match": changed.headers.get("ETag") };
await loket("DELETE", note, { headers, expected: [200, 204] });

// Something that is not there: the messages say what was wrong.
const { data } = await loket("GET", note, { expected: [404] });
for (const { description } of data.messages) console.log(`gone: ${description}`);
