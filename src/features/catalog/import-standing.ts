import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";

export type ImportStanding = {
  /** Seconds since the worker that reads it was last heard of; null where nobody reads it. */
  silentSeconds: number | null;
  /** A reading that will replace it is open. */
  isBeingReread: boolean;
  /** Mends made or taken back since it was read: what another reading would change. */
  mendsWaiting: number;
  /** Why it was withdrawn, by whom and when. */
  withdrawal: { reason: string; by: string; at: Date } | null;
};

/** Of an import that came between two questions. */
export const nothingKnown: ImportStanding = {
  silentSeconds: null,
  isBeingReread: false,
  mendsWaiting: 0,
  withdrawal: null,
};

type Row = {
  id: string;
  silent: number | null;
  reread: boolean;
  waiting: number;
  reason: string | null;
  by: string | null;
  at: string | null;
};

/** What is to be known of an incident's imports beside their rows, by the import's id. */
export async function importStanding(
  db: Queryable,
  kind: "catalog-import" | "master-import",
  incidentId: string,
): Promise<Map<string, ImportStanding>> {
  const table = sql.identifier(kind === "catalog-import" ? "catalog_imports" : "master_imports");
  const uploadsOf =
    kind === "catalog-import"
      ? sql`select f.upload_id from catalog_import_files f where f.import_id = i.id`
      : sql`select i.upload_id`;
  const rows = await db.execute<Row>(sql`
    select i.id,
           case when i.state = 'reading' then
             extract(epoch from clock_timestamp() - coalesce(i.told_at, i.started_at))::float8 end as silent,
           exists (select from ${table} s where s.replaces_import_id = i.id and s.state in ('queued', 'reading')) as reread,
           (select count(*)::int from line_mends m join uploads u on u.id = m.upload_id
            where u.incident_id = i.incident_id and (m.revoked_at is null) <> (m.id = any(i.mend_ids))
              and u.sha256 in (select received.sha256 from uploads received where received.id in (${uploadsOf}))) as waiting,
           e.reason, s.name as by, e.at
    from ${table} i
    left join events e on i.state = 'withdrawn' and e.subject_type = ${kind} and e.subject_id = i.id::text
                      and e.action = ${`${kind}.withdrawn`}
    left join staff s on s.id = e.actor_id
    where i.incident_id = ${incidentId}`);
  return new Map(rows.map((row) => [row.id, standingOf(row)]));
}

function standingOf(row: Row): ImportStanding {
  const { silent, reread, waiting, reason, by, at } = row;
  return {
    silentSeconds: silent,
    isBeingReread: reread,
    mendsWaiting: waiting,
    withdrawal: at === null ? null : { reason: reason ?? "", by: by ?? "", at: new Date(at) },
  };
}
