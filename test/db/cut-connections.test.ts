import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { copyRows } from "@/db/copy-rows";
import { inTransaction } from "@/db/in-transaction";
import { createTestDatabase, type TestDatabase } from "../setup/database";

let made: TestDatabase;
let superuser: postgres.Sql;
beforeAll(async () => {
  made = await createTestDatabase();
  Object.assign(process.env, {
    DATABASE_URL: made.appUrl,
    DATABASE_POOL: "2",
    APP_URL: "http://127.0.0.1:3000",
    BETTER_AUTH_SECRET: "only-for-tests-only-for-tests-only",
    FILES_DIR: ".tmp",
  });
  superuser = postgres(made.superUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await closeDatabase();
  await superuser.end();
  await made.drop();
});

const cutAll = () => superuser`
  select pg_terminate_backend(pid, 2000) from pg_stat_activity
  where datname = current_database() and usename = 'owabi_app'`;

/** Once the driver has heard of the cut: until then a query may still be given to a dead connection. */
async function poolWorks(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) => database().execute<{ i: number }>(sql`select ${i}::int as i`)),
  );
  expect(answers.map(([row]) => row?.i)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

test("a connection cut between two statements fails its transaction, and nothing else", async () => {
  for (let round = 0; round < 5; round += 1) {
    const cut = inTransaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await cutAll();
      await tx.execute(sql`select 2`);
    });
    await expect(cut).rejects.toThrow();
    await poolWorks();
  }
});

test("a connection cut in the middle of a COPY fails it, keeps none of its rows, and leaves the pool whole", async () => {
  async function* rows() {
    for (let i = 0; i < 200_000; i += 1) {
      if (i === 100_000) await cutAll();
      yield [`cut:${i}`, "cut", "{}"];
    }
  }
  await expect(
    inTransaction((tx) => copyRows(tx, "outbox", ["dedupe_key", "name", "payload"], rows())),
  ).rejects.toThrow();
  await poolWorks();
  const [row] = await superuser`select count(*)::int as n from outbox`;
  expect(row?.n).toBe(0);
});
