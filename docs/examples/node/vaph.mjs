// VAPH ISIS: a contract and what was done in a month, in XML.
import { call, setting } from "./common.mjs";

const url = setting("VAPH_URL");
const login = Buffer.from(`${setting("VAPH_USER")}:${setting("VAPH_PASSWORD")}`).toString("base64");
const headers = { Authorization: `Basic ${login}`, Accept: "application/xml" };

const escaped = (text) => String(text).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Elements in the order of the XSD, which Node cannot check by itself: [name, text or elements]. */
function elements(pairs) {
  const inner = (value) => (Array.isArray(value) ? elements(value) : escaped(value));
  return pairs.map(([name, value]) => `<${name}>${inner(value)}</${name}>`).join("");
}

async function put(address, document, expected) {
  return call(address, {
    method: "PUT",
    headers: { ...headers, "Content-Type": "application/xml; charset=UTF-8" },
    body: `<?xml version="1.0" encoding="UTF-8"?>${elements([document])}`,
    expected,
  });
}

/** The texts of the elements with this name; enough for flat answers like these. */
function texts(name, xml) {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)`, "g"))].map(([, text]) => text);
}

function contract(einddatum) {
  const werknemer = [["rijksregisternummer", setting("VAPH_WORKER")], ["naam", "Doe"], ["voornaam", "John"]];
  return ["contract", [
    ["werknemer", werknemer],
    ["begindatum", "2014-01-01"],
    ["einddatum", einddatum],
    ["functie", [["code", "630"]]],
    ["ancJaar", 5],
    ["ancMaand", 11],
  ]];
}

const registered = await put(`${url}/${setting("VAPH_UNIT")}/contract`, contract("2014-12-31"), [201]);
const address = registered.headers.get("Location");
console.log(`contract ${address.split("/").at(-1)} was registered`);

await put(address, contract("2014-06-30"), [200]);
const read = await call(address, { headers });
console.log(`it ends on ${texts("einddatum", read.text)[0].slice(0, 10)}`);

const done = await put(`${address}/prestatie`, ["prestatie", [
  ["jaar", 2014], ["maand", 1], ["uren", 160], ["uurstel", 160], ["prestatieeenheid", 1],
  ["afwezigheid", 0],
]], [201]);
const all = await call(`${address}/prestaties`, { headers });
console.log(`${texts("uren", all.text)[0]} hours in month ${texts("maand", all.text)[0]}`);

// What is taken back is gone; the answer of a refused call is a text that says why.
await call(done.headers.get("Location"), { method: "DELETE", headers });
await call(address, { method: "DELETE", headers });
console.log(`gone: ${(await call(address, { headers, expected: [404] })).text}`);
