import { asc, desc, eq, sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import {
  custodyEvents,
  incidentScopeChanges,
  media,
  staff,
  stocktakeFindings,
  stocktakes,
} from "@/db/schema";
import { NotFound } from "@/lib/errors";
import type { Finding, MediumState } from "./rules";

export type Medium = typeof media.$inferSelect;

/** The medium of this act, locked until the act is done. Throws `medium.unknown`. */
export async function mediumForUpdate(tx: Tx, mediumId: string): Promise<Medium> {
  const [medium] = await tx.select().from(media).where(eq(media.id, mediumId)).for("update");
  if (!medium) throw new NotFound("medium.unknown");
  return medium;
}

export type MediumRow = {
  id: string;
  label: string;
  mediaType: string;
  state: MediumState;
  missingSince: string | null;
  note: string;
  lastPlace: string | null;
  lastCustodyAt: Date | null;
  lastFinding: Finding | null;
  lastStocktakeOn: string | null;
  lastSeenOn: string | null;
};

/** The incident's media with where each was last, and what the last stocktake said; at most 1,000. */
export async function mediaOfIncident(incidentId: string): Promise<MediumRow[]> {
  const rows = await database().execute<MediumRow & { lastCustodyAt: string | Date | null }>(sql`
    select m.id, m.label, m.media_type as "mediaType", m.state, m.missing_since::text as "missingSince", m.note,
           c.to_place as "lastPlace", c.happened_at as "lastCustodyAt",
           f.finding as "lastFinding", f.taken_on::text as "lastStocktakeOn", seen.taken_on::text as "lastSeenOn"
    from media m
    left join lateral (select to_place, happened_at from custody_events where medium_id = m.id
                       order by happened_at desc, id desc limit 1) c on true
    left join lateral (select f.finding, s.taken_on from stocktake_findings f join stocktakes s on s.id = f.stocktake_id
                       where f.medium_id = m.id order by s.taken_on desc, s.id desc limit 1) f on true
    left join lateral (select max(s.taken_on) as taken_on from stocktake_findings f
                       join stocktakes s on s.id = f.stocktake_id
                       where f.medium_id = m.id and f.finding = 'present') seen on true
    where m.incident_id = ${incidentId}
    order by m.label
    limit 1000`);
  return rows.map((row) => ({ ...row, lastCustodyAt: row.lastCustodyAt && new Date(row.lastCustodyAt) }));
}

const historyLimit = 500;

/** Everything written down about a medium: custody, stocktakes and changes of scope, each the latest first. */
export async function historyOfMedium(mediumId: string) {
  const [medium] = await database().select().from(media).where(eq(media.id, mediumId));
  if (!medium) throw new NotFound("medium.unknown");
  const [custody, findings, changes] = await Promise.all([
    custodyOf(mediumId),
    findingsOf(mediumId),
    changesOf(mediumId),
  ]);
  return { medium, custody, findings, changes };
}

function custodyOf(mediumId: string) {
  return database()
    .select({
      id: custodyEvents.id,
      happenedAt: custodyEvents.happenedAt,
      kind: custodyEvents.kind,
      fromPlace: custodyEvents.fromPlace,
      toPlace: custodyEvents.toPlace,
      note: custodyEvents.note,
      recordedAt: custodyEvents.recordedAt,
      byName: staff.name,
    })
    .from(custodyEvents)
    .leftJoin(staff, eq(staff.id, custodyEvents.byStaffId))
    .where(eq(custodyEvents.mediumId, mediumId))
    .orderBy(desc(custodyEvents.happenedAt), desc(custodyEvents.id))
    .limit(historyLimit);
}

function findingsOf(mediumId: string) {
  return database()
    .select({
      id: stocktakeFindings.id,
      takenOn: stocktakes.takenOn,
      place: stocktakes.place,
      finding: stocktakeFindings.finding,
      byName: staff.name,
    })
    .from(stocktakeFindings)
    .innerJoin(stocktakes, eq(stocktakes.id, stocktakeFindings.stocktakeId))
    .leftJoin(staff, eq(staff.id, stocktakes.byStaffId))
    .where(eq(stocktakeFindings.mediumId, mediumId))
    .orderBy(desc(stocktakes.takenOn), desc(stocktakes.id))
    .limit(historyLimit);
}

function changesOf(mediumId: string) {
  return database()
    .select({
      id: incidentScopeChanges.id,
      at: incidentScopeChanges.at,
      change: incidentScopeChanges.change,
      reason: incidentScopeChanges.reason,
      byName: staff.name,
    })
    .from(incidentScopeChanges)
    .leftJoin(staff, eq(staff.id, incidentScopeChanges.byStaffId))
    .where(eq(incidentScopeChanges.subjectId, mediumId))
    .orderBy(desc(incidentScopeChanges.at), asc(incidentScopeChanges.id))
    .limit(historyLimit);
}
