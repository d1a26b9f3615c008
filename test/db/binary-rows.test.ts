import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidBytes } from "@/db/binary-rows";
import { closeDatabase, database } from "@/db/client";
import { copyBinaryRows } from "@/db/copy-rows";
import { inTransaction } from "@/db/in-transaction";
import { createTestDatabase } from "../setup/database";

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  scratch = await createTestDatabase();
  Object.assign(process.env, {
    DATABASE_URL: scratch.appUrl,
    APP_URL: "http://127.0.0.1:3000",
    BETTER_AUTH_SECRET: "only-for-tests-only-for-tests-only",
    FILES_DIR: ".tmp",
  });
});
afterAll(async () => {
  await closeDatabase();
  await scratch.drop();
});

const row = fc.record({
  id: fc.uuid(),
  small: fc.integer({ min: -32_768, max: 32_767 }),
  whole: fc.option(fc.integer({ min: -2_147_483_648, max: 2_147_483_647 })),
  large: fc.option(fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })),
  at: fc.option(
    fc
      .date({
        min: new Date("0001-01-01T00:00:00Z"),
        max: new Date("9999-12-31T23:59:59Z"),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
  ),
  said: fc.option(
    fc.oneof(
      fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
      fc.constant("髙\t\\N\r\n"),
      fc.constant("山".repeat(300_000)),
    ),
  ),
});

describe("rows copied in binary form", () => {
  it("come back as they were, whatever the values", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (given) => {
        const found = await inTransaction(async (tx) => {
          await tx.execute(sql`create temporary table copied (place int, id uuid, small smallint, whole int,
            large bigint, at timestamptz, said text) on commit drop`);
          await copyBinaryRows(
            tx,
            "copied",
            ["place", "id", "small", "whole", "large", "at", "said"],
            async function* (rows) {
              for (const [place, one] of given.entries()) {
                rows.row(7);
                rows.int32(place);
                rows.bytes(uuidBytes(one.id));
                rows.int16(one.small);
                rows.int32(one.whole);
                rows.int64(one.large);
                rows.instant(one.at);
                rows.text(one.said);
                if (rows.isFull) yield rows.take();
              }
            },
          );
          return tx.execute(sql`
            select id, small, whole, large::float8 as large, said,
                   to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
            from copied order by place`);
        });
        expect([...found]).toEqual(given);
      }),
      { numRuns: 60 },
    );
  });

  it("are all taken back where writing them fails in the middle", async () => {
    const failing = inTransaction((tx) =>
      copyBinaryRows(tx, "outbox", ["dedupe_key"], async function* (rows) {
        rows.row(1);
        rows.text("half");
        yield rows.take();
        throw new Error("the file ends here");
      }),
    );
    await expect(failing).rejects.toThrow("the file ends here");
    const [left] = await database().execute(sql`select count(*)::int as rows from outbox`);
    expect(left).toEqual({ rows: 0 });
  });
});
