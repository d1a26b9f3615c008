import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { Internal, NotFound } from "@/lib/errors";
import type { CertificateFacts, CertificateWords } from "./absence/certificate-words";

export type KeptCertificate = {
  issuedAt: Date;
  facts: CertificateFacts;
  words: { ja: CertificateWords; en: CertificateWords };
};

/** A certificate as it was issued. Throws `absence.certificate-unknown`; Internal where it is not what was hashed. */
export async function certificateWordsOf(db: Queryable, certificateId: string): Promise<KeptCertificate> {
  const [row] = await db.execute<{ content: string; content_hash: string; issued_at: string }>(sql`
    select content, content_hash, issued_at::text as issued_at from absence_certificates where id = ${certificateId}`);
  if (!row) throw new NotFound("absence.certificate-unknown");
  if (createHash("sha256").update(row.content).digest("hex") !== row.content_hash)
    throw new Internal("absence.certificate-hash-differs");
  return {
    ...(JSON.parse(row.content) as Omit<KeptCertificate, "issuedAt">),
    issuedAt: new Date(row.issued_at),
  };
}
