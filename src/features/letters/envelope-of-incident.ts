import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { NotFound } from "@/lib/errors";
import { type EnvelopeRecord, envelopeColumns, envelopeRecord } from "./known-envelopes";

/** The envelope the incident's letters go into. Throws `incident.unknown`. */
export async function envelopeOfIncident(db: Queryable, incidentId: string): Promise<EnvelopeRecord> {
  const [row] = await db.execute<Record<string, unknown>>(sql`
    select ${envelopeColumns} from incidents i join envelopes e on e.code = i.envelope_code
    where i.id = ${incidentId}`);
  if (!row) throw new NotFound("incident.unknown");
  return envelopeRecord(row);
}
