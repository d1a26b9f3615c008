import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";
import { Stop } from "./say.mjs";

const version = "3.4.9";
const files = ["src/connection.js", "cjs/src/connection.js"];

/**
 * postgres 3.4.9 ends the whole process ("Cannot read properties of null (reading 'write')") when the server
 * closes a connection inside a transaction, and the connection's place in the pool never works again
 * (porsager/postgres#1154, #1208). A cut connection must only fail the query, so three places are corrected.
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
    // A COPY that goes on writing.
    find: "  function nextWrite(fn) {\n",
    put:
      "    if (socket === null) {\n      chunk = nextWriteTimer = null\n" +
      "      typeof fn === 'function' && fn(Errors.connection('CONNECTION_CLOSED', options))\n      return true\n    }\n",
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
