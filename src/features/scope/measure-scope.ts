import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction, outsideTransaction } from "@/db/in-transaction";
import { announceChange, recordEvent } from "@/db/record-event";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { findClaims } from "@/features/people/find-claims";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Internal, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { classifyOthers } from "./classify-others";
import { findConcerned } from "./find-concerned";
import { findCopies } from "./find-copies";
import { findPapers } from "./find-papers";
import { type PackedMeasure, packMeasure } from "./pack-measure";
import { type MeasureStep, measureSteps } from "./rules";
import { placeBits } from "./what-if/measure-words";
import type { ScopeOutline } from "./what-if/scope-outline";

/**
 * Measures for "what if" who is concerned by what on every volume the catalogs know, lost or not, registered or
 * not, and keeps it packed as the incident's next version. Which step it is at shows outside the transaction.
 * Throws `incident.unknown`; Internal `scope.too-many-places` where the papers differ in more ways than there is
 * room for.
 */
export async function measureScope(actor: Actor, input: OfIncident, signal?: AbortSignal): Promise<void> {
  const by = authorize(actor, "people.derive");
  const { incidentId } = parseInput(ofIncidentInput, input);
  const tell = async (step: MeasureStep) => {
    signal?.throwIfAborted();
    await outsideTransaction(() => tellStep(incidentId, measureSteps.indexOf(step) + 1));
  };
  await tell("copies");
  await inTransaction(async (tx) => {
    const day = await discoveredOn(tx, incidentId);
    await tx.execute(sql`set local work_mem = '128MB'`);
    await findCopies(tx, incidentId);
    await tell("classify");
    const exclusions = await classifyOthers(tx, incidentId, signal);
    await tell("papers");
    const jobs = await countOf(tx, sql`select count(*)::int as rows from scope_job`);
    await findPapers(tx, incidentId, Math.max(1, jobs));
    const places = await countOf(tx, sql`select count(*)::int as rows from scope_place`);
    if (places > placeBits) throw new Internal("scope.too-many-places", { places });
    await tell("people");
    await findClaims(tx, incidentId);
    await findConcerned(tx, incidentId, day);
    await tell("pack");
    const packed = await packMeasure(tx, incidentId, Math.max(1, jobs));
    const outline = await outlineOf(tx, incidentId, packed, exclusions);
    await writeMeasure(tx, incidentId, packed, outline);
    await dropWork(tx);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "scope.measured",
      subject: { type: "incident", id: incidentId },
      detail: { people: packed.people, volumes: outline.volumes.length, jobs },
    });
  });
}

async function discoveredOn(tx: Tx, incidentId: string): Promise<string> {
  const [incident] = await tx.execute<{ day: string }>(
    sql`select discovered_on::text as day from incidents where id = ${incidentId}`,
  );
  if (!incident) throw new NotFound("incident.unknown");
  return incident.day;
}

async function countOf(tx: Tx, query: ReturnType<typeof sql>): Promise<number> {
  const [counted] = await tx.execute<{ rows: number }>(query);
  return counted?.rows ?? 0;
}

/** A measure is there from the first step on, as version 0, so that how far it is can be seen. */
async function tellStep(incidentId: string, step: number): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.execute(sql`
      insert into scope_measures as m (incident_id, version, people, places, outline, step)
      select id, 0, 0, 0, '{}', ${step} from incidents where id = ${incidentId}
      on conflict (incident_id) do update set step = excluded.step`);
    await announceChange(tx, incidentId);
  });
}

async function outlineOf(
  tx: Tx,
  incidentId: string,
  packed: PackedMeasure,
  exclusions: string[],
): Promise<ScopeOutline> {
  const [row] = await tx.execute<{ outline: Omit<ScopeOutline, "copies" | "places"> }>(sql`
    with files as (
      select s.volume_no, count(*) as rows,
             count(*) filter (where coalesce(r.document_key, c.document_key) is null
               and coalesce(r.path_rule, c.rule) <> all (${sql.param(exclusions)}::text[])) as unread
      from scope_row s
      join catalog_rows r on r.id = s.row_id
      left join classified c on c.row_id = s.row_id
      group by s.volume_no
    ), of_nobody as (
      select distinct c.code / 2 / greatest((select count(*) from scope_job), 1) as volume_no, p.*
      from scope_claim_place p
      join scope_place l using (place_no)
      cross join lateral unnest(l.codes) as c(code)
      where not exists (select from scope_party x
                        where x.claim_number = p.claim_number and x.class_no = p.class_no)
    ), nobody as (
      select volume_no, sum(papers) as papers from of_nobody group by volume_no
    )
    select jsonb_build_object(
      'volumes', coalesce((select jsonb_agg(jsonb_build_object('label', v.label, 'rows', coalesce(f.rows, 0),
          'papersOfNobody', coalesce(n.papers, 0), 'unreadFiles', coalesce(f.unread, 0)) order by v.volume_no)
        from scope_volume v left join files f using (volume_no) left join nobody n using (volume_no)), '[]'),
      'jobs', coalesce((select jsonb_agg(jsonb_build_object('key', j.key, 'jobId', j.job_id, 'name', j.name,
          'level', j.level, 'startedAt', j.started_at, 'volumes', j.volumes) order by j.job_no)
        from (select *, job_id::text || case when again = 1 then '' else '~' || again end as key
              from (select *, row_number() over (partition by job_id order by job_no) as again from scope_job) a) j), '[]'),
      'days', coalesce((select jsonb_agg(nullif(day, '') order by day_no) from scope_day), '[]'),
      'classes', coalesce((select jsonb_agg(jsonb_build_object('code', k.code, 'ja', c.name_ja, 'en', c.name_en,
          'specialCare', c.elements @> '[{"specialCare": true}]', 'elements', c.elements) order by k.class_no)
        from scope_class k join document_classes c on c.incident_id = ${incidentId} and c.code = k.code), '[]')
    ) as outline`);
  if (!row) throw new Internal("scope.outline-missing");
  return { ...row.outline, copies: packed.copies, places: packed.places };
}

async function writeMeasure(tx: Tx, incidentId: string, packed: PackedMeasure, outline: ScopeOutline) {
  await tx.execute(sql`
    update scope_measures
    set version = version + 1, measured_at = clock_timestamp(), people = ${packed.people},
        places = ${packed.places}, outline = ${JSON.stringify(outline)}::jsonb, step = null
    where incident_id = ${incidentId}`);
}

/** A transaction around this one may measure again. */
async function dropWork(tx: Tx): Promise<void> {
  await tx.execute(sql`
    drop table claim, linked_document, scope_range, scope_job, scope_volume, scope_stretch, scope_row,
      classified, unclassified, scope_paper, scope_shared, scope_day, scope_class, scope_copy,
      scope_place, scope_claim_place, scope_party, scope_concern, scope_facts, scope_group, scope_word`);
}
