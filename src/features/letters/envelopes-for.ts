import type { Queryable } from "@/db/client";
import { envelopeOfIncident } from "./envelope-of-incident";
import { knownEnvelopes } from "./known-envelopes";
import type { EnvelopesFor } from "./schema";
import { foldSheet } from "./typeset/slips";
import { wordsInUse } from "./words-in-use";

/** The envelopes an incident can choose from, and the one it has. Throws `incident.unknown`. */
export async function envelopesFor(db: Queryable, incidentId: string): Promise<EnvelopesFor> {
  const { code } = await envelopeOfIncident(db, incidentId);
  const envelopes = await knownEnvelopes(db);
  return {
    chosen: code,
    wordsInUse: await wordsInUse(db, incidentId),
    envelopes: envelopes.map((record) => ({ ...record, foldsMm: foldSheet(record.envelope).foldsMm })),
  };
}
