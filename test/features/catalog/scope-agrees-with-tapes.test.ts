import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { placeRowsOnMedia } from "@/features/catalog/place-rows-on-media";
import { countsAsOnVolume, whereOnVolume } from "@/features/catalog/rules";
import { createTestDatabase, type TestDatabase } from "../../setup/database";
import { type Plan, planArbitrary, type Tapes, whereByBlocks, writeTapes } from "./tape-simulator";

let database: TestDatabase;
let sql: postgres.Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  Object.assign(process.env, {
    DATABASE_URL: database.appUrl,
    APP_URL: "http://127.0.0.1:3000",
    FILES_DIR: ".tmp",
    BETTER_AUTH_SECRET: "only-for-tests-only-for-tests-only",
  });
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  await sql`insert into staff (id, name, email) values ('s1', 'Staff One', 's1@example.test')`;
});
afterAll(async () => {
  await closeDatabase();
  await sql?.end();
  await database?.drop();
});

type Catalog = { incidentId: string; importId: string; tapes: Tapes; lost: string[] };

async function catalogInDatabase(plan: Plan, place: number, withIndex: boolean): Promise<Catalog> {
  const tapes = writeTapes(plan);
  const lost = tapes.volumes.filter((_, at) => (place + at) % 3 !== 0);
  const [incident] = await sql<{ id: string }[]>`
    insert into incidents (code, title, discovered_on, organisation_name, opened_by)
    values (${`T-${place}-${withIndex}`}, 't', '2014-02-01', 'o', 's1') returning id`;
  const incidentId = incident?.id ?? "";
  const [one] = await sql<{ id: string }[]>`
    insert into catalog_imports (incident_id, state, content_hash, bytes_total)
    values (${incidentId}, 'read', ${`h-${place}`}, 1) returning id`;
  const importId = one?.id ?? "";
  if (lost.length > 0)
    await sql`insert into media ${sql(lost.map((label) => ({ incident_id: incidentId, label, state: "missing" })))}`;
  await sql`insert into job_media ${sql(
    tapes.ranges.map(({ jobId, volume, firstIndex, lastIndex }) => ({
      import_id: importId,
      job_id: jobId,
      volume,
      first_index: firstIndex,
      last_index: lastIndex,
    })),
  )}`;
  const rows = plan.jobs.flatMap((files, job) =>
    files.map((_, at) => ({ jobId: job + 1, fileIndex: at + 1 })),
  );
  await sql`insert into catalog_rows ${sql(
    rows.map(({ jobId, fileIndex }, line) => ({
      import_id: importId,
      file_number: 1,
      line: line + 1,
      raw: "",
      job_id: jobId,
      file_index: withIndex ? fileIndex : null,
      path: `/${jobId}/${fileIndex}`,
      is_base: 0,
    })),
  )}`;
  return { incidentId, importId, tapes, lost };
}

async function placed({ importId }: Catalog): Promise<string[]> {
  const rows = await sql<{ path: string; label: string; coverage: string }[]>`
    select r.path, m.label, c.coverage from catalog_row_media c
    join catalog_rows r on r.id = c.catalog_row_id join media m on m.id = c.medium_id
    where r.import_id = ${importId}`;
  return rows.map(({ path, label, coverage }) => `${path} ${label} ${coverage}`).sort();
}

describe("the rows that the database puts on lost media", () => {
  const plans = fc.sample(planArbitrary, { numRuns: 40, seed: 20121025 });

  it("are those whose blocks are there, wholly or partly, on 40 simulated sets of tapes", async () => {
    let placings = 0;
    for (const [place, plan] of plans.entries()) {
      const catalog = await catalogInDatabase(plan, place, true);
      await placeRowsOnMedia({ kind: "system", name: "test" }, { incidentId: catalog.incidentId });
      const expected = plan.jobs.flatMap((files, job) =>
        files.flatMap((_, at) =>
          catalog.lost.flatMap((volume) => {
            const where = whereByBlocks(catalog.tapes, volume, job + 1, at + 1);
            return where === "not-on-volume" ? [] : [`/${job + 1}/${at + 1} ${volume} ${where}`];
          }),
        ),
      );
      expect(await placed(catalog)).toEqual(expected.sort());
      placings += expected.length;
    }
    expect(placings).toBeGreaterThan(100);
  });

  it("are, without file indexes, those the rule holds possible, and never fewer than are there", async () => {
    for (const [place, plan] of plans.slice(0, 15).entries()) {
      const catalog = await catalogInDatabase(plan, place, false);
      await placeRowsOnMedia({ kind: "system", name: "test" }, { incidentId: catalog.incidentId });
      const expected = plan.jobs.flatMap((files, job) => {
        const ranges = catalog.tapes.ranges.filter(({ jobId }) => jobId === job + 1);
        return catalog.lost.flatMap((volume) => {
          const where = whereOnVolume(volume, { fileIndex: null, base: false }, ranges);
          if (!countsAsOnVolume(where)) return [];
          return files.map(
            (_, at) => `/${job + 1}/${at + 1} ${volume} ${where === "full" ? "full" : "partial"}`,
          );
        });
      });
      expect(await placed(catalog)).toEqual(expected.sort());
    }
  });
});
