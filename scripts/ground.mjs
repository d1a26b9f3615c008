import { mkdirSync, rmSync } from "node:fs";
import { ensureBuild, hashOf } from "./build.mjs";
import { chromiumForTests } from "./chromium.mjs";
import { migrateDatabase } from "./migrate.mjs";
import { release, take } from "./only-one.mjs";
import { inRoot } from "./paths.mjs";
import { startPostgres } from "./postgres.mjs";
import { createDatabase } from "./postgres-roles.mjs";
import { startRedis } from "./redis.mjs";
import { step } from "./say.mjs";

const templateInputs = ["drizzle", "scripts/migrate.mjs", "scripts/postgres-roles.mjs", "package-lock.json"];

/**
 * The servers a test run needs: PostgreSQL with a migrated template database, and Redis. Returns `{ env, stop }`;
 * the tests' set-up reads `env`.
 *
 * The data stays in `.tmp/slot-<n>`, so that the next run need not lay it out anew; runs at the same time take
 * different slots.
 */
export async function prepareServers() {
  const slot = takeSlot();
  const stops = [() => release(slot.lock)];
  const stop = async () => {
    for (const undo of stops.splice(0).reverse()) await undo();
  };
  try {
    const env = {};
    const server = await step("Starting PostgreSQL", () =>
      startPostgres({ dataDir: `${slot.folder}/postgres`, forTests: true }),
    );
    stops.push(server.stop);
    env.OWABI_TEST_SUPER_URL = server.superUrl;
    env.OWABI_TEST_OWNER_URL = server.ownerUrl;
    env.OWABI_TEST_APP_URL = server.appUrl;
    env.OWABI_TEST_TEMPLATE = await templateDatabase(server);
    env.OWABI_TEST_REDIS_URL = await redisUrl(slot, stops);
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What tests of the screens need besides: the production build and Chromium. Returns the environment to add. */
export async function prepareScreens() {
  const chromium = await chromiumForTests();
  await ensureBuild();
  return { OWABI_TEST_CHROMIUM: JSON.stringify(chromium) };
}

function takeSlot() {
  mkdirSync(inRoot(".tmp"), { recursive: true });
  for (let number = 0; ; number += 1) {
    const folder = inRoot(`.tmp/slot-${number}`);
    const lock = `${folder}.lock`;
    if (!take(lock)) continue;
    mkdirSync(folder, { recursive: true });
    return { folder, lock };
  }
}

async function redisUrl(slot, stops) {
  const given = process.env.REDIS_TEST_URL ?? process.env.REDIS_URL;
  if (given) return given;
  const folder = `${slot.folder}/redis`;
  rmSync(folder, { recursive: true, force: true });
  const redis = await step("Starting Redis", () => startRedis({ folder }));
  stops.push(redis.stop);
  return redis.url;
}

/** The name of a migrated database each test copies. One for each state of the migrations. */
async function templateDatabase(server) {
  const { default: postgres } = await import("postgres");
  const name = `template_${hashOf(templateInputs).slice(0, 16)}`;
  const sql = postgres(server.superUrl, { max: 1, onnotice: () => {} });
  try {
    await dropLeftovers(sql, name);
    const [ready] = await sql`select 1 from pg_database where datname = ${name} and datistemplate`;
    if (ready) return name;
    await step("Migrating the template database", async () => {
      await sql.unsafe(`drop database if exists "${name}" with (force)`);
      await createDatabase(sql, server.superUrl, name);
      await migrateDatabase({ url: addressed(server.ownerUrl, name) });
      // Nobody may connect from now on: a connection would make the copying fail.
      await sql.unsafe(`alter database "${name}" is_template true allow_connections false`);
    });
    return name;
  } finally {
    await sql.end();
  }
}

/** Databases of runs that were killed, and templates of other migrations. */
async function dropLeftovers(sql, template) {
  const rows = await sql`
    select datname as name, datistemplate as template from pg_database
    where (datname like 'test\\_%' or datname like 'template\\_%') and datname <> ${template}`;
  for (const row of rows) {
    if (row.template) await sql.unsafe(`alter database "${row.name}" is_template false`);
    await sql.unsafe(`drop database if exists "${row.name}" with (force)`);
  }
}

/** `url` with another database's name. */
export function addressed(url, database) {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
