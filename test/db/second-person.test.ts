import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../setup/database";

let database: TestDatabase;
let owner: postgres.Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const batch = "01a20d9e-34ff-7df2-b8b6-b9edbfb64ba7";

/** What one person did, what another must do, and what makes that necessary. */
const acts = [
  ["affected_lists", "frozen_by", "decided_by", {}],
  ["letter_templates", "submitted_by", "decided_by", {}],
  ["email_templates", "submitted_by", "decided_by", {}],
  ["print_runs", "sealed_by", "released_by", {}],
  ["spoils", "reported_by", "confirmed_by", { confirmed_at: "2014-03-12T00:00:00Z" }],
  ["address_tasks", "proposed_by", "decided_by", { state: "re-letter", source: "phone-call" }],
  ["address_tasks", "proposed_by", "decided_by", { state: "re-letter", source: "family", batch_id: batch }],
] as const;

/** A table with the checks of ours and nothing else of it: no row has to be whole, nothing is referred to. */
async function checksOf(table: string): Promise<void> {
  await owner.unsafe(`drop table if exists pg_temp.probe`);
  await owner.unsafe(`create temp table probe (like ${table} including constraints)`);
  const columns = await owner<{ name: string }[]>`
    select attname as name from pg_attribute where attrelid = 'pg_temp.probe'::regclass and attnum > 0 and attnotnull`;
  for (const { name } of columns) await owner.unsafe(`alter table probe alter column ${name} drop not null`);
}

describe("the database itself, whatever the code above it does", () => {
  it.each(acts)(
    "refuses %s where one person did both: %s and %s (%j)",
    async (table, first, second, rest) => {
      await checksOf(table);
      const row = (other: string) => ({ ...rest, [first]: "one", [second]: other });
      await expect(owner`insert into probe ${owner(row("one"))}`).rejects.toMatchObject({
        code: "23514",
        constraint_name: expect.stringMatching(/second_person/),
      });
      await owner`insert into probe ${owner(row("another"))}`;
    },
  );
});
