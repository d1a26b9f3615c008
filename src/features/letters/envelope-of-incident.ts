import type { Queryable } from "@/db/client";
import { NotFound } from "@/lib/errors";
import { knownEnvelopes } from "./known-envelopes";
import type { EnvelopeRecord } from "./schema";

/** The envelope the incident's letters go into. Throws `incident.unknown`. */
export async function envelopeOfIncident(db: Queryable, incidentId: string): Promise<EnvelopeRecord> {
  const [record] = await knownEnvelopes(db, incidentId);
  if (!record) throw new NotFound("incident.unknown");
  return record;
}
