import { fileURLToPath } from "node:url";
import { inRoot } from "./paths.mjs";
import { Stop, say, sayFailure } from "./say.mjs";

const oldestServer = 180000;
const lockKey = 0x6f776162;

/**
 * Brings the database at `url` (its owner's address) to the schema of `folder`, one process at a time, and gives
 * BullMQ's PostgreSQL backend its tables. Throws `Stop` on a server that is too old or set up so that Japanese
 * cannot be searched.
 */
export async function migrateDatabase({ url, folder = inRoot("drizzle") }) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await refuseUnfit(sql);
    await sql`select pg_advisory_lock(${lockKey})`;
    const { drizzle } = await import("drizzle-orm/postgres-js");
    const { migrate } = await import("drizzle-orm/postgres-js/migrator");
    await migrate(drizzle(sql), { migrationsFolder: folder });
    await makeQueueTables(url);
    await sql.unsafe(grants);
    await refuseBlindToJapanese(sql);
  } finally {
    await sql.end();
  }
}

async function refuseUnfit(sql) {
  let row;
  try {
    [row] =
      await sql`select current_setting('server_version_num')::int as number, current_setting('server_version') as version`;
  } catch (error) {
    throw new Stop(
      `The database does not answer (${error.code ?? error.message}). ` +
        "Check DATABASE_URL and DATABASE_OWNER_URL: host, port, database, role and password.",
    );
  }
  if (row.number >= oldestServer) return;
  throw new Stop(
    `Owabi needs PostgreSQL 18 or newer, and this server is ${row.version}. ` +
      "Point DATABASE_URL at a newer server, or unset it to use the embedded one.",
  );
}

async function refuseBlindToJapanese(sql) {
  const [row] = await sql`select show_trgm('株式会社') = '{}' as blind, current_database() as name`;
  if (!row.blind) return;
  throw new Stop(
    `The database "${row.name}" sees no letters in Japanese text (its LC_CTYPE is C), so names could not be found. ` +
      `Create it with: create database "${row.name}" template template0 encoding 'UTF8' ` +
      "locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C.UTF-8'",
  );
}

async function makeQueueTables(url) {
  const [{ runMigrations }, { default: pg }] = await Promise.all([import("bullmq"), import("pg")]);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

/**
 * The application's role works in the queue's tables; its rights on our own are in the migrations. `create`,
 * since BullMQ makes a sequence for the job numbers of each queue when it is first used.
 */
const grants = `
do $$ declare counter regclass; begin
  if exists (select from pg_roles where rolname = 'owabi_app') then
    grant usage, create on schema bullmq to owabi_app;
    grant select, insert, update, delete on all tables in schema bullmq to owabi_app;
    -- A queue makes its own counter as owabi_app, and nobody may grant what is another's.
    for counter in select oid::regclass from pg_class
                   where relnamespace = 'bullmq'::regnamespace and relkind = 'S' and relowner = current_user::regrole loop
      execute format('grant usage, select on sequence %s to owabi_app', counter);
    end loop;
    grant execute on all functions in schema bullmq to owabi_app;
  end if;
end $$`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL;
  try {
    if (!url)
      throw new Stop("Set DATABASE_OWNER_URL (or DATABASE_URL) to the database that is to be migrated.");
    await migrateDatabase({ url });
    say("The database is up to date.");
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
  }
}
