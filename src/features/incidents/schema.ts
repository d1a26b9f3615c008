import { z } from "zod";

/** Primary keys, also those a browser makes so that a double click stays one row. */
export const uuid = z.uuid();

export const ofIncidentInput = z.strictObject({ incidentId: uuid });
export type OfIncident = z.input<typeof ofIncidentInput>;

// PostgreSQL stores no U+0000, and no other control character belongs in a text that people read.
// Half a surrogate pair would be stored as U+FFFD without a word.
const controls = /[\p{Cc}\p{Cs}]/u;
const controlsButLineBreaks = /[^\P{Cc}\n\t]|\p{Cs}/u;

/** One line of text without control characters, blanks at the ends removed. */
export const oneLine = (maxChars: number) =>
  z
    .string()
    .trim()
    .max(maxChars)
    .refine((text) => !controls.test(text));

/** A key a list goes on from, or a word to look for: as it is, without control characters. */
export const keyText = (maxChars: number) =>
  z
    .string()
    .max(maxChars)
    .refine((text) => !controls.test(text));

/** A calendar day. No incident reaches further back; PostgreSQL has no year 0. */
export const day = z.iso.date().refine((text) => text >= "1900-01-01");

/** An instant a database can hold and a person can mean. */
export const moment = z.date().min(new Date("1900-01-01T00:00:00Z")).max(new Date("2200-01-01T00:00:00Z"));

/** The number of a line or a sheet. */
export const ordinal = z.int32().min(0);

/** Text of several lines; CRLF becomes LF. */
export const paragraphs = (maxChars: number) =>
  z
    .string()
    .transform((text) => text.replaceAll("\r\n", "\n").trim())
    .pipe(
      z
        .string()
        .max(maxChars)
        .refine((text) => !controlsButLineBreaks.test(text)),
    );

/**
 * What a line of a file is to read, blanks and tabs kept. A character that was lost (U+FFFD) does not come back in.
 */
export const fileText = z
  .string()
  .max(65_536)
  .refine((text) => !/[^\P{Cc}\r\n\t]|\p{Cs}|\ufffd/u.test(text));

/** Why somebody did what they did. Required wherever an act changes who is told. */
export const statedReason = oneLine(500).pipe(z.string().min(1));

const incidentCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);

/** What the letters say about the incident. */
const letterFacts = {
  organisationName: oneLine(100).pipe(z.string().min(1)),
  departmentName: oneLine(100),
  representativeName: oneLine(100),
  organisationPostcode: oneLine(10),
  organisationAddress: oneLine(200),
  outline: paragraphs(4000),
  cause: paragraphs(4000),
  secondaryHarm: paragraphs(4000),
  measures: paragraphs(4000),
  outlineEn: paragraphs(8000),
  causeEn: paragraphs(8000),
  secondaryHarmEn: paragraphs(8000),
  measuresEn: paragraphs(8000),
  letterDate: day.nullable(),
  callbackMinutes: z.int().min(5).max(240),
  callbackAgents: z.int().min(1).max(1000),
};

const facts = z.strictObject(letterFacts).partial();

export const openIncidentInput = facts.extend({
  id: uuid.optional(),
  code: incidentCode,
  title: oneLine(200).pipe(z.string().min(1)),
  discoveredOn: day,
  organisationName: letterFacts.organisationName,
});
export type OpenIncident = z.input<typeof openIncidentInput>;

export const editIncidentInput = facts.extend({
  id: uuid,
  title: oneLine(200).pipe(z.string().min(1)).optional(),
  discoveredOn: day.optional(),
});
export type EditIncident = z.input<typeof editIncidentInput>;

export const dayKinds = ["weekday", "weekend", "holiday"] as const;

/** "HH:MM" in Asia/Tokyo; "24:00" is the end of the day. */
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** When the post collects. A day ends before "24:00" is reached. */
export const setPostCutoffInput = z.strictObject({
  incidentId: uuid,
  postCutoff: timeOfDay.refine((text) => text !== "24:00").nullable(),
});
export type SetPostCutoff = z.input<typeof setPostCutoffInput>;

const openingPeriod = z.strictObject({
  validFrom: day,
  validUntil: day.nullable(),
  dayKind: z.enum(dayKinds),
  opens: timeOfDay,
  closes: timeOfDay,
});

export const setHotlineLineInput = z.strictObject({
  incidentId: uuid,
  id: uuid.optional(),
  nameJa: oneLine(100).pipe(z.string().min(1)),
  nameEn: oneLine(100).pipe(z.string().min(1)),
  number: z.string().regex(/^[0-9][0-9-]{2,18}[0-9]$/),
  charge: z.enum(["free", "charged"]),
  audience: z.enum(["everyone", "affected"]),
  hours: z.array(openingPeriod).max(200),
});
export type SetHotlineLine = z.input<typeof setHotlineLineInput>;

/** Bytes of one part of an upload, the last one excepted. */
export const uploadPartBytes = 8 * 1024 * 1024;
export const uploadMaxBytes = 20 * 1024 ** 3;

export const beginUploadInput = z.strictObject({
  id: uuid.optional(),
  incidentId: uuid,
  fileName: oneLine(255).pipe(z.string().min(1)),
  bytes: z.int().min(1).max(uploadMaxBytes),
});
export type BeginUpload = z.input<typeof beginUploadInput>;

export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

export const receivePartInput = z.strictObject({
  uploadId: uuid,
  partNumber: z.int().min(1).max(100_000),
  sha256: sha256Hex,
});
export type ReceivePart = z.input<typeof receivePartInput>;

export const completeUploadInput = z.strictObject({ id: uuid, sha256: sha256Hex.optional() });
export type CompleteUpload = z.input<typeof completeUploadInput>;

export type HotlineLine = {
  id: string;
  nameJa: string;
  nameEn: string;
  number: string;
  charge: "free" | "charged";
  audience: "everyone" | "affected";
  hours: {
    validFrom: string;
    validUntil: string | null;
    dayKind: (typeof dayKinds)[number];
    opens: string;
    closes: string;
  }[];
};

export const revokeMendInput = z.strictObject({ mendId: uuid, reason: statedReason });
export type RevokeMend = z.input<typeof revokeMendInput>;
