import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { addressed } from "../../../scripts/ground.mjs";
import { setting } from "../../setup/setting";
import { fixtureText } from "./bacula-fixture";

export type CatalogDatabase = {
  /** As a role that may SELECT the catalog's tables and nothing else. */
  readerUrl: string;
  superUrl: string;
  readerName: string;
  host: string;
  drop: () => Promise<void>;
};

async function asSuper(...statements: string[]): Promise<void> {
  const sql = postgres(setting("OWABI_TEST_SUPER_URL"), { max: 1, onnotice: () => undefined });
  try {
    for (const statement of statements) await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** The fixture's catalog, running: its dump loaded into a database of its own. */
export async function runningCatalog(): Promise<CatalogDatabase> {
  const name = `bacula_${process.pid}_${randomBytes(4).toString("hex")}`;
  const [readerName, password] = [`reader_${randomBytes(4).toString("hex")}`, "p@ss word/1"];
  const superUrl = addressed(setting("OWABI_TEST_SUPER_URL"), name);
  await asSuper(
    // As Bacula makes its own: names are bytes.
    `create database "${name}" template template0 encoding 'SQL_ASCII' locale_provider 'libc' locale 'C'`,
    `create role ${readerName} login password '${password}'`,
  );
  await loadDump(superUrl, fixtureText("catalog.sql.gz"));
  const sql = postgres(superUrl, { max: 1, onnotice: () => undefined });
  await sql.unsafe(`grant select on media, job, jobmedia, path, filename, basefiles, file to ${readerName}`);
  await sql.end();
  const url = new URL(superUrl);
  const host = `${url.hostname}:${url.port || 5432}`;
  return {
    readerUrl: `postgres://${readerName}:${encodeURIComponent(password)}@${host}/${name}`,
    superUrl,
    readerName,
    host,
    drop: () =>
      asSuper(`drop database if exists "${name}" with (force)`, `drop role if exists ${readerName}`),
  };
}

/** What `psql -f` does with a dump of pg_dump: statements, and data where a COPY begins. */
async function loadDump(url: string, text: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const plain = text.replace(/^\\(un)?restrict .*$/gm, "").replace("SET client_encoding = 'SQL_ASCII';", "");
  for (const [at, part] of plain.split(/^(COPY .*? FROM stdin;\n(?:[\s\S]*?\n)??)\\\.$/m).entries()) {
    if (at % 2 === 0) {
      await sql.unsafe(part);
      continue;
    }
    const head = part.indexOf("\n");
    const stream = await sql.unsafe(part.slice(0, head).replace(/;$/, "")).writable();
    await pipeline(Readable.from([Buffer.from(part.slice(head + 1))]), stream);
  }
  await sql.end();
}
