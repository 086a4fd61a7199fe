// Dimona REST v2: a worker enters service; what came of it; and the declaration is taken back.
import { call, day, setting, sleep } from "./common.mjs";
import { authorisation } from "./social_security.mjs";

const url = setting("DIMONA_URL");
const authorised = authorisation(setting("DIMONA_CLIENT_ID"));
const employer = { enterpriseNumber: setting("DIMONA_EMPLOYER") };
const worker = { ssin: setting("DIMONA_WORKER") };

async function get(address, expected = [200]) {
  return call(address, { headers: await authorised(), expected });
}

async function post(address, body, expected = [200]) {
  const headers = { ...(await authorised()), "Content-Type": "application/json" };
  return call(address, { method: "POST", headers, body: JSON.stringify(body), expected });
}

const MEANING = {
  A: "accepted",
  W: "accepted with a warning",
  B: "refused",
  S: "waiting until Sigedis has identified the worker",
};

/**
 * Submit a declaration and wait for its result, as the guide says: no look in the first two
 * seconds, one each second until 30, one each minute until 20 minutes.
 */
async function declare(what, declaration) {
  const submitted = await post(`${url}/declarations`, declaration, [201]);
  const location = submitted.headers.get("Location");
  for (let waited = 0, pause = 2; waited < 1200; pause = waited < 30 ? 1 : 60) {
    await sleep(pause);
    waited += pause;
    const { status, text, data } = await get(location, [200, 404]);
    if (status === 200) return told(what, data.declarationStatus);
    if (!text.includes("not processed yet")) throw new Error(`${location} is not known`);
  }
  throw new Error(`${location} has no result after 20 minutes`);
}

function told(what, { declarationId, result, anomalies = [], period }) {
  if (!(result in MEANING)) throw new Error(`unknown result ${result}`);
  console.log(`${what} ${declarationId}: ${MEANING[result]}`);
  for (const { errorId, label } of anomalies) console.log(`  anomaly ${errorId} ${label.nl}`);
  return { result, period: period?.id };
}

const features = { jointCommissionNumber: "XXX", workerType: "OTH" };
const entered = await declare("In", { employer, worker, dimonaIn: { startDate: day(7), features } });
if (!["A", "W"].includes(entered.result)) throw new Error("nothing to go on with");
const periodId = Number(entered.period);

const period = (await get(`${url}/periods/${periodId}`)).data;
console.log(`period ${periodId} starts on ${period.startDate}`);

// A period cannot end before it starts: a refusal is an answer, with anomalies that tell why.
const left = await declare("Out", { dimonaOut: { periodId, endDate: day(6) } });
if (left.result !== "B") throw new Error("expected a refusal");

const cancelled = await declare("Cancel", { dimonaCancel: { periodId } });
if (!["A", "W"].includes(cancelled.result)) throw new Error("the period is still there");

// What was declared for this worker, to the last page.
let found = 0;
for (let page = `${url}/declarations/search?pageSize=2`; page; ) {
  const { data } = await post(page, { employer, worker });
  found += data.items.length;
  page = data.next;
}
console.log(`${found} declarations were found`);
