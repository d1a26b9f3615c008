import type { Queryable } from "@/db/client";
import { envelopeOfIncident } from "./envelope-of-incident";
import { type EnvelopeRecord, knownEnvelopes } from "./known-envelopes";
import { foldSheet } from "./typeset/slips";
import { wordsInUse } from "./words-in-use";

export type EnvelopesFor = {
  chosen: string;
  /** Templates put forward or approved: while there are any, no other envelope can be chosen. */
  wordsInUse: number;
  /** `foldsMm`: where an A4 sheet is folded for it, from its upper edge. */
  envelopes: (EnvelopeRecord & { foldsMm: number[] })[];
};

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
