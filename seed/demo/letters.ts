import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { decideTemplate } from "@/features/letters/decide-template";
import { generateLetters } from "@/features/letters/generate-letters";
import { submitTemplate } from "@/features/letters/submit-template";
import { decideList } from "@/features/lists/decide-list";
import { freezeList } from "@/features/lists/freeze-list";
import { addressees } from "@/features/lists/schema";
import { decideNotices } from "@/features/notices/decide-notices";
import { handOverPrintRun } from "@/features/print-runs/hand-over-print-run";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { printRunsOf } from "@/features/print-runs/queries";
import { recordPrinted } from "@/features/print-runs/record-printed";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import type { Colleagues } from "./staff";

type Hash = { hash: string };

/** Freezes the list, has the second manager approve it and decides the notices. */
export function approveList({ manager, second }: Colleagues, incidentId: string): Promise<void> {
  return inTransaction(async (tx) => {
    const { id: listId } = await freezeList(manager, { incidentId });
    const [list] = await tx.execute<Hash>(
      sql`select content_hash as hash from affected_lists where id = ${listId}`,
    );
    await decideList(second, { listId, decision: "approve", contentHash: list?.hash ?? "" });
    await decideNotices(manager, { incidentId, listId });
  });
}

/** Submits the words for each kind of addressee, where that was not done before. */
export function submitWords({ manager }: Colleagues, incidentId: string): Promise<void> {
  return inTransaction(async (tx) => {
    const chosen = await tx.execute<{ addressee: string }>(
      sql`select addressee from letter_templates where incident_id = ${incidentId} and state <> 'withdrawn'`,
    );
    for (const addressee of addressees) {
      if (chosen.some((one) => one.addressee === addressee)) continue;
      const words = {
        addressee,
        variant: "standard" as const,
        templateName: addressee,
        templateVersion: "v1",
      };
      await submitTemplate(manager, { incidentId, ...words });
    }
  });
}

/** The second manager approves the words once every letter was looked at; then the letters are asked for. */
export function askForLetters({ manager, second }: Colleagues, incidentId: string): Promise<void> {
  return inTransaction(async (tx) => {
    const submitted = await tx.execute<{ id: string; hash: string }>(sql`
      select id, content_hash as hash from letter_templates
      where incident_id = ${incidentId} and state = 'submitted' order by id`);
    for (const { id, hash } of submitted) {
      await decideTemplate(second, { letterTemplateId: id, decision: "approve", contentHash: hash });
    }
    await generateLetters(manager, { incidentId });
  });
}

/** Plans the runs and seals the first ones; returns those. */
export function sealFirstRuns(
  { mailroom }: Colleagues,
  incidentId: string,
  count: number,
): Promise<string[]> {
  return inTransaction(async (tx) => {
    await planPrintRuns(mailroom, { incidentId });
    const runs = await tx.execute<{ id: string }>(
      sql`select id from print_runs where incident_id = ${incidentId} order by number limit ${count}`,
    );
    const printRunIds = runs.map((run) => run.id);
    await sealPrintRuns(mailroom, { printRunIds });
    return printRunIds;
  });
}

/** The mailroom's first morning: so many of the rendered runs printed, fewer handed over. */
export async function printRuns(
  { mailroom }: Colleagues,
  incidentId: string,
  printed: number,
  handedOver: number,
): Promise<void> {
  const rendered = (await printRunsOf(incidentId))
    .filter((run) => run.state === "rendered")
    .slice(0, printed);
  await inTransaction(async () => {
    for (const [index, run] of rendered.entries()) {
      await recordPrinted(mailroom, { printRunId: run.id, count: run.letterCount });
      if (index >= handedOver) continue;
      await handOverPrintRun(mailroom, { printRunId: run.id, count: run.letterCount, to: "霞台郵便局" });
    }
  });
}
