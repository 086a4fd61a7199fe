// Link2Prisma: every call is queued; its Result is looked up afterwards.
// The fetch of Node cannot show a client certificate, and its https module can.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";

import { day, setting, sleep } from "./common.mjs";

const url = setting("PRISMA_URL");
const inss = setting("PRISMA_INSS");
const employer = { Employer: setting("PRISMA_EMPLOYER") };
const agent = new Agent({
  keepAlive: true,
  cert: readFileSync(setting("PRISMA_CERTIFICATE")),
  key: readFileSync(setting("PRISMA_KEY")),
  ca: readFileSync(setting("PRISMA_CA")),
});

/** One call; gives the JSON of its answer. No Content-Type: the service reads the bare stream. */
function call(method, path, { headers = {}, body, expected = [200] } = {}) {
  return new Promise((done, failed) => {
    const sent = request(url + path, { method, agent, headers, timeout: 30_000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => (text += part));
      answer.on("end", () => {
        if (expected.includes(answer.statusCode)) done(JSON.parse(text));
        else failed(new Error(`${method} ${path}: HTTP ${answer.statusCode} ${text}`));
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`${method} ${path}: no answer; look it up`)));
    sent.on("error", failed);
    sent.end(body && JSON.stringify(body));
  });
}

/** Hand in a call for the employer, wait for its Result, and give that with its data. */
async function queued(method, path, body) {
  const ticket = await call(method, path, { headers: employer, body, expected: [202, 400] });
  for (let waited = 1; waited <= 30; waited += 1) {
    await sleep(1);
    const result = await call("GET", `/Result/${ticket}`);
    if (result.Statuscode === "202") continue;
    console.log(`${method} ${path}: ${result.Statuscode} ${result.StatusDescription}`);
    return { code: result.Statuscode, data: result.Response ? JSON.parse(result.Response) : [] };
  }
  throw new Error(`${method} ${path}: still queued after 30 seconds`);
}

/** Add a worker with personal data, contract, address and family status; none is taken without. */
async function addWorker() {
  const { data } = await queued("GET", "/newWorkerNumber");
  const number = data.WorkerNumber ?? data;
  const today = day(0).replaceAll("-", "");
  const { code } = await queued("POST", "/worker", {
    WorkerNumber: number, INSS: Number(inss), Name: "Peeters", Firstname: "Lotte",
    Sex: "F", Birthdate: "19900101", Nationality: "00150", Language: "N",
    PayWay: "Transfer", BankAccount: "BE68539007547034",
    address: [{ Street: "Naamsestraat", HouseNumber: "12", ZIPCode: "3000", City: "Leuven", Country: "00150" }],
    contract: [{
      Startdate: today, EmploymentStatus: "Employee", Contract: "Usually", CatRSZ: "010",
      ParCom: "200", DateInService: today, WorkingTime: "Fulltime", WeekhoursWorker: 38,
      WeekhoursEmployer: 38,
    }],
    FamilyStatus: [{ Startdate: today, CivilStatus: "Single", ChildrenAtCharge: 0 }],
  });
  if (code !== "201") throw new Error("the worker was not added");
  return number;
}

// Whether somebody is there is looked up before adding; this one call is answered directly.
const known = await call("GET", `/workerExists/${inss}`, { headers: employer });
const number = known.WorkerExists ? known.WorkerNumber : await addWorker();

const addresses = (await queued("GET", `/worker/${number}/address`)).data;
console.log(`worker ${number} lives in ${[addresses].flat().at(-1).City}`);

// All workers, 6 a call (100 is the most that is given), until a page is not full.
const limit = 6;
let workers = 0;
for (let page = limit; page === limit; workers += page) {
  const { code, data } = await queued("GET", `/worker?limit=${limit}&offset=${workers}`);
  if (!["200", "204"].includes(code)) throw new Error("no list");
  page = [data].flat().length;
}
console.log(`${workers} workers`);

// A record that is not there: the call was accepted, and its Result tells what was wrong.
const { code } = await queued("DELETE", `/worker/${number}/address/19000101`);
if (code !== "404") throw new Error("expected a Result 404");
agent.destroy();
