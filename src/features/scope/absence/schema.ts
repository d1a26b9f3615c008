import { z } from "zod";
import { day, oneLine, statedReason, uuid } from "@/features/incidents/schema";

/** What somebody says of themselves who asks whether they are on the list. At least two of them. */
export const askedFacts = z.strictObject({
  name: oneLine(60).optional(),
  kana: oneLine(80).optional(),
  birthDate: day.optional(),
  /** Insured, policy or claim number. */
  number: oneLine(40).optional(),
  phone: oneLine(40).optional(),
  address: oneLine(200).optional(),
});
export type AskedFacts = z.infer<typeof askedFacts>;

export const searchAbsenceInput = z.strictObject({ incidentId: uuid, asked: askedFacts });
export type SearchAbsence = z.infer<typeof searchAbsenceInput>;

export const issueAbsenceInput = searchAbsenceInput.extend({
  /** Where records are very alike: who looked at them, and why they are somebody else's. */
  closeReason: statedReason.optional(),
});
export type IssueAbsence = z.infer<typeof issueAbsenceInput>;

export const certificatePdfAsked = z.strictObject({ certificateId: uuid, language: z.enum(["ja", "en"]) });
export type CertificatePdfAsked = z.infer<typeof certificatePdfAsked>;

export const nearKinds = [
  "name",
  "near-name",
  "birth-date",
  "number",
  "phone",
  "address",
  "other-role",
] as const;
export type NearKind = (typeof nearKinds)[number];

/** What was found of somebody who asked; of records that are near, only how many. */
export type AbsenceAnswer = {
  listVersion: number;
  listPeople: number;
  /** Records that are theirs. */
  found: number;
  /** Who they are, for whoever may open a person; at most 5. */
  personIds: string[];
  /** Records alike in two things or more that are not plainly theirs. */
  close: number;
  near: Record<NearKind, number>;
};

export type CertificateRow = {
  certificateId: string;
  number: string;
  listVersion: number;
  contentHash: string;
  issuedByName: string;
  issuedAt: Date;
};
export const certificatesShown = 200;
