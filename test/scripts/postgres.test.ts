import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PostgresServer, startPostgres } from "../../scripts/postgres.mjs";

let folder: string;
let server: PostgresServer;

beforeAll(async () => {
  folder = mkdtempSync(join(process.cwd(), ".tmp/postgres-"));
  // PostgreSQL's own user must be able to walk in.
  chmodSync(folder, 0o755);
  server = await startPostgres({ dataDir: join(folder, "data") });
});

afterAll(async () => {
  await server.stop();
  for (const path of [folder, server.dataDir, `${server.dataDir}.log`])
    rmSync(path, { recursive: true, force: true });
});

test("kill -9 of the server under load loses no acknowledged row, and the next start serves them", async () => {
  const sql = postgres(server.ownerUrl, { max: 5, onnotice: () => undefined });
  await sql`create table acknowledged (n int)`;
  const seen: number[] = [];
  const writers = [0, 1, 2, 3, 4].map(async (writer) => {
    for (let n = writer; n < 100_000; n += 5) {
      await sql`insert into acknowledged values (${n})`;
      seen.push(n);
    }
  });
  const settled = Promise.allSettled(writers);
  while (seen.length < 200) await new Promise((resolve) => setTimeout(resolve, 5));
  process.kill(server.pid, "SIGKILL");
  await new Promise((resolve) => setTimeout(resolve, 50));
  await sql.end({ timeout: 0 });
  await settled;

  server = await startPostgres({ dataDir: join(folder, "data") });
  const again = postgres(server.ownerUrl, { max: 1 });
  const rows = await again<{ n: number }[]>`select n from acknowledged`;
  await again.end();
  const kept = new Set(rows.map((row) => row.n));
  expect(seen.length).toBeGreaterThanOrEqual(200);
  expect(seen.filter((n) => !kept.has(n))).toEqual([]);
});

test("a second start joins the running server and does not stop it", async () => {
  const second = await startPostgres({ dataDir: join(folder, "data") });
  expect(second.pid).toBe(server.pid);
  const sql = postgres(server.appUrl, { max: 1 });
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  await sql.end();
});

test("a postmaster.pid left behind that names some other living process does not stop the start", async () => {
  await server.stop();
  writeFileSync(join(server.dataDir, "postmaster.pid"), `${process.pid}\n${server.dataDir}\n0\n1\n\n`);
  server = await startPostgres({ dataDir: join(folder, "data") });
  const sql = postgres(server.appUrl, { max: 1 });
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  await sql.end();
});

test("the application's role is no superuser, passes no row security, and owns nothing", async () => {
  const sql = postgres(server.appUrl, { max: 1 });
  const [role] = await sql`
    select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user`;
  const refusal = await sql`create table planted (n int)`.catch((error: { code: string }) => error.code);
  await sql.end();
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false });
  expect(refusal).toBe("42501");
});

test("Japanese text has letters for the trigram search, and pages are checked by checksum", async () => {
  const sql = postgres(server.ownerUrl, { max: 1 });
  const [row] = await sql`
    select similarity('株式会社テスト', '株式会社テスト保険') > 0.5 as similar, current_setting('data_checksums') as sums`;
  await sql.end();
  expect(row).toEqual({ similar: true, sums: "on" });
});

test("the passwords can be read by their owner only, and the server listens on this machine only", async () => {
  expect(statSync(join(folder, "data.json")).mode & 0o777).toBe(0o600);
  const sql = postgres(server.superUrl, { max: 1 });
  const [row] = await sql`select current_setting('listen_addresses') as at`;
  await sql.end();
  expect(row?.at).toBe("127.0.0.1");
});

test("the server's log holds no value of a row that was refused", async () => {
  const sql = postgres(server.ownerUrl, { max: 1 });
  await sql`create table once (name text primary key)`;
  await sql`insert into once values ('架空 花子')`;
  await sql`insert into once values ('架空 花子')`.catch(() => undefined);
  await sql.unsafe("select '架空 花子'::int").catch(() => undefined);
  await sql.end();
  const log = readFileSync(`${server.dataDir}.log`, "utf8");
  expect(log).toContain("once_pkey");
  expect(log.match(/INSERT|DETAIL|STATEMENT/gi) ?? []).toEqual([]);
});
