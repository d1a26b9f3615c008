import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/env";
import * as schema from "./schema";

export type Database = PostgresJsDatabase<typeof schema>;
/** A transaction. Every write takes one, so that a verb's effects, its event and its tasks commit together. */
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** Where a read may run. */
export type Queryable = Database | Tx;

type Connection = { sql: postgres.Sql; db: Database };

// One pool a process, also across the development server's reloads.
const shared = globalThis as { owabiConnection?: Connection };

function connection(): Connection {
  if (!shared.owabiConnection) {
    const sql = postgres(env().DATABASE_URL, {
      max: env().DATABASE_POOL,
      connect_timeout: 10,
      idle_timeout: 60,
      onnotice: () => undefined,
      connection: {
        application_name: "owabi",
        statement_timeout: 0,
        idle_in_transaction_session_timeout: 600_000,
      },
    });
    shared.owabiConnection = { sql, db: drizzle(sql, { schema }) };
  }
  return shared.owabiConnection;
}

/** The database of this process, from `DATABASE_URL`. */
export function database(): Database {
  return connection().db;
}

/** The driver itself, for what the query builder has no word for: LISTEN. */
export function driver(): postgres.Sql {
  return connection().sql;
}

/** Closes the pool; the next use opens a new one. */
export async function closeDatabase(): Promise<void> {
  const open = shared.owabiConnection;
  shared.owabiConnection = undefined;
  await open?.sql.end({ timeout: 5 });
}
