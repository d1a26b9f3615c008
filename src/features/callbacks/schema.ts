import { z } from "zod";
import { paragraphs, uuid } from "@/features/incidents/schema";

export const callTaskStates = ["owed", "promised", "done", "exhausted", "refused", "stopped"] as const;
export type CallTaskState = (typeof callTaskStates)[number];

export const attemptOutcomes = [
  "explained",
  "no-answer",
  "busy",
  "asked-later",
  "wrong-number",
  "refused",
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

export const callbackStates = ["booked", "kept", "missed", "cancelled"] as const;
export type CallbackState = (typeof callbackStates)[number];

const longestNoteChars = 2000;

export const bookCallbackInput = z.strictObject({
  id: uuid.optional(),
  incidentId: uuid,
  personId: uuid,
  startsAt: z.date(),
  note: paragraphs(longestNoteChars).default(""),
});
export type BookCallback = z.input<typeof bookCallbackInput>;

export const ofCallback = z.strictObject({ callbackId: uuid });
export type OfCallback = z.infer<typeof ofCallback>;

export const recordAttemptInput = z.strictObject({
  id: uuid.optional(),
  callTaskId: uuid,
  outcome: z.enum(attemptOutcomes),
  explained: z.array(z.string().max(100)).max(50).default([]),
  /** When the telephone rang, where that was a while ago: a promise made since is for a later call. */
  rangAt: z.date().optional(),
  note: paragraphs(longestNoteChars).default(""),
});
export type RecordAttempt = z.input<typeof recordAttemptInput>;

export const duePageSize = 100;
export const tasksPageSize = 50;

/** A promise in the list of what is due. The name is masked: whoever rings opens a call to see more. */
export type DueCallback = {
  callbackId: string;
  callTaskId: string;
  personId: string;
  dueAt: Date;
  overdue: boolean;
  maskedName: string;
  promisedByName: string | null;
  note: string;
};

export type NextCallTask = {
  callTaskId: string;
  personId: string;
  maskedName: string;
  attempts: number;
  lastOutcome: AttemptOutcome | null;
};

export type OpenSlot = { startsAt: Date; endsAt: Date; free: number };

export type CallbackCounts = Record<CallTaskState, number> & { dueToday: number; overdue: number };
