import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { writePrivately } from "./private-file.mjs";

export const superName = "owabi_super";

/** The passwords of this server's three roles, from the file beside its data, or new ones put there. */
export function passwords(file) {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const made = { super: newPassword(), owner: newPassword(), app: newPassword() };
  writePrivately(file, JSON.stringify(made, null, 2));
  return made;
}

const newPassword = () => randomBytes(24).toString("hex");

/** The three addresses of `database`: who migrates (owner), who works (app), who creates databases (super). */
export function addresses(port, secret, database = "owabi") {
  const at = `127.0.0.1:${port}`;
  return {
    ownerUrl: `postgres://owabi_owner:${secret.owner}@${at}/${database}`,
    appUrl: `postgres://owabi_app:${secret.app}@${at}/${database}`,
    superUrl: `postgres://${superName}:${secret.super}@${at}/postgres`,
  };
}

/**
 * Makes the roles `owabi_owner` (owns the database, migrates) and `owabi_app` (works in it; bound by grants and
 * row security) and the database `owabi`, as far as they are not there.
 */
export async function makeRolesAndDatabase(superUrl, secret) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(superUrl, { max: 1, onnotice: () => {} });
  try {
    for (const role of ["owner", "app"]) {
      const name = `owabi_${role}`;
      const [known] = await sql`select 1 from pg_roles where rolname = ${name}`;
      const verb = known ? "alter" : "create";
      await sql.unsafe(
        `${verb} role ${name} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '${secret[role]}'`,
      );
    }
    const [known] = await sql`select 1 from pg_database where datname = 'owabi'`;
    if (!known) await createDatabase(sql, superUrl, "owabi");
  } finally {
    await sql.end();
  }
}

/** A new database owned by `owabi_owner` with the extensions the schema builds on. `sql` is the superuser's. */
export async function createDatabase(sql, superUrl, name) {
  const { default: postgres } = await import("postgres");
  await sql.unsafe(`create database "${name}" owner owabi_owner`);
  const inside = postgres(superUrl, { max: 1, database: name, onnotice: () => {} });
  try {
    await inside`create extension if not exists pg_trgm`;
    await inside`create extension if not exists pgcrypto`;
  } finally {
    await inside.end();
  }
}
