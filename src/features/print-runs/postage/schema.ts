import { z } from "zod";
import { day, oneLine, uuid } from "@/features/incidents/schema";

export const slacks = ["none", "three-days"] as const;
export type Slack = (typeof slacks)[number];

/** Pieces that cost the same: equally heavy, with or without a barcode, in a bundle of their area or not. */
export type PieceGroup = { weightG: number; barcode: boolean; sorted: boolean; pieces: number };

export type PostageLine = {
  upToG: number;
  unitYen: number;
  barcode: boolean;
  sorted: boolean;
  pieces: number;
  fullYen: number;
  /** All discounts of the line together. */
  percent: number;
  payYen: number;
};

export type Postage = {
  pieces: number;
  lines: PostageLine[];
  /** Pieces over the heaviest class: no letter of this kind, not in the sums. */
  tooHeavy: number;
  fullYen: number;
  /** What each discount takes off; together with what is paid they are the full price. */
  barcodeYen: number;
  presortYen: number;
  slackYen: number;
  payYen: number;
  percents: { barcode: number; presort: number; slack: number };
};

/** What accepting a later delivery saves, and what it puts off. */
export type SlackTrade = {
  savesYen: number;
  days: number;
  /** What is posted with slack may come as late as if it had been posted on this day. */
  asIfPostedOn: string;
  daysSinceDiscovery: number;
  /** The thirtieth day of the final report (APPI rule 8(2)), and how many are left on `asIfPostedOn`; negative: over. */
  reportDueOn: string;
  reportDaysLeft: number;
  /** So many days after the date the letter bears. */
  daysAfterLetterDate: number | null;
};

export const postageAsked = z.strictObject({ incidentId: uuid, postedOn: day });
export type PostageAsked = z.infer<typeof postageAsked>;

export type PostageFigures = {
  /** Runs whose sheets were made: frozen then. */
  posted: { postings: number; pieces: number; yen: number };
  /** What can still be put on a sheet, at the rates of the day asked: with no slack, and with three days of it. */
  toPost: { none: Postage; slack: Postage };
  /** Pieces of `toPost` whose sheets are not set yet, so that their weight is a guess. */
  guessed: number;
  trade: SlackTrade | null;
  /** Since when the rates and discounts used are in force; null: we know of none on that day. */
  since: { rates: string | null; barcode: string | null; presort: string | null; slack: string | null };
};

export const mostRunsInPosting = 2_000;
export const makePostingInput = z.strictObject({
  incidentId: uuid,
  printRunIds: z.array(uuid).min(1).max(mostRunsInPosting),
  postedOn: day,
  office: oneLine(100).pipe(z.string().min(1)),
  slack: z.enum(slacks),
});
export type MakePosting = z.infer<typeof makePostingInput>;

export const ofPosting = z.strictObject({ postingId: uuid });

/** A bundle of pieces for one postal district (the first three digits), in the order in which they lie. */
export type Bundle = { digits: string | null; areaJa: string; areaEn: string; pieces: number };

/** The acceptance sheet as it was made; nothing of it is counted anew. */
export type PostingSheet = {
  sender: string;
  incidentCode: string;
  postage: Postage;
  runs: { number: number; code: string; pieces: number }[];
  areas: Bundle[];
};

export type PostingRow = {
  id: string;
  number: number;
  postedOn: string;
  office: string;
  slack: Slack;
  pieces: number;
  yen: number;
  byName: string;
  at: Date;
  withdrawnByName: string | null;
  withdrawnAt: Date | null;
  /** Pieces of its runs that go to the post now; where it differs, the sheet is out of date. */
  piecesNow: number;
  sheet: PostingSheet;
};

export const ofRun = z.strictObject({ printRunId: uuid });
export type RunBundle = Bundle & { firstSequence: number; lastSequence: number };

/** A run that can be put on a sheet. */
export type RunToPost = { printRunId: string; number: number; code: string; pieces: number; ready: boolean };
