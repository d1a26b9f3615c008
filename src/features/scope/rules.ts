import type { Toggles } from "./what-if/scope-outline";

export type { DayBins } from "./what-if/day-bins";
export { type Postage, type PostageChoice, postageFor } from "./what-if/postage-tariff";
export type { OutlineClass, OutlineJob, OutlineVolume, ScopeOutline, Toggles } from "./what-if/scope-outline";

/** How long an agent is busy with one person, where nobody says otherwise: the call, its notes, a second attempt. */
export const minutesAPerson = 8;
export const mostMinutesAPerson = 600;

/** Hours of work at the telephones when each of these people is rung once, to the tenth. */
export function agentHours(people: number, minutes: number): number {
  return Math.round((people * minutes) / 6) / 10;
}

/** Whether these toggles are what is in scope now: everything on the lost volumes. */
export function isPresentScope(toggles: Toggles, lostVolumes: readonly string[]): boolean {
  const lost = new Set(lostVolumes);
  return (
    toggles.volumes.length === lost.size &&
    toggles.volumes.every((volume) => lost.has(volume)) &&
    toggles.withoutJobs.length === 0 &&
    toggles.classes === null &&
    toggles.fromDay === null &&
    toggles.toDay === null &&
    toggles.withPartial
  );
}

/** What a measuring does, in order; a screen shows which step it is at. */
export const measureSteps = ["copies", "classify", "papers", "people", "pack"] as const;
export type MeasureStep = (typeof measureSteps)[number];
