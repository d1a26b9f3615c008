import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { placeRowsOnMedia } from "@/features/catalog/place-rows-on-media";
import { deriveDocuments } from "@/features/documents/derive-documents";
import { derivePeople } from "@/features/people/derive-people";
import { measureScope } from "@/features/scope/measure-scope";
import { whatIf } from "@/features/scope/queries";
import { type Plan, planArbitrary, type Tapes, writeTapes } from "../catalog/tape-simulator";
import { benchForThisFile, newIncident, upload } from "../upstream/bench";

const system = { kind: "system", name: "test" } as const;
const plans = fc.sample(planArbitrary, { numRuns: 7, seed: 20140310 });
const classes = ["SK", "SD", "RC"];

benchForThisFile();

type Made = { incidentId: string; tapes: Tapes };

/** Of every fourth claim no master knows anything; of every fifth, two people claim to be the insured. */
async function made(plan: Plan, withIndex: boolean): Promise<Made> {
  const db = database();
  const tapes = writeTapes(plan);
  const incidentId = await newIncident();
  const [one] = await db.execute<{ id: string }>(sql`
    insert into catalog_imports (incident_id, state, content_hash, bytes_total)
    values (${incidentId}, 'read', 'h', 1) returning id`);
  const importId = one?.id ?? "";
  await db.execute(sql`
    insert into job_media (import_id, job_id, volume, first_index, last_index)
    select ${importId}, job, volume, first, last
    from jsonb_to_recordset(${JSON.stringify(
      tapes.ranges.map((r) => ({ job: r.jobId, volume: r.volume, first: r.firstIndex, last: r.lastIndex })),
    )}::jsonb) as r(job int, volume text, first int, last int)`);
  const rows = plan.jobs.flatMap((files, job) =>
    files.map((_, at) => {
      const claim = `CLM-2012-000${String((job * 7 + at * 3) % 23).padStart(4, "0")}`;
      const day = String(1 + (at % 3)).padStart(2, "0");
      const name = `${claim}_S01_${classes[at % 3]}${String(1 + (job % 2)).padStart(2, "0")}.tif`;
      const path = at % 11 === 10 ? `/srv/unknown/${at}.bin` : `/srv/claims/2012/11/${day}/${name}`;
      return { job: job + 1, index: withIndex ? at + 1 : null, path };
    }),
  );
  await db.execute(sql`
    insert into catalog_rows (import_id, file_number, line, raw, job_id, file_index, path, is_base)
    select ${importId}, 1, row_number() over (), '', job, index, path, 0
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(job int, index int, path text)`);
  await db.execute(sql`update catalog_imports set rows_read = ${rows.length} where id = ${importId}`);
  await makeMaster(incidentId);
  return { incidentId, tapes };
}

async function makeMaster(incidentId: string): Promise<void> {
  const db = database();
  const uploadId = await upload(incidentId, "m.csv", Buffer.from(`x${incidentId}`));
  await db.execute(sql`
    with one as (
      insert into master_imports (incident_id, upload_id, file_name, encoding, mapping, state, content_hash, bytes_total)
      values (${incidentId}, ${uploadId}, 'm.csv', 'utf-8', '{}', 'read', ${incidentId}, 1) returning id
    )
    insert into person_records (import_id, line, raw, outcome, claim_number, insured_number, name, address, birth_date)
    select one.id, row_number() over (), '', 'record', 'CLM-2012-000' || lpad(claim::text, 4, '0'),
           'I' || (claim % 9 + second * 20), 'n', case when claim % 6 = 0 then null else 'a' end,
           case when claim % 5 = 0 then date '2005-01-01' else date '1960-01-01' end
    from one, generate_series(0, 22) claim, generate_series(0, 1) second
    where claim % 4 <> 3 and (second = 0 or claim % 5 = 4)`);
}

async function affectedAfterDeriving(
  { incidentId, tapes }: Made,
  lost: readonly string[],
): Promise<number[]> {
  const db = database();
  for (const label of tapes.volumes)
    await db.execute(sql`
      insert into media (incident_id, label, state)
      values (${incidentId}, ${label}, ${lost.includes(label) ? "lost" : "in-custody"})
      on conflict (incident_id, label) do update set state = excluded.state`);
  await placeRowsOnMedia(system, { incidentId });
  await deriveDocuments(system, { incidentId });
  await derivePeople(system, { incidentId });
  const [row] = await db.execute<{ people: number; papers: number; nobody: number }>(sql`
    select (select count(*)::int from people where incident_id = ${incidentId} and affected) as people,
           (select count(distinct e.document_id)::int from exposures e join documents d on d.id = e.document_id
            where d.incident_id = ${incidentId}) as papers,
           (select count(*)::int from documents d where d.incident_id = ${incidentId}
              and not exists (select from exposures e where e.document_id = d.id)) as nobody`);
  return [row?.people ?? 0, row?.papers ?? 0, row?.nobody ?? 0];
}

describe("what-if over random sets of tapes, measured once", () => {
  let compared = 0;
  let people = 0;

  for (const withIndex of [true, false]) {
    it(`finds for any of the volumes what deriving them finds, ${withIndex ? "with" : "without"} file indexes`, async () => {
      for (const plan of withIndex ? plans : plans.slice(0, 3)) {
        const one = await made(plan, withIndex);
        const { incidentId, tapes } = one;
        await affectedAfterDeriving(one, tapes.volumes.slice(0, 1));
        await measureScope(system, { incidentId });
        for (const lost of fc.sample(fc.subarray([...tapes.volumes]), { numRuns: 3, seed: compared })) {
          const { asked } = await whatIf({ incidentId, volumes: lost });
          expect([asked.people, asked.documents, asked.papersOfNobody]).toEqual(
            await affectedAfterDeriving(one, lost),
          );
          compared += 1;
          people += asked.people;
        }
      }
      expect(compared).toBeGreaterThan(10);
      expect(people).toBeGreaterThan(50);
    });
  }

  it("counts of a job on three volumes, of which the second is lost, exactly the people in its range; and who the third adds", async () => {
    // File 10 is written across the first seam; the ranges are 1–10, 10–19 and 20–29.
    const blocks = Array.from({ length: 29 }, (_, at) => (at === 9 ? 2 : 1));
    const one = await made({ capacityBlocks: 10, jobs: [blocks], turns: [] }, true);
    const { incidentId, tapes } = one;
    expect(tapes.ranges.map(({ firstIndex, lastIndex }) => [firstIndex, lastIndex])).toEqual([
      [1, 10],
      [10, 19],
      [20, 29],
    ]);
    const [, second = "", third = ""] = tapes.volumes;
    await affectedAfterDeriving(one, [second]);
    await measureScope(system, { incidentId });
    const inRanges = (...ranges: [number, number][]) => {
      const files = Array.from({ length: 29 }, (_, at) => at + 1).filter((index) =>
        ranges.some(([first, last]) => index >= first && index <= last),
      );
      return new Set(files.flatMap((index) => insuredOf(index - 1)));
    };
    const answer = await whatIf({ incidentId, volumes: [second] });
    expect(answer.asked.people).toBe(inRanges([10, 19]).size);
    expect(answer.now).toEqual(answer.asked);
    const whole = await whatIf({ incidentId, volumes: [second], withPartial: false });
    expect(whole.asked.people).toBe(inRanges([11, 19]).size);
    const both = await whatIf({ incidentId, volumes: [second, third] });
    expect(both.asked.people).toBe(inRanges([10, 19], [20, 29]).size);
    expect(both.added).toBe(inRanges([10, 19], [20, 29]).size - inRanges([10, 19]).size);
    expect(both.added).toBeGreaterThan(0);
    expect(await affectedAfterDeriving(one, [second, third])).toEqual([
      both.asked.people,
      both.asked.documents,
      both.asked.papersOfNobody,
    ]);
  });
});

/** Whom the paper at this place of the first job concerns, as `made` and `makeMaster` lay it out. */
function insuredOf(at: number): string[] {
  const claim = (at * 3) % 23;
  const isPaper = at % 11 !== 10;
  const isKnown = claim % 4 !== 3;
  const isOfTwo = claim % 5 === 4;
  return isPaper && isKnown && !isOfTwo ? [`I${claim % 9}`] : [];
}
