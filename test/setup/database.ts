import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { addressed } from "../../scripts/ground.mjs";
import { setting } from "./setting";

export type TestDatabase = {
  name: string;
  /** As `owabi_app`: what web and jobs work under. */
  appUrl: string;
  /** As `owabi_owner`: what migrates. */
  ownerUrl: string;
  /** As the superuser, for what a test must see past every grant. */
  superUrl: string;
  drop: () => Promise<void>;
};

/**
 * A fresh database with the whole schema, copied from the migrated template (50–170 ms), or a copy of another
 * test database to which nobody is connected.
 */
export async function createTestDatabase(like = setting("OWABI_TEST_TEMPLATE")): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(5).toString("hex")}`;
  const superUrl = setting("OWABI_TEST_SUPER_URL");
  await asSuper(`create database "${name}" template "${like}" owner owabi_owner`);
  return {
    name,
    appUrl: addressed(setting("OWABI_TEST_APP_URL"), name),
    ownerUrl: addressed(setting("OWABI_TEST_OWNER_URL"), name),
    superUrl: addressed(superUrl, name),
    drop: () => asSuper(`drop database if exists "${name}" with (force)`),
  };
}

async function asSuper(statement: string): Promise<void> {
  const sql = postgres(setting("OWABI_TEST_SUPER_URL"), { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
