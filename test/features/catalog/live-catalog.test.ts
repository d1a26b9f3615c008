import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { catalogImports, catalogRows, events, uploads } from "@/db/schema";
import { fetchLiveCatalog } from "@/features/catalog/fetch-live-catalog";
import { liveTables } from "@/features/catalog/readers/bacula-live-tables";
import { incompleteReasons } from "@/features/catalog/rules";
import { env } from "@/lib/env";
import { fileStore } from "@/lib/files";
import { isAllowedHost, postgresAddress, withReadOnlyPostgres } from "@/lib/read-only-postgres";
import { checkInvariants } from "../../../jobs/invariants/check-invariants";
import {
  as,
  doReadyTasks,
  manager,
  newIncident,
  openUpstreamBench,
  type UpstreamBench,
} from "../upstream/bench";
import { factsOf, fixtureFiles, recordedDifferences, volumes } from "./bacula-fixture";
import { type CatalogDatabase, runningCatalog } from "./catalog-database";
import { evidenceOf, pathsWhere } from "./volume-contents";

let bench: UpstreamBench;
let live: CatalogDatabase;
beforeAll(async () => {
  live = await runningCatalog();
  process.env.CATALOG_HOSTS = `catalog.example, ${live.host}`;
  bench = await openUpstreamBench();
}, 60_000);
afterAll(async () => {
  await bench?.close();
  await live?.drop();
});

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

async function asSuper(statement: string): Promise<Record<string, unknown>[]> {
  const connection = postgres(live.superUrl, { max: 1, onnotice: () => undefined });
  try {
    return [...(await connection.unsafe(statement))];
  } finally {
    await connection.end();
  }
}

/** Everything the database holds of the catalog: row counts and what has been written since it was started. */
async function stateOfCatalog(): Promise<string> {
  await asSuper("select pg_stat_force_next_flush()");
  const written = await asSuper(
    "select relname, n_live_tup, n_tup_ins, n_tup_upd, n_tup_del from pg_stat_user_tables order by relname",
  );
  return JSON.stringify([written, await asSuper("select count(*) from pg_class")]);
}

describe("reading a running catalog", () => {
  it("keeps its tables as files of the incident and reads them as if somebody had dropped them", async () => {
    const incidentId = await newIncident();
    const before = await stateOfCatalog();
    const fetched = await fetchLiveCatalog(manager, { incidentId, address: live.readerUrl });
    expect(await stateOfCatalog()).toBe(before);
    expect(fetched.files.find(({ fileName }) => fileName === "File.csv")?.rows).toBe(3833);
    await doReadyTasks();
    const [read] = await database().select().from(catalogImports).where(eq(catalogImports.id, fetched.id));
    expect(read).toMatchObject({ state: "read", format: "bacula-csv", problem: null });
    const kept = await database().select().from(uploads).where(eq(uploads.incidentId, incidentId));
    expect(kept.map(({ fileName }) => fileName).sort()).toEqual(
      ["BaseFiles", "File", "Filename", "Job", "JobMedia", "Media", "Path"].map((name) => `${name}.csv`),
    );
    const files = kept.map(({ fileName, storedAs }) => ({
      name: fileName,
      open: () => fileStore().read(storedAs ?? ""),
    }));
    for (const { sha256, storedAs } of kept) {
      const hash = createHash("sha256");
      for await (const chunk of fileStore().read(storedAs ?? "")) hash.update(chunk);
      expect(hash.digest("hex")).toBe(sha256);
    }
    const facts = await factsOf(files);
    const csv = await factsOf(fixtureFiles("tables"));
    for (const volume of volumes) {
      for (const where of ["full", "partial", "named-only"] as const)
        expect(pathsWhere(facts, volume, where)).toEqual(pathsWhere(csv, volume, where));
      expect(incompleteReasons(evidenceOf(facts, volume))).toEqual(
        incompleteReasons(evidenceOf(csv, volume)),
      );
    }
    const rows = await database().$count(catalogRows, eq(catalogRows.importId, fetched.id));
    expect(rows).toBe(csv.filter(({ kind }) => kind === "file").length);
  });

  it("again, unchanged, answers the import there is", async () => {
    const incidentId = await newIncident();
    const first = await fetchLiveCatalog(manager, { incidentId, address: live.readerUrl });
    const second = await fetchLiveCatalog(manager, { incidentId, address: live.readerUrl });
    expect(second).toMatchObject({ id: first.id, existing: true });
  });

  it("leaves of the address nothing anywhere: no row, no event, no file's name", async () => {
    const incidentId = await newIncident();
    await fetchLiveCatalog(manager, { incidentId, address: live.readerUrl });
    await doReadyTasks();
    const said = await database().select().from(events).where(eq(events.incidentId, incidentId));
    expect(said.map(({ action }) => action)).toContain("catalog.fetched");
    const tables = await database().execute<{ name: string }>(
      sql`select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
    );
    for (const { name } of tables) {
      const [found] = await database()
        .execute<{ rows: number }>(
          sql.raw(
            `select count(*)::int as rows from ${name} t where t::text ~ '${live.readerName}|p@ss word|p%40ss'`,
          ),
        )
        .catch(() => [{ rows: 0 }]);
      expect(found?.rows, name).toBe(0);
    }
    expect(readdirSync(bench.folder, { recursive: true }).join("\n")).not.toContain(live.readerName);
  });

  it("is one read-only transaction that sees one moment, and can write nothing", async () => {
    const address = postgresAddress(live.superUrl);
    await withReadOnlyPostgres(address, async (catalog) => {
      const [before] = await catalog.rows("select count(*)::int as n from job");
      await asSuper("update job set comment = 'x' where jobid = 2");
      await asSuper(
        "insert into job (jobid, job, name, type, level, clientid, jobstatus) select 999, 'j', 'n', 'B', 'F', 1, 'T'",
      );
      expect(await catalog.rows("select count(*)::int as n from job")).toEqual([before]);
      await expect(
        catalog.rows("select set_config('transaction_read_only', 'on', true)"),
      ).resolves.toHaveLength(1);
    });
    await asSuper("delete from job where jobid = 999");
    for (const statement of [
      "delete from job",
      "create temporary table t as select 1",
      "create table t (a int)",
    ]) {
      const error = await failure(withReadOnlyPostgres(address, (catalog) => catalog.rows(statement)));
      expect(error, statement).toMatchObject({ reason: "live-catalog.failed", detail: { code: "25006" } });
    }
  });

  it("says which table the role may not read, and takes nothing then", async () => {
    const incidentId = await newIncident();
    await asSuper(`revoke select on file, basefiles from ${live.readerName}`);
    const error = await failure(fetchLiveCatalog(manager, { incidentId, address: live.readerUrl }));
    await asSuper(`grant select on file, basefiles to ${live.readerName}`);
    expect(error).toMatchObject({
      reason: "live-catalog.table-denied",
      detail: { tables: "basefiles, file" },
    });
    expect(await database().$count(uploads, eq(uploads.incidentId, incidentId))).toBe(0);
  });

  it("never carries an encryption key out of the database", async () => {
    await asSuper("alter table media add column encryptionkey varchar(128)");
    await asSuper("update media set encryptionkey = 'sEcReT' where mediaid = 1");
    const incidentId = await newIncident();
    await fetchLiveCatalog(manager, { incidentId, address: live.readerUrl });
    const kept = await database().select().from(uploads).where(eq(uploads.incidentId, incidentId));
    const files = kept.map(({ fileName, storedAs }) => ({
      name: fileName,
      open: () => fileStore().read(storedAs ?? ""),
    }));
    const facts = await factsOf(files);
    const media = facts.flatMap((fact) =>
      fact.kind === "medium" ? [[fact.mediaId, fact.hasEncryptionKey]] : [],
    );
    expect(media.slice(0, 2)).toEqual([
      [1, true],
      [2, false],
    ]);
    for (const { storedAs } of kept)
      for await (const chunk of fileStore().read(storedAs ?? ""))
        expect(Buffer.from(chunk).includes("sEcReT")).toBe(false);
    await asSuper("alter table media drop column encryptionkey");
  });
});

describe("files that were fetched", () => {
  it("are accounted for like files that were dropped", async () => {
    const broken = (await checkInvariants()).filter(({ violations }) => violations > 0);
    expect(broken).toEqual([]);
  });
});

describe("what is refused", () => {
  const wrong = (change: (url: URL) => void) => {
    const url = new URL(live.readerUrl);
    change(url);
    return url.href;
  };
  it.each<[string, () => string, string]>([
    [
      "a host that no administrator named",
      () =>
        wrong((url) => {
          url.hostname = "10.0.0.1";
        }),
      "host-not-allowed",
    ],
    [
      "another port of a host that was named",
      () =>
        wrong((url) => {
          url.port = "6379";
        }),
      "host-not-allowed",
    ],
    [
      "a second host behind the first",
      () => live.readerUrl.replace(live.host, `${live.host},10.0.0.1:5432`),
      "not-an-address",
    ],
    ["a socket in place of a host", () => "postgres://u:p@%2Ftmp/bacula", "not-an-address"],
    ["a host smuggled in as a parameter", () => `${live.readerUrl}?host=10.0.0.1`, "not-an-address"],
    ["another system", () => "mysql://u:p@h/bacula", "not-an-address"],
    [
      "a wrong password",
      () =>
        wrong((url) => {
          url.password = "wrong";
        }),
      "sign-in-refused",
    ],
    [
      "no such database",
      () =>
        wrong((url) => {
          url.pathname = "/nowhere";
        }),
      "no-such-database",
    ],
    [
      "a database that is no catalog",
      () =>
        wrong((url) => {
          url.pathname = "/postgres";
        }),
      "not-a-catalog",
    ],
    ["a host that does not answer", () => "postgres://u:p@catalog.example/bacula", "unreachable"],
  ])("%s, in words that repeat nothing of the address", async (_, address, reason) => {
    const incidentId = await newIncident();
    const error = await failure(fetchLiveCatalog(manager, { incidentId, address: address() }));
    expect(error).toMatchObject({ reason: `live-catalog.${reason}` });
    const told = JSON.stringify([error, String(error), (error as Error).stack, (error as Error).cause]);
    for (const secret of ["p@ss", "p%40ss", live.readerName, "wrong", "10.0.0.1", live.host])
      expect(told).not.toContain(secret);
  });

  it("everybody but an incident manager", async () => {
    const incidentId = await newIncident();
    for (const role of ["agent", "auditor", "administrator"] as const)
      expect(
        await failure(fetchLiveCatalog(as(role), { incidentId, address: live.readerUrl })),
      ).toMatchObject({
        kind: "forbidden",
      });
  });

  it("any host at all where none was named", async () => {
    const incidentId = await newIncident();
    const { CATALOG_HOSTS } = env();
    Object.assign(env(), { CATALOG_HOSTS: [] });
    const error = await failure(fetchLiveCatalog(manager, { incidentId, address: live.readerUrl }));
    Object.assign(env(), { CATALOG_HOSTS });
    expect(error).toMatchObject({ reason: "live-catalog.no-hosts" });
  });
});

describe("addresses", () => {
  it("name host, port, database and user; a host is allowed by name and port", () => {
    const address = postgresAddress("postgresql://me:a%2Fb@DB.example/bacula?sslmode=verify-full");
    expect(address).toEqual({
      ...{
        host: "db.example",
        port: 5432,
        database: "bacula",
        user: "me",
        password: "a/b",
        ssl: "verify-full",
      },
    });
    expect(isAllowedHost(["db.example"], address)).toBe(true);
    expect(isAllowedHost(["db.example:5433", "other"], address)).toBe(false);
    const six = postgresAddress("postgres://me:x@[::1]:5433/bacula");
    expect(six.host).toBe("::1");
    expect(isAllowedHost(["[::1]:5433"], six)).toBe(true);
    expect(isAllowedHost(["[::1]"], six)).toBe(false);
  });

  it("of a Bareos catalog lead to File.Name and no table Filename", () => {
    const columns = Object.entries({
      media: "mediaid volumename mediatype",
      job: "jobid jobstatus jobfiles",
      jobmedia: "jobmediaid jobid mediaid firstindex lastindex",
      path: "pathid path",
      file: "fileid fileindex jobid pathid name lstat",
    }).flatMap(([table, names]) => names.split(" ").map((column) => ({ table, column })));
    expect(liveTables(columns).map(({ table }) => table)).toEqual([
      "Media",
      "Job",
      "JobMedia",
      "Path",
      "File",
    ]);
    expect(liveTables(columns).at(-1)?.select).toBe(
      "select fileid, fileindex, jobid, pathid, name, lstat from file order by fileid",
    );
  });
});

describe("the command with --database", () => {
  it("lists a volume of a running catalog, without a word of the address, and leaves no file behind", () => {
    const folder = join(bench.folder, "tmp");
    spawnSync("mkdir", ["-p", folder]);
    const child = spawnSync(
      process.execPath,
      ["--import", "tsx", "scripts/catalog/command.ts", "--volume", "DLS-A00123L4", "--database", "-"],
      { encoding: "utf8", env: { ...process.env, CATALOG_DATABASE_URL: live.readerUrl, TMPDIR: folder } },
    );
    expect(child.status).toBe(0);
    const paths = new Set(
      child.stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t")[1]),
    );
    expect(paths.size).toBe(recordedDifferences()["DLS-A00123L4"]?.catalog);
    expect(child.stderr).not.toContain(live.readerName);
    expect(readdirSync(folder).filter((name) => name.startsWith("owabi-catalog"))).toEqual([]);
  });
});
