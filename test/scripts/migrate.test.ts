import { spawnSync } from "node:child_process";
import postgres from "postgres";
import { expect, test } from "vitest";
import { freePort } from "../../scripts/free-port.mjs";
import { addressed } from "../../scripts/ground.mjs";
import { createTestDatabase } from "../setup/database";
import { setting } from "../setup/setting";

function migrate(url: string) {
  const env = { ...process.env, DATABASE_OWNER_URL: url };
  return spawnSync(process.execPath, ["scripts/migrate.mjs"], { encoding: "utf8", env });
}

test("migrating a database that is up to date changes nothing and succeeds", async () => {
  const database = await createTestDatabase();
  const sql = postgres(database.ownerUrl, { max: 1 });
  const count = () => sql`select count(*)::int as migrations from drizzle.__drizzle_migrations`;
  const before = await count();
  const run = migrate(database.ownerUrl);
  const after = await count();
  await sql.end();
  await database.drop();
  expect(run.stderr).toBe("");
  expect(run.status).toBe(0);
  expect(after).toEqual(before);
});

test("a database server that is not there is told in one sentence that names the settings to check", async () => {
  const run = migrate(`postgres://nobody:wrong@127.0.0.1:${await freePort()}/none`);
  expect(run.status).toBe(1);
  expect(run.stderr.trim()).toMatch(/^The database does not answer \(ECONNREFUSED\)\. Check DATABASE_URL/);
});

test("a wrong password is told without repeating it", () => {
  const url = new URL(setting("OWABI_TEST_OWNER_URL"));
  url.password = "planted-wrong-password";
  const run = migrate(url.href);
  expect(run.status).toBe(1);
  expect(run.stderr).toContain("Check DATABASE_URL");
  expect(run.stderr + run.stdout).not.toContain("planted-wrong-password");
});

test("a database whose character type is C is refused, and the statement it names makes one that is accepted", async () => {
  const superUrl = setting("OWABI_TEST_SUPER_URL");
  const name = `test_blind_${process.pid}`;
  const owner = addressed(setting("OWABI_TEST_OWNER_URL"), name);
  const sql = postgres(superUrl, { max: 1, onnotice: () => undefined });
  await sql.unsafe(
    `create database "${name}" template template0 encoding 'UTF8' locale 'C' owner owabi_owner`,
  );
  const refused = migrate(owner);
  await sql.unsafe(`drop database "${name}"`);
  const statement = refused.stderr.match(/create database .*/)?.[0] ?? "no statement";
  await sql.unsafe(`${statement} owner owabi_owner`);
  const accepted = migrate(owner);
  await sql.unsafe(`drop database "${name}"`);
  await sql.end();
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("sees no letters in Japanese");
  expect(accepted.stderr).toBe("");
  expect(accepted.status).toBe(0);
});
