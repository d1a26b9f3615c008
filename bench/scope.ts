import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { closeDatabase, database } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { placeRowsOnMedia } from "@/features/catalog/place-rows-on-media";
import { rowAccounts } from "@/features/catalog/queries";
import { deriveDocuments } from "@/features/documents/derive-documents";
import { openIncident } from "@/features/incidents/open-incident";
import { registerMedium } from "@/features/media/register-medium";
import { derivePeople } from "@/features/people/derive-people";
import type { Actor } from "@/features/staff/rules";
import { demoStaff } from "../seed/demo/staff";
import { median, seconds } from "./measured";
import { type Answer, answerByHand, byHand, dropByHand } from "./scope-by-hand";
import { lostVolumes, outlineOf, type ScopeSize, writeScopeFiles } from "./scope-data";
import { deriveByDuckdb } from "./scope-duckdb";
import { copyByPsql, copyEqualRows, fileTable, hasPsql, importByVerbs, layUploads } from "./scope-import";
import { lookAround } from "./scope-look";
import { writeMaster } from "./scope-master";

const defaults = { rows: 10_000_000, people: 1_000_000, repeats: 3 };
const catalogColumns =
  "import_id, file_number, line, raw, job_id, file_index, path, size_bytes, modified_at, is_base, bucket, bucket_rule";

type Round = { incidentId: string } & Record<
  | "import"
  | "staging"
  | "equal"
  | "megabytes"
  | "derive"
  | "byHand"
  | "duckdb"
  | "place"
  | "documents"
  | "people",
  number
>;

/** `npm run bench -- scope [rows] [people] [repeats]`: how the product compares with plain tools at the same work. */
async function main(): Promise<void> {
  const [rows = defaults.rows, people = defaults.people, repeats = defaults.repeats] = process.argv
    .slice(2)
    .map(Number);
  const size = { rows, people };
  const folder = path.join(process.env.BENCH_FOLDER ?? ".tmp/bench", "scope");
  mkdirSync(folder, { recursive: true });
  const ownerUrl = process.env.BENCH_OWNER_URL ?? "";
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const files = writeScopeFiles(folder, size);
  const { manager } = await demoStaff(path.join(folder, "demo.json"));
  const psql = await hasPsql();
  console.log(
    `${rows} rows, ${people} people, ${repeats} rounds; the peer is ${psql ? "psql" : "the driver's COPY"}`,
  );
  await makePeers(owner);
  const rounds: Round[] = [];
  for (let round = 1; round <= repeats; round += 1) {
    rounds.push(await oneRound({ owner, ownerUrl, folder, files, manager, size, psql }));
    console.log(JSON.stringify(rounds.at(-1)));
  }
  report(rounds, size);
  await lookAround(manager, rounds.at(-1)?.incidentId ?? "");
  await owner.end();
  rmSync(folder, { recursive: true, force: true });
}

type Given = {
  owner: postgres.Sql;
  ownerUrl: string;
  folder: string;
  files: ReturnType<typeof writeScopeFiles>;
  manager: Actor & { kind: "staff" };
  size: ScopeSize;
  psql: boolean;
};

async function oneRound({ owner, ownerUrl, folder, files, manager, size, psql }: Given): Promise<Round> {
  await emptyTables(owner);
  const incidentId = await openBenchIncident(manager);
  const uploadIds = await layUploads(incidentId, manager.staffId, files.catalog);
  const staging = await copyByPsql(owner, ownerUrl, psql, "by_hand.file", files.fileTableInUtf8);
  const imported = await importByVerbs(manager, incidentId, uploadIds);
  const equal = psql ? await copyEqualRows(owner, ownerUrl, folder, catalogColumns) : 0;
  await writeMaster(incidentId, uploadIds[0] ?? "", outlineOf(size));
  await copyPlainTables(owner);
  const derived = await deriveByVerbs(manager, incidentId);
  await dropByHand(owner);
  await owner.unsafe("set work_mem = '256MB'");
  const hand = await seconds(async () => {
    for (const statement of byHand) await owner.unsafe(statement);
  });
  mustAgree(await answerOf(incidentId), await answerByHand(owner));
  const duckdb = await deriveByDuckdb(files, folder, owner);
  return {
    incidentId,
    import: imported.seconds,
    megabytes: imported.megabytes,
    staging,
    equal,
    byHand: hand,
    duckdb,
    ...derived,
  };
}

/** The same start for every round. What no deletion may touch is ours to empty here. */
async function emptyTables(owner: postgres.Sql): Promise<void> {
  await owner.unsafe(`
    begin; alter table affected_people disable trigger user;
    truncate catalog_imports, catalog_rows, catalog_row_media, document_sources, exposures, master_imports, people,
      documents cascade;
    alter table affected_people enable trigger user; commit`);
}

async function openBenchIncident(manager: Actor): Promise<string> {
  const { id } = await openIncident(manager, {
    code: `BENCH-${Date.now()}`,
    title: "bench",
    discoveredOn: "2014-02-10",
    organisationName: "ほしかげ生命保険株式会社",
  });
  for (const label of lostVolumes)
    await registerMedium(manager, {
      incidentId: id,
      label,
      missing: { since: "2012-12-20", reason: "bench" },
    });
  return id;
}

/** The peers' tables: the very columns of the files, no keys, no checks. */
async function makePeers(owner: postgres.Sql): Promise<void> {
  await owner.unsafe(`
    drop schema if exists by_hand cascade; create schema by_hand;
    create table by_hand.file (${fileTable});
    create table by_hand.equal as select ${catalogColumns} from catalog_rows limit 0`);
}

async function copyPlainTables(owner: postgres.Sql): Promise<void> {
  await owner.unsafe(`
    drop table if exists by_hand.path, by_hand.media, by_hand.jobmedia, by_hand.master;
    create table by_hand.media as select row_number() over () as mediaid, volume as volumename from
      (select distinct volume from job_media) v;
    create table by_hand.jobmedia as select j.job_id as jobid, m.mediaid, first_index as firstindex, last_index as lastindex
      from job_media j join by_hand.media m on m.volumename = j.volume;
    create table by_hand.master as select line, claim_number, received_on, insured_number, name, kana, birth_date, sex,
      postcode, address, phone from person_records;
    create table by_hand.path as select n as pathid,
      '/srv/請求書類/保険金部/' || to_char(date '2011-12-31' + n, 'YYYY/MM/DD') || '/' as path from generate_series(1, 600) n;
    analyze by_hand.file; analyze by_hand.path; analyze by_hand.media; analyze by_hand.jobmedia; analyze by_hand.master`);
}

async function deriveByVerbs(manager: Actor, incidentId: string) {
  let [place, documents, people] = [0, 0, 0];
  const derive = await seconds(() =>
    inTransaction(async () => {
      place = await seconds(() => placeRowsOnMedia(manager, { incidentId }));
      documents = await seconds(() => deriveDocuments(manager, { incidentId }));
      people = await seconds(() => derivePeople(manager, { incidentId }));
    }),
  );
  return { derive, place, documents, people };
}

async function answerOf(incidentId: string): Promise<Answer> {
  const [counted] = await database().execute<Omit<Answer, "mapped" | "excluded" | "unresolved">>(sql`
    select (select count(*)::int from people where incident_id = ${incidentId} and affected) as people,
           (select count(*)::int from documents where incident_id = ${incidentId}) as documents,
           (select count(*)::int from document_sources) as sources, (select count(*)::int from exposures) as exposures`);
  const [account] = await rowAccounts(incidentId);
  if (!counted || !account || account.unplaced > 0) throw new Error("rows are not accounted for");
  const { mapped, excluded, unresolved } = account;
  return { ...counted, mapped, excluded, unresolved };
}

function mustAgree(ours: Answer, byHand: Answer): void {
  if (JSON.stringify(ours) === JSON.stringify(byHand)) return;
  throw new Error(`the answers differ: ${JSON.stringify({ ours, byHand })}`);
}

function report(rounds: Round[], { rows }: ScopeSize): void {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  const line = (what: string, value: string) => console.log(`  ${what.padEnd(70)} ${value}`);
  const rate = (took: number) => `${took.toFixed(1)} s, ${Math.round(rows / took / 1000)} k rows/s`;
  line("import: CP932, every row accounted for", rate(of((r) => r.import)));
  if (of((r) => r.equal) > 0) {
    line("  \\copy of equal rows in UTF-8 into an equal plain table", rate(of((r) => r.equal)));
    line("  rate beside that (goal ≥ 0.5)", of((r) => r.equal / r.import).toFixed(2));
  }
  line("  \\copy of the bare CSV in UTF-8 into a bare staging table", rate(of((r) => r.staging)));
  line("  rate beside that", of((r) => r.staging / r.import).toFixed(2));
  line(
    "  highest resident memory of the reading process (goal < 512 MB)",
    `${Math.round(of((r) => r.megabytes))} MB`,
  );
  line(
    "derivation: people, documents, provenance, every row in its bucket",
    `${of((r) => r.derive).toFixed(1)} s`,
  );
  line("  plain SQL by hand, for the same answer", `${of((r) => r.byHand).toFixed(1)} s`);
  line("  time beside that (goal ≤ 1.2)", of((r) => r.derive / r.byHand).toFixed(2));
  const duckdb = of((r) => r.duckdb);
  line("  DuckDB, from its own table", duckdb > 0 ? `${duckdb.toFixed(1)} s` : "not installed, left out");
  if (duckdb > 0) line("  time beside that", of((r) => r.derive / r.duckdb).toFixed(2));
}

try {
  await main();
} finally {
  await closeDatabase();
}
