import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { decideTemplate } from "@/features/letters/decide-template";
import { generateLetters } from "@/features/letters/generate-letters";
import type { LetterVariant } from "@/features/letters/schema";
import { setPreference } from "@/features/letters/set-preference";
import { submitTemplate } from "@/features/letters/submit-template";
import { decideList } from "@/features/lists/decide-list";
import { freezeList } from "@/features/lists/freeze-list";
import { type Addressee, addressees } from "@/features/lists/schema";
import { decideNotices } from "@/features/notices/decide-notices";
import { benchPieces } from "@/features/print-runs/bench-pieces";
import { confirmSpoils } from "@/features/print-runs/confirm-spoils";
import { handOverPrintRun } from "@/features/print-runs/hand-over-print-run";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { printRunById, printRunsOf } from "@/features/print-runs/queries";
import { reconcileRuns } from "@/features/print-runs/reconcile-runs";
import { recordMachineFile } from "@/features/print-runs/record-machine-file";
import { recordPrinted } from "@/features/print-runs/record-printed";
import { releasePrintRun } from "@/features/print-runs/release-print-run";
import { reportSpoil } from "@/features/print-runs/report-spoil";
import { stations } from "@/features/print-runs/schema";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { spoilsOfIncident } from "@/features/print-runs/spoils-of-incident";
import { stopMail } from "@/features/print-runs/stop-mail";
import { sheetCodeText } from "@/lib/sheet-code";
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

type Kind = { addressee: Addressee; variant: LetterVariant; templateName: string };

/** Ours for everybody, and what an insured person may ask for on the telephone. */
const kinds: readonly Kind[] = [
  ...addressees.map((addressee): Kind => ({ addressee, variant: "standard", templateName: addressee })),
  { addressee: "insured", variant: "large", templateName: "insured" },
  { addressee: "insured", variant: "english", templateName: "insured-en" },
];

/** Submits the words for each kind of addressee, where that was not done before; somebody asked for large print. */
export function submitWords({ manager }: Colleagues, incidentId: string): Promise<void> {
  return inTransaction(async (tx) => {
    const chosen = await tx.execute<{ addressee: string; variant: string }>(
      sql`select addressee, variant from letter_templates where incident_id = ${incidentId} and state <> 'withdrawn'`,
    );
    for (const kind of kinds) {
      const { addressee, variant } = kind;
      if (chosen.some((one) => one.addressee === addressee && one.variant === variant)) continue;
      await submitTemplate(manager, { incidentId, ...kind, templateVersion: "v1" });
    }
    const [person] = await tx.execute<{ id: string }>(sql`
      select person_id as id from notices
      where incident_id = ${incidentId} and channel = 'letter' and state = 'owed' and addressee = 'insured'
      order by person_id limit 1`);
    if (person) await setPreference(manager, { incidentId, personId: person.id, variant: "large" });
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

/**
 * The mailroom's first days: so many of the rendered runs released by a manager, fewer printed, fewer handed over. The
 * first went through the inserter piece by piece, with two spoiled pieces replaced; in the first that is not handed
 * over the inserter stopped half way, and a spoiled piece waits for its second person. One letter is on hold.
 */
export async function printRuns(
  colleagues: Colleagues,
  incidentId: string,
  counts: { released: number; printed: number; handedOver: number },
): Promise<void> {
  const { mailroom, second } = colleagues;
  const rendered = (await printRunsOf(incidentId))
    .filter((run) => run.state === "rendered")
    .slice(0, counts.released);
  await inTransaction(async (tx) => {
    for (const [index, run] of rendered.entries()) {
      const printRunId = run.id;
      await releasePrintRun(second, { printRunId });
      if (index >= counts.printed) continue;
      if (index === 0) await throughTheInserter(tx, colleagues, incidentId, printRunId);
      else await recordPrinted(mailroom, { printRunId, count: run.letterCount });
      if (index === counts.handedOver) await stopHalfWay(tx, mailroom, printRunId);
      if (index >= counts.handedOver) continue;
      const [now] = await reconcileRuns(tx, { printRunId });
      await handOverPrintRun(mailroom, { printRunId, count: now?.expected ?? 0, to: "霞台郵便局" });
    }
    const waiting = rendered[counts.printed];
    if (waiting) await holdOne(tx, colleagues, incidentId, waiting.id);
  });
}

const codesOf = async (tx: Tx, printRunId: string) => {
  const { code: runCode } = await printRunById(printRunId);
  const pieces = await benchPieces(tx, printRunId);
  return pieces.map(({ sequence, generation }) =>
    sheetCodeText({ runCode, sequence, generation, sheet: 1, sheets: 1 }),
  );
};

async function throughTheInserter(
  tx: Tx,
  { mailroom, second }: Colleagues,
  incidentId: string,
  printRunId: string,
): Promise<void> {
  const codes = await codesOf(tx, printRunId);
  const spoiled = new Set([codes[40], codes[41]].filter((code) => code !== undefined));
  for (const station of stations) {
    const left = codes.filter((code) => !spoiled.has(code) || station === "print" || station === "insert");
    const lines = left.map(
      (code) => `${code},${station === "insert" && spoiled.has(code) ? "spoiled" : "ok"}`,
    );
    await recordMachineFile(mailroom, { printRunId, station, text: lines.join("\n") });
  }
  const spoils = await spoilsOfIncident(tx, incidentId);
  const spoilIds = spoils.filter((spoil) => spoil.state === "waiting").map(({ id }) => id);
  if (spoilIds.length > 0) await confirmSpoils(second, { spoilIds });
}

async function stopHalfWay(tx: Tx, mailroom: Colleagues["mailroom"], printRunId: string): Promise<void> {
  const codes = await codesOf(tx, printRunId);
  const done = codes.slice(0, Math.ceil(codes.length / 2));
  const text = done.map((code) => `${code},ok`).join("\n");
  await recordMachineFile(mailroom, { printRunId, station: "insert", text });
  const last = done.at(-1);
  if (last) await reportSpoil(mailroom, { printRunId, code: last, reason: "torn" });
}

async function holdOne(
  tx: Tx,
  { mailroom }: Colleagues,
  incidentId: string,
  printRunId: string,
): Promise<void> {
  const [code] = await codesOf(tx, printRunId);
  if (!code) return;
  const reason = "ご家族から、宛先を確かめたいとのお電話がありました。";
  await stopMail(mailroom, { incidentId, kind: "hold", of: { code }, reason });
}
