import { z } from "zod";
import { statedReason, uuid } from "@/features/incidents/schema";
import { type Addressee, type ChangePart, changeParts } from "./rules";

export { type Addressee, addressees } from "./rules";

/** Whether the catalog named all that lay on a medium at a decision; reasons with how often each stood. */
export type ScopeThen = {
  label: string;
  verdict: "complete" | "unconfirmed" | "incomplete";
  reasons: Record<string, number>;
};

export const listStates = ["frozen", "approved", "superseded", "rejected"] as const;
export type ListState = (typeof listStates)[number];

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

export const listDiffKinds = ["added", "removed", "changed"] as const;
export type ListDiffKind = (typeof listDiffKinds)[number];

/** `againstListId` null: against nothing, so that everybody is added (a first version). */
export const listDiffAsked = z.strictObject({ listId: uuid, againstListId: uuid.nullable() });
export type ListDiffAsked = z.infer<typeof listDiffAsked>;

export const listDiffPeopleAsked = listDiffAsked.extend({
  kind: z.enum(listDiffKinds),
  /** Of those changed: only whose this part changed. */
  part: z.enum(changeParts).optional(),
  afterPersonId: uuid.optional(),
});
export type ListDiffPeopleAsked = z.infer<typeof listDiffPeopleAsked>;

/** Somebody in whom two versions differ. Of the removed: as the older version says them. */
export type DifferingPerson = {
  personId: string;
  name: string;
  kana: string;
  addressee: Addressee;
  parts: ChangePart[];
  /** Null where the version does not have the person. */
  documentsBefore: number | null;
  documentsAfter: number | null;
};

export type ListVersionRow = {
  id: string;
  version: number;
  state: ListState;
  peopleCount: number;
  documentCount: number;
  contentHash: string;
  incompleteOverride: string | null;
  /** What was known of each medium when it was decided on; null before, and for decisions older than this was kept. */
  decidedScope: ScopeThen[] | null;
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
