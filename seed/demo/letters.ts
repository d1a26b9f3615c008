import { decideTemplate } from "@/features/letters/decide-template";
import { generateLetters } from "@/features/letters/generate-letters";
import { templatesOfIncident } from "@/features/letters/queries";
import { submitTemplate } from "@/features/letters/submit-template";
import { decideList } from "@/features/lists/decide-list";
import { freezeList } from "@/features/lists/freeze-list";
import { listVersions } from "@/features/lists/queries";
import { addressees } from "@/features/lists/schema";
import { decideNotices } from "@/features/notices/decide-notices";
import { handOverPrintRun } from "@/features/print-runs/hand-over-print-run";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { printRunsOf } from "@/features/print-runs/queries";
import { recordPrinted } from "@/features/print-runs/record-printed";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { Internal } from "@/lib/errors";
import type { Colleagues } from "./staff";

/** Freezes the list, has the second manager approve it and decides the notices. */
export async function approveList({ manager, second }: Colleagues, incidentId: string): Promise<void> {
  const { id: listId } = await freezeList(manager, { incidentId });
  const list = (await listVersions(incidentId)).find((version) => version.id === listId);
  if (!list) throw new Internal("seed.list-gone");
  await decideList(second, { listId, decision: "approve", contentHash: list.contentHash });
  await decideNotices(manager, { incidentId, listId });
}

/** Submits the words for each kind of addressee, has them approved and asks for the letters. */
export async function askForLetters({ manager, second }: Colleagues, incidentId: string): Promise<void> {
  for (const addressee of addressees) {
    await submitTemplate(manager, { incidentId, addressee, templateName: addressee, templateVersion: "v1" });
  }
  for (const { chosen } of await templatesOfIncident(incidentId)) {
    if (!chosen) continue;
    await decideTemplate(second, {
      letterTemplateId: chosen.id,
      decision: "approve",
      contentHash: chosen.contentHash,
    });
  }
  await generateLetters(manager, { incidentId });
}

/** Plans the runs and seals the first ones; returns those. */
export async function sealFirstRuns(
  { mailroom }: Colleagues,
  incidentId: string,
  count: number,
): Promise<string[]> {
  await planPrintRuns(mailroom, { incidentId });
  const printRunIds = (await printRunsOf(incidentId)).slice(0, count).map((run) => run.id);
  await sealPrintRuns(mailroom, { printRunIds });
  return printRunIds;
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
  for (const [index, run] of rendered.entries()) {
    await recordPrinted(mailroom, { printRunId: run.id, count: run.letterCount });
    if (index >= handedOver) continue;
    await handOverPrintRun(mailroom, { printRunId: run.id, count: run.letterCount, to: "霞台郵便局" });
  }
}
