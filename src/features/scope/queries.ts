import { sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { deriveScope } from "@/features/media/tasks";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import type {
  MeasureState,
  ScopeMeasureShown,
  ShownVolume,
  StateOfVolume,
  WhatIf,
  WhatIfAsked,
} from "./schema";
import { measureScopeTask } from "./tasks";
import { countPresent, countWhatIf } from "./what-if/count-what-if";
import { keptPresent, MeasureShelf } from "./what-if/measure-shelf";
import { type Measure, openMeasure } from "./what-if/measure-words";
import type { ScopeOutline, Toggles } from "./what-if/scope-outline";

/** Acts after which a measure says something else, where no derivation follows that measures anew by itself. */
const changesWhatIsMeasured = [
  ...["people.derived", "documents.derived"],
  ...["people.merged", "people.identical-merged", "people.unmerged", "party.linked", "party.unlinked"],
  ...["notices.suppressed", "notices.suppression-lifted"],
];

const shelfBytes = 512 * 1024 * 1024;

// One shelf a process, also across the development server's reloads.
const shared = globalThis as { owabiMeasures?: MeasureShelf };

function shelf(): MeasureShelf {
  shared.owabiMeasures ??= new MeasureShelf(shelfBytes);
  return shared.owabiMeasures;
}

/** What can be asked of "what if": the volumes, jobs, days and classes, and how current that is. */
export async function scopeMeasureOf(incidentId: string): Promise<ScopeMeasureShown> {
  const db = database();
  const [row] = await db.execute<{
    version: number | null;
    measured_at: string | null;
    people: number | null;
    outline: ScopeOutline | null;
    step: number | null;
    state: MeasureState;
  }>(sql`
    select m.version::float8 as version, m.measured_at, m.people, m.outline, m.step, case
        when exists (select from outbox o where o.incident_id = ${incidentId}::text
                     and o.name in (${measureScopeTask.name}, ${deriveScope.name})
                     and o.state in ('ready', 'running')) then 'measuring'
        when coalesce((select o.state from outbox o where o.incident_id = ${incidentId}::text
                       and o.name = ${measureScopeTask.name} order by o.id desc limit 1) = 'dead', false) then 'gave-up'
        when coalesce(m.version, 0) = 0 or m.outline -> 'volumes' = '[]' then 'nothing-read'
        when exists (select from events e where e.incident_id = i.id and e.at > m.measured_at
                     and e.action = any(${sql.param(changesWhatIsMeasured)}::text[]))
          then 'outdated'
        else 'current' end as state
    from incidents i left join scope_measures m on m.incident_id = i.id
    where i.id = ${incidentId}`);
  if (!row) throw new NotFound("incident.unknown");
  const measured = row.version && row.outline && row.outline.volumes.length > 0 ? row.outline : null;
  return {
    state: row.state,
    step: row.step,
    version: row.version ?? 0,
    measuredAt: new Date(row.measured_at ?? 0),
    people: row.people ?? 0,
    outline: measured && { ...measured, volumes: await shownVolumes(db, incidentId, measured) },
  };
}

async function shownVolumes(
  db: Queryable,
  incidentId: string,
  { volumes }: ScopeOutline,
): Promise<ShownVolume[]> {
  const rows = await db.execute<{ id: string; label: string; state: StateOfVolume }>(
    sql`select id, label, state from media where incident_id = ${incidentId}`,
  );
  const known = new Map(rows.map((medium) => [medium.label, medium]));
  return volumes.map((volume) => {
    const medium = known.get(volume.label);
    return { ...volume, state: medium?.state ?? "not-registered", mediumId: medium?.id ?? null };
  });
}

/**
 * Who would be concerned if this were the scope, beside who is now. Counted in memory over the last measure; changes
 * nothing. Throws `scope.not-measured` while nothing was measured.
 */
export async function whatIf(asked: WhatIfAsked): Promise<WhatIf> {
  const { incidentId } = asked;
  const db = database();
  const [row] = await db.execute<{ version: number; lost: string[] }>(sql`
    select m.version::float8 as version,
           array(select label from media where incident_id = ${incidentId} and state in ('missing', 'lost')
                 order by label) as lost
    from scope_measures m where m.incident_id = ${incidentId}`);
  if (!row || row.version === 0) throw new NotAllowedNow("scope.not-measured");
  const kept = await shelf().take(incidentId, row.version, () => loadMeasure(incidentId));
  const toggles: Toggles = {
    volumes: asked.volumes,
    withoutJobs: asked.withoutJobs ?? [],
    classes: asked.classes ?? null,
    fromDay: asked.fromDay ?? null,
    toDay: asked.toDay ?? null,
    withPartial: asked.withPartial ?? true,
  };
  const key = JSON.stringify([row.lost, toggles.fromDay, toggles.toDay]);
  const present = keptPresent(kept, key, () => countPresent(kept.measure, row.lost, toggles));
  return { ...countWhatIf(kept.measure, toggles, present), version: kept.version };
}

/** Outline and words of one and the same version: read in one snapshot, a part at a time. */
async function loadMeasure(incidentId: string): Promise<Measure> {
  return database().transaction(
    async (tx) => {
      const [row] = await tx.execute<{ outline: ScopeOutline; bytes: number; parts: number }>(sql`
        select m.outline, (select coalesce(sum(length(content)), 0)::float8 from scope_measure_parts
                           where incident_id = m.incident_id) as bytes,
               (select count(*)::int from scope_measure_parts where incident_id = m.incident_id) as parts
        from scope_measures m where m.incident_id = ${incidentId}`);
      if (!row) throw new NotAllowedNow("scope.not-measured");
      const bytes = Buffer.alloc(row.bytes);
      let filled = 0;
      for (let part = 0; part < row.parts; part += 1) {
        const [piece] = await tx.execute<{ content: Uint8Array }>(sql`
          select content from scope_measure_parts where incident_id = ${incidentId} and part = ${part}`);
        bytes.set(piece?.content ?? new Uint8Array(), filled);
        filled += piece?.content.byteLength ?? 0;
      }
      // The database writes the highest byte first, this machine the lowest.
      bytes.swap32();
      return openMeasure(row.outline, new Int32Array(bytes.buffer, bytes.byteOffset, row.bytes / 4));
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
