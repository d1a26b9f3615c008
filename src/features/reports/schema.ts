import { z } from "zod";
import { type Consequence, consequences, type PaperStage, type PersonChange } from "./rules";

export const ofIncident = z.strictObject({ incidentId: z.uuid() });
export type OfIncident = z.infer<typeof ofIncident>;

/** `lastEventId` is what a browser adds when it connects again; every connection begins with a tick anyway. */
export const changesAsked = z.strictObject({
  incidentId: z.uuid(),
  lastEventId: z.string().max(20).optional(),
});

export const eventsPageSize = 50;
export const eventsAsked = z.strictObject({
  incidentId: z.uuid(),
  beforeId: z.number().int().positive().optional(),
});
export type EventsAsked = z.infer<typeof eventsAsked>;

export type EventRow = {
  id: number;
  at: Date;
  actorName: string;
  actorKind: "staff" | "system";
  action: string;
  subjectType: string;
  subjectId: string;
  detail: Record<string, string | number | boolean | null>;
  reason: string | null;
};

/** Where the background work of an incident stands. Dead tasks wait for a person. */
export type TaskFigures = {
  name: string;
  ready: number;
  running: number;
  done: number;
  dead: number;
  oldestReadySeconds: number | null;
  lastReason: string | null;
};

export const ofListInput = z.strictObject({ listId: z.uuid() });

export const consequencePageSize = 50;
export const consequencePeopleAsked = z.strictObject({
  listId: z.uuid(),
  consequence: z.enum(consequences.filter((one): one is Exclude<Consequence, "none"> => one !== "none")),
  afterPersonId: z.uuid().optional(),
});
export type ConsequencePeopleAsked = z.infer<typeof consequencePeopleAsked>;

export type ConsequencePerson = {
  personId: string;
  name: string;
  kana: string;
  change: PersonChange;
  stage: PaperStage;
};
