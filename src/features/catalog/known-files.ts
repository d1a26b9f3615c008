import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { KnownFilesAsked } from "./schema";

export type KnownFile = { uploadId: string; fileName: string; importId: string; broughtAt: Date };

/**
 * Which of these uploads are, byte for byte, files of a catalog that counts or is being read: brought again in a
 * larger set, their rows would count twice. Each with the latest such import.
 */
export async function knownFiles(
  db: Queryable,
  { incidentId, uploadIds }: KnownFilesAsked,
): Promise<KnownFile[]> {
  if (uploadIds.length === 0) return [];
  const rows = await db.execute<{
    uploadId: string;
    fileName: string;
    importId: string;
    broughtAt: string;
  }>(sql`
    select distinct on (u.id) u.id as "uploadId", u.file_name as "fileName", i.id as "importId",
           i.created_at as "broughtAt"
    from uploads u
    join uploads known on known.incident_id = u.incident_id and known.sha256 = u.sha256
    join catalog_import_files f on f.upload_id = known.id
    join catalog_imports i on i.id = f.import_id and i.incident_id = u.incident_id
    where u.incident_id = ${incidentId} and u.id = any(${sql.param([...uploadIds])}::uuid[])
      and i.state in ('queued', 'reading', 'read')
    order by u.id, i.id desc`);
  return rows.map((row) => ({ ...row, broughtAt: new Date(row.broughtAt) }));
}
