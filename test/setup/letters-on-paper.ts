import { createHash, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { recordRendered } from "@/features/print-runs/record-rendered";
import { releasePrintRun } from "@/features/print-runs/release-print-run";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import type { Actor } from "@/features/staff/rules";
import { inquiryNumberFrom } from "@/lib/inquiry-number";
import { as, manager, newIncident } from "../features/upstream/bench";

const mailroom = as("mailroom");
const jobs: Actor = { kind: "system", name: "render-print-run" };

/**
 * An incident of its own in which so many invented people are owed a letter and have one, written but in no run:
 * for tests of the bench, which need neither sources nor a typesetter. Needs `openUpstreamBench`. 50 ms.
 */
export async function lettersOnPaper(people: number): Promise<string> {
  const incidentId = await newIncident();
  const letters = JSON.stringify(
    Array.from({ length: people }, (_, index) => ({
      place: index + 1,
      number: inquiryNumberFrom(randomBytes(6)),
      postcode: String(1_000_001 + index),
    })),
  );
  await database().transaction(async (tx) => {
    const given = sql`jsonb_to_recordset(${letters}::jsonb) as g(place int, number text, postcode text)`;
    const told = sql`jsonb_build_object('insuredNumber', 'P' || place, 'name', '見本 ' || place, 'address', '見本県見本市' || place, 'documents', '[]'::jsonb)::text`;
    const [list] = await tx.execute<{ id: string }>(sql`
      insert into affected_lists (incident_id, version, state, people_count, document_count, content_hash, frozen_by, decided_by, decided_at)
      select ${incidentId}, 1, 'approved', ${people}, 0, encode(sha256(convert_to(string_agg(encode(sha256(convert_to(
               ${told}, 'UTF8')), 'hex'), '' order by ('P' || place) collate "C"), 'UTF8')), 'hex'), 'incident-manager', 'supervisor', now()
      from ${given} returning id`);
    const listId = list?.id ?? "";
    await tx.execute(sql`
      insert into people (incident_id, leading_record_id, insured_number, affected, name, address, phone)
      select ${incidentId}, place, 'P' || place, false, '見本 ' || place, '見本県見本市' || place, '0300000000' from ${given}`);
    await tx.execute(sql`
      insert into affected_people (list_id, person_id, addressee, canonical)
      select ${listId}, p.id, 'insured', ${told} from ${given}
      join people p on p.incident_id = ${incidentId} and p.insured_number = 'P' || g.place`);
    await tx.execute(sql`
      with chunk as (
        insert into letter_chunks (incident_id, ordinal, notice_count, state)
        values (${incidentId}, 1, ${people}, 'generated') returning id)
      insert into notices (incident_id, person_id, channel, list_id, addressee, decided_by, letter_chunk_id)
      select ${incidentId}, p.id, 'letter', ${listId}, 'insured', 'incident-manager', chunk.id
      from people p, chunk where p.incident_id = ${incidentId}`);
    await tx.execute(sql`
      with words as (
        insert into letter_templates (incident_id, addressee, template_name, template_version, content_hash, state, submitted_by, decided_by)
        values (${incidentId}, 'insured', 'insured', 'v1', ${"0".repeat(64)}, 'approved', 'incident-manager', 'supervisor') returning id)
      insert into letters (incident_id, notice_id, person_id, letter_template_id, state, inquiry_number, addressee, postcode, values)
      select ${incidentId}, n.id, n.person_id, words.id, 'generated', g.number, '{}', g.postcode, '{}'
      from words, ${given} join people p on p.incident_id = ${incidentId} and p.insured_number = 'P' || g.place
      join notices n on n.person_id = p.id and n.channel = 'letter'`);
  });
  return incidentId;
}

/** Seals the open runs of an incident and has them rendered and released; their ids, by number. */
export async function releaseOpenRuns(incidentId: string): Promise<string[]> {
  const runs = await database().execute<{ id: string }>(sql`
    select id from print_runs where incident_id = ${incidentId} and state = 'open' order by number`);
  const printRunIds = runs.map(({ id }) => id);
  if (printRunIds.length === 0) return [];
  await sealPrintRuns(mailroom, { printRunIds });
  for (const printRunId of printRunIds) {
    await renderOnPaper(printRunId);
    await releasePrintRun(manager, { printRunId });
  }
  return printRunIds;
}

/** Records a sealed run as rendered, two sheets a piece between two control sheets; false where nobody was left in it. */
export async function renderOnPaper(printRunId: string): Promise<boolean> {
  const pieces = await database().execute<{ letterId: string }>(sql`
    select letter_id as "letterId" from print_run_letters where print_run_id = ${printRunId} order by sequence`);
  if (pieces.length === 0) return false;
  await recordRendered(jobs, printRunId, {
    storedAs: `print-runs/${printRunId}.pdf`,
    bytes: 1_000,
    sha256: createHash("sha256").update(printRunId).digest("hex"),
    pages: pieces.length * 2 + 2,
    pieces: pieces.map(({ letterId }, index) => ({
      letterId,
      firstPage: index * 2 + 2,
      pages: 2,
      sha256: createHash("sha256").update(letterId).digest("hex"),
      noBarcode: null,
    })),
    held: [],
    differing: [],
  });
  return true;
}

/** As `lettersOnPaper`, all of it in released runs. */
export async function runsOnPaper(people: number): Promise<{ incidentId: string; printRunIds: string[] }> {
  const incidentId = await lettersOnPaper(people);
  await planPrintRuns(mailroom, { incidentId });
  return { incidentId, printRunIds: await releaseOpenRuns(incidentId) };
}
