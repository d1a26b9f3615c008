import { asc, desc, eq, inArray } from "drizzle-orm";
import { database, type Queryable, type Tx } from "@/db/client";
import {
  hotlineHours,
  hotlineLines,
  incidentScopeChanges,
  incidents,
  staff,
  uploadParts,
  uploads,
} from "@/db/schema";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import type { HotlineLine } from "./schema";

export type Incident = typeof incidents.$inferSelect;

/**
 * The incident of this act, its row locked against being closed meanwhile ("no key update" where the act
 * itself changes the row). Throws `incident.unknown`, `incident.closed`.
 */
export async function incidentMustBeOpen(
  tx: Tx,
  incidentId: string,
  lock: "share" | "no key update" = "share",
): Promise<Incident> {
  const [incident] = await tx.select().from(incidents).where(eq(incidents.id, incidentId)).for(lock);
  if (!incident) throw new NotFound("incident.unknown");
  if (incident.state !== "open") throw new NotAllowedNow("incident.closed");
  return incident;
}

/** Every incident, the newest first; at most 200. */
export function incidentList() {
  return database()
    .select({
      id: incidents.id,
      code: incidents.code,
      title: incidents.title,
      state: incidents.state,
      discoveredOn: incidents.discoveredOn,
      openedAt: incidents.openedAt,
    })
    .from(incidents)
    .orderBy(desc(incidents.id))
    .limit(200);
}

/** One incident with everything the letters say about it. Throws `incident.unknown`. */
export async function incidentById(incidentId: string, db: Queryable = database()): Promise<Incident> {
  const [incident] = await db.select().from(incidents).where(eq(incidents.id, incidentId));
  if (!incident) throw new NotFound("incident.unknown");
  return incident;
}

/** The incident's telephone lines with their hours ("HH:MM"), in the order they were set up. */
export async function linesOfIncident(
  incidentId: string,
  db: Queryable = database(),
): Promise<HotlineLine[]> {
  const lines = await db
    .select()
    .from(hotlineLines)
    .where(eq(hotlineLines.incidentId, incidentId))
    .orderBy(asc(hotlineLines.id))
    .limit(50);
  if (lines.length === 0) return [];
  const hours = await db
    .select()
    .from(hotlineHours)
    .where(
      inArray(
        hotlineHours.lineId,
        lines.map((line) => line.id),
      ),
    )
    .orderBy(asc(hotlineHours.validFrom), asc(hotlineHours.id));
  return lines.map(({ incidentId: _, ...line }) => ({
    ...line,
    hours: hours
      .filter((period) => period.lineId === line.id)
      .map(({ validFrom, validUntil, dayKind, opens, closes }) => ({
        validFrom,
        validUntil,
        dayKind,
        opens: opens.slice(0, 5),
        closes: closes.slice(0, 5),
      })),
  }));
}

/** Why the scope is what it is, the latest first; at most 500. */
export function scopeChangesOf(incidentId: string) {
  return database()
    .select({
      id: incidentScopeChanges.id,
      at: incidentScopeChanges.at,
      byName: staff.name,
      change: incidentScopeChanges.change,
      subjectId: incidentScopeChanges.subjectId,
      reason: incidentScopeChanges.reason,
    })
    .from(incidentScopeChanges)
    .leftJoin(staff, eq(staff.id, incidentScopeChanges.byStaffId))
    .where(eq(incidentScopeChanges.incidentId, incidentId))
    .orderBy(desc(incidentScopeChanges.at), desc(incidentScopeChanges.id))
    .limit(500);
}

export type Upload = typeof uploads.$inferSelect;

/** One upload. Throws `upload.unknown`. */
export async function uploadById(uploadId: string, db: Queryable = database()): Promise<Upload> {
  const [upload] = await db.select().from(uploads).where(eq(uploads.id, uploadId));
  if (!upload) throw new NotFound("upload.unknown");
  return upload;
}

/** Which parts of an upload have arrived: what a browser asks before it goes on after an interruption. */
export async function partsOfUpload(uploadId: string) {
  const upload = await uploadById(uploadId);
  const parts = await database()
    .select({ partNumber: uploadParts.partNumber, bytes: uploadParts.bytes, sha256: uploadParts.sha256 })
    .from(uploadParts)
    .where(eq(uploadParts.uploadId, uploadId))
    .orderBy(asc(uploadParts.partNumber));
  const { id, fileName, bytesExpected, partBytes, state, sha256 } = upload;
  return { id, fileName, bytesExpected, partBytes, state, sha256, parts };
}
