import { z } from "zod";
import { day, moment, oneLine, statedReason, uuid } from "@/features/incidents/schema";
import { findings } from "./rules";

const label = oneLine(64).pipe(z.string().min(1));
const place = oneLine(120).pipe(z.string().min(1));

export const registerMediumInput = z.strictObject({
  id: uuid.optional(),
  incidentId: uuid,
  /** As printed on the medium and as the catalog names its volume. */
  label,
  mediaType: oneLine(64).default(""),
  note: oneLine(500).default(""),
  /** Given where the medium is missing already when it is entered. */
  missing: z.strictObject({ since: day.nullable(), reason: statedReason }).optional(),
});
export type RegisterMedium = z.input<typeof registerMediumInput>;

export const reportMissingInput = z.strictObject({
  id: uuid,
  since: day.nullable(),
  reason: statedReason,
});
export type ReportMissing = z.input<typeof reportMissingInput>;

export const concludeLostInput = z.strictObject({ id: uuid, reason: statedReason });
export type ConcludeLost = z.input<typeof concludeLostInput>;

export const recordFoundInput = z.strictObject({ id: uuid, reason: statedReason });
export type RecordFound = z.input<typeof recordFoundInput>;

export const custodyKinds = ["check-in", "check-out", "moved"] as const;

export const recordCustodyInput = z.strictObject({
  id: uuid.optional(),
  mediumId: uuid,
  happenedAt: moment,
  kind: z.enum(custodyKinds),
  fromPlace: place,
  toPlace: place,
  note: oneLine(500).default(""),
});
export type RecordCustody = z.input<typeof recordCustodyInput>;

export const recordStocktakeInput = z.strictObject({
  id: uuid.optional(),
  incidentId: uuid,
  takenOn: day,
  place,
  slotsExpected: z.int().min(0).max(1_000_000),
  findings: z.array(z.strictObject({ mediumId: uuid, finding: z.enum(findings) })).max(10_000),
});
export type RecordStocktake = z.input<typeof recordStocktakeInput>;
