import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";
import { Stop } from "./say.mjs";

const version = "3.4.9";
const files = ["src/connection.js", "cjs/src/connection.js"];

/**
 * When the server closes a connection in the middle of work, postgres 3.4.9 ends the whole process ("Cannot read
 * properties of null (reading 'write')", porsager/postgres#1154, #1208) or keeps what belonged to the old
 * connection: the next query on it fails with the old error, gets rows with holes, or waits for ever.
 * A cut connection must fail the queries it was busy with and nothing else.
 */
const corrections = [
  {
    // The rollback that follows, on a connection that is gone.
    find: "    if (stream)\n      return queryError(q, Errors.generic('COPY_IN_PROGRESS'",
    put: "    if (socket === null)\n      return queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true\n\n",
    where: "before",
  },
  {
    // What was not yet written must not be written to the next connection.
    find: "    incomings = null\n    clearImmediate(nextWriteTimer)\n",
    put: "    chunk = nextWriteTimer = null\n",
    where: "after",
  },
  {
    find: "  async function closed(hadError) {\n",
    put: `  function forget() {
    final && final(Errors.connection('CONNECTION_CLOSED', options))
    query = errorResponse = results = stream = final = null
    result = new Result()
    rows = 0
  }

`,
    where: "before",
  },
  {
    find: "    if (initial)\n      return reconnect()\n",
    put: "    initial && forget()\n",
    where: "before",
  },
  {
    find: "    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))\n",
    put: "    forget()\n",
    where: "after",
  },
  {
    // Bytes that a cancelled timer left behind.
    find: "  function nextWrite(fn) {\n",
    put: `    if (socket === null) {
      chunk = nextWriteTimer = null
      typeof fn === 'function' && fn(Errors.connection('CONNECTION_CLOSED', options))
      return true
    }
`,
    where: "after",
  },
];

/** Corrects the installed driver; does nothing when that was done. Throws `Stop` when it is not the one expected. */
export function patchPostgres() {
  const folder = inRoot("node_modules/postgres");
  if (!existsSync(folder)) return;
  const installed = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")).version;
  for (const file of files) patchFile(`${folder}/${file}`, installed);
}

function patchFile(path, installed) {
  const before = readFileSync(path, "utf8");
  let text = before;
  for (const { find, put, where } of corrections) {
    const corrected = where === "before" ? put + find : find + put;
    if (text.includes(corrected)) continue;
    if (installed !== version || text.split(find).length !== 2) {
      throw new Stop(
        `scripts/patch-postgres.mjs corrects postgres ${version}, and ${installed} is installed. ` +
          "Look whether that version still needs it (its comment names the fault); then adapt or remove the script.",
      );
    }
    text = text.replace(find, () => corrected);
  }
  if (text === before) return;
  const half = `${path}.${process.pid}`;
  writeFileSync(half, text);
  renameSync(half, path);
}
