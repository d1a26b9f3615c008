import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type CertificateRow, certificatesShown } from "./absence/schema";

/** The certificates that were issued, the latest first, without who they are about; at most 200. */
export async function absenceCertificates(db: Queryable, incidentId: string): Promise<CertificateRow[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select c.id, c.number, l.version, c.content_hash, s.name, c.issued_at::text as issued_at
    from absence_certificates c join affected_lists l on l.id = c.list_id join staff s on s.id = c.issued_by
    where c.incident_id = ${incidentId} order by c.issued_at desc limit ${certificatesShown}`);
  return rows.map((row) => ({
    certificateId: String(row.id),
    number: String(row.number),
    listVersion: Number(row.version),
    contentHash: String(row.content_hash),
    issuedByName: String(row.name),
    issuedAt: new Date(String(row.issued_at)),
  }));
}
