// What the examples share: one call with fetch, and settings out of the environment.

/** A setting; ends the program when it is not there. */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
}

export const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/** A day as yyyy-mm-dd, so many days from today. */
export function day(fromToday) {
  const date = new Date(Date.now() + fromToday * 86_400_000);
  return date.toLocaleDateString("sv-SE", { timeZone: "Europe/Brussels" });
}

/**
 * Do one call and give its answer, with `text` and, if it is JSON, `data`. An answer with another
 * status than those `expected` is an error that shows it. When there is no answer at all, look up
 * whether the call has arrived before sending it again.
 */
export async function call(url, { expected = [200], ...options } = {}) {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000), ...options });
  const text = await response.text();
  if (!expected.includes(response.status)) {
    throw new Error(`${options.method ?? "GET"} ${url}: HTTP ${response.status} ${text}`);
  }
  const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
  return { status: response.status, headers: response.headers, text, data: isJson ? JSON.parse(text) : null };
}
