import { z } from "zod";
import { statedReason, uuid } from "@/features/incidents/schema";

export const listStates = ["frozen", "approved", "superseded", "rejected"] as const;
export type ListState = (typeof listStates)[number];
export const addressees = ["insured", "guardian", "bereaved"] as const;
export type Addressee = (typeof addressees)[number];

export const freezeListInput = z.strictObject({ incidentId: uuid });
export type FreezeList = z.infer<typeof freezeListInput>;

export const decideListInput = z.strictObject({
  listId: uuid,
  decision: z.enum(["approve", "reject"]),
  /** The hash the decider had on the screen: what you see is what you sign. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  incompleteOverride: statedReason.optional(),
});
export type DecideList = z.infer<typeof decideListInput>;

export const listPageSize = 50;
export const listPeopleAsked = z.strictObject({ listId: uuid, afterPersonId: uuid.optional() });
export type ListPeopleAsked = z.infer<typeof listPeopleAsked>;

export type ListVersionRow = {
  id: string;
  version: number;
  state: ListState;
  peopleCount: number;
  documentCount: number;
  contentHash: string;
  incompleteOverride: string | null;
  frozenBy: string;
  frozenByName: string;
  frozenAt: Date;
  decidedByName: string | null;
  decidedAt: Date | null;
  byAddressee: Record<Addressee, number>;
};

export type ListedPerson = {
  personId: string;
  addressee: Addressee;
  name: string;
  kana: string;
  documents: number;
  hasAddress: boolean;
};
