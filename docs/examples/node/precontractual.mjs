// employmentPrecontractualData v1: may this candidate have a flexi-job or a student job?
import { call, day, setting } from "./common.mjs";
import { authorisation } from "./social_security.mjs";

const url = setting("PRECONTRACTUAL_URL");
const authorised = authorisation(setting("PRECONTRACTUAL_CLIENT_ID"));

/** Ask what is known about a candidate who gave a mandate. */
async function verify(citizen, startDate) {
  const query = new URLSearchParams({
    mandataryEnterpriseNumber: setting("PRECONTRACTUAL_ENTERPRISE"),
    citizen,
    startDate,
  });
  const headers = await authorised();
  return call(`${url}/verifyPrecontractualData?${query}`, { headers, expected: [200, 400] });
}

const MEANING = {
  ok: ({ hoursRemaining }) => (hoursRemaining === undefined ? "yes" : `yes, ${hoursRemaining} hours left`),
  nok: () => "no",
  unknown: ({ description }) => `not known (${description?.cause ?? "no cause"})`,
  noGrant: () => "the candidate gave no mandate",
  errorGrant: () => "the mandate could not be looked up",
};

function told(kind, result) {
  if (!(result.allowed in MEANING)) throw new Error(`unknown answer ${result.allowed}`);
  console.log(`  ${kind}: ${MEANING[result.allowed](result)}`);
}

for (const citizen of setting("PRECONTRACTUAL_CITIZENS").split(" ")) {
  const { status, data } = await verify(citizen, day(7));
  if (status === 400) {
    // A problem says which parameter was refused, and why.
    console.log(`${citizen}: refused`);
    for (const { name, detail } of data.issues) console.log(`  ${name}: ${detail}`);
    continue;
  }
  console.log(`${citizen}: reference ${data.precontractualMainReference}`);
  told("flexi-job", data.flexiJobResult);
  told("student job", data.studentJobResult);
}
