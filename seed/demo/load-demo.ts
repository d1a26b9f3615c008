import { eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { incidents } from "@/db/schema";
import { generateScenario } from "../generate";
import { bringFiles } from "./bring-files";
import { firstCalls } from "./calls";
import { demoCode, openDemoIncident, registerDemoTapes } from "./incident";
import { approveList, askForLetters, printRuns, sealFirstRuns, submitWords } from "./letters";
import type { Colleagues } from "./staff";

/** What of the demo is there; each act is one commit, so it is there as a whole or not at all. */
type Done = Record<"decided" | "asked" | "sealed" | "printed" | "called", boolean>;

export type Loading = {
  colleagues: Colleagues;
  people: number | undefined;
  /** Resolves when all work the incident asked for is done. */
  wait: (incidentId: string) => Promise<unknown>;
  /** Does `work`, and says what it is. */
  step: <T>(what: string, work: () => Promise<T>) => Promise<T>;
};

/**
 * Loads the demo through the product's own verbs: the case with everybody in it, its letters, the mailroom's first
 * runs and the hotline's first calls. Goes on where an earlier loading was cut off; a whole demo is left alone.
 */
export async function loadDemo({ colleagues, people, wait, step }: Loading): Promise<void> {
  const { manager } = colleagues;
  const known = await demoIncident();
  if (known && (await doneFor(known)).called) return;
  console.log("Loading the demo incident (once):");
  const scenario = await step("inventing people, claims and tapes", async () =>
    generateScenario("two-tapes", { people }),
  );
  const incidentId =
    known ??
    (await step("opening the incident and its tapes", () =>
      inTransaction(async () => {
        const id = await openDemoIncident(manager, demoCode, "バックアップテープ2巻の紛失");
        await registerDemoTapes(manager, id);
        return id;
      }),
    ));
  const done = await doneFor(incidentId);
  await step("reading the catalog and the customer master", async () => {
    if (!done.decided) await bringFiles(manager, incidentId, scenario);
    await wait(incidentId);
  });
  await step("freezing and approving the list, deciding the notices", async () => {
    if (!done.decided) await approveList(colleagues, incidentId);
    await wait(incidentId);
  });
  await step("submitting the words, looking at every letter", async () => {
    if (!done.asked) await submitWords(colleagues, incidentId);
    await wait(incidentId);
  });
  await step(`writing ${scenario.truth.affectedPeople} letters`, async () => {
    if (!done.asked) await askForLetters(colleagues, incidentId);
    await wait(incidentId);
  });
  await step("printing the first runs", async () => {
    if (!done.sealed) await sealFirstRuns(colleagues, incidentId, 9);
    await wait(incidentId);
    if (done.printed) return;
    await printRuns(colleagues, incidentId, { released: 8, printed: 6, handedOver: 4 });
  });
  await step("making the first calls", () => firstCalls(colleagues, incidentId));
}

/** The demo's incident, or null before it was loaded. */
async function demoIncident(): Promise<string | null> {
  const [known] = await database()
    .select({ id: incidents.id })
    .from(incidents)
    .where(eq(incidents.code, demoCode));
  return known?.id ?? null;
}

async function doneFor(incidentId: string): Promise<Done> {
  const [done] = await database().execute<Done>(sql`
    select exists (select from notices where incident_id = ${incidentId}) as decided,
      exists (select from letter_chunks where incident_id = ${incidentId}) as asked,
      exists (select from print_runs where incident_id = ${incidentId} and state <> 'open') as sealed,
      exists (select from print_runs where incident_id = ${incidentId} and state in ('printed', 'handed-over')) as printed,
      exists (select from call_tasks where incident_id = ${incidentId} and attempts > 0) as called`);
  return done ?? { decided: false, asked: false, sealed: false, printed: false, called: false };
}
