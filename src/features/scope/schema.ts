import { z } from "zod";
import { day, keyText, uuid } from "@/features/incidents/schema";
import type { WhatIfCounts } from "./what-if/count-what-if";
import type { ScopeOutline } from "./what-if/scope-outline";

export type { ScopeFigures, WhatIfCounts } from "./what-if/count-what-if";

/** What a page asks for at most; there are fewer tapes in any vault row. */
const mostVolumes = 5_000;
const mostJobs = 20_000;
const mostClasses = 200;

export const whatIfInput = z.strictObject({
  incidentId: uuid,
  /** Labels as the catalogs write them. */
  volumes: z.array(keyText(200)).max(mostVolumes),
  /** Keys of jobs to leave out. */
  withoutJobs: z.array(z.string().max(40)).max(mostJobs).optional(),
  /** Codes; without them every class counts. */
  classes: z.array(z.string().max(40)).max(mostClasses).optional(),
  /** Days of receipt, both included. A paper of no known day always counts. */
  fromDay: day.optional(),
  toDay: day.optional(),
  withPartial: z.boolean().optional(),
});
export type WhatIfAsked = z.input<typeof whatIfInput>;

export const mediumStatesOfVolume = ["not-registered", "in-custody", "missing", "lost", "found"] as const;
export type StateOfVolume = (typeof mediumStatesOfVolume)[number];

/** How current a measure is. `gave-up`: measuring failed for good; what is shown is of an earlier derivation. */
export type MeasureState = "nothing-read" | "measuring" | "current" | "outdated" | "gave-up";

export type ScopeMeasureShown = {
  state: MeasureState;
  /** Of `measureSteps`, counted from 1; null while none is being done. */
  step: number | null;
  /** 0: nothing was measured yet. */
  version: number;
  measuredAt: Date;
  people: number;
  /** Null while nothing was measured. */
  outline: (Omit<ScopeOutline, "volumes"> & { volumes: ShownVolume[] }) | null;
};

export type ShownVolume = ScopeOutline["volumes"][number] & {
  state: StateOfVolume;
  mediumId: string | null;
};

/** The answer to what-if. The lists go by the outline of that version. */
export type WhatIf = WhatIfCounts & { version: number };
