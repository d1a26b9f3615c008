import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "@/db/client";
import { previewMachineFile } from "@/features/print-runs/preview-machine-file";
import { printRunById } from "@/features/print-runs/queries";
import { recordMachineFile } from "@/features/print-runs/record-machine-file";
import { scanPiece } from "@/features/print-runs/scan-piece";
import { sheetCodeText } from "@/lib/sheet-code";
import { runsOnPaper } from "../../setup/letters-on-paper";
import { as, benchForThisFile } from "../upstream/bench";

benchForThisFile();
const mailroom = as("mailroom");

async function benchOf(people: number) {
  const { printRunIds } = await runsOnPaper(people);
  const printRunId = printRunIds[0] ?? "";
  const { code: runCode } = await printRunById(printRunId);
  const code = (sequence: number) => sheetCodeText({ runCode, sequence, generation: 1, sheet: 1, sheets: 2 });
  return { printRunId, code };
}

const scansOf = async (printRunId: string) =>
  (
    await database().execute<{ verdict: string; sequence: number }>(
      sql`select verdict, sequence from piece_scans where print_run_id = ${printRunId} order by id`,
    )
  ).map(({ verdict, sequence }) => `${sequence} ${verdict}`);

test("a scan whose answer was lost is answered as it was and counts once; a new scan of the piece is twice", async () => {
  const { printRunId, code } = await benchOf(3);
  const scanned = { printRunId, station: "print" as const, code: code(1), scanId: randomUUID() };
  const answers = await Promise.all([1, 2, 3].map(() => scanPiece(mailroom, scanned)));
  expect(answers.map(({ verdict, sequence, counts }) => [verdict, sequence, counts.printed])).toEqual(
    answers.map(() => ["ok", 1, 1]),
  );
  expect(await scanPiece(mailroom, { ...scanned, scanId: randomUUID() })).toMatchObject({ verdict: "twice" });
  expect(await scansOf(printRunId)).toEqual(["1 ok", "1 twice"]);
});

test("a machine's file is answered line by line before it counts, changes nothing then, and is recorded as it was said", async () => {
  const { printRunId, code } = await benchOf(4);
  const lines = ["code,disposition", `${code(2)},ok`, `${code(1)},ok`, "???,ok", `${code(3)},spoiled`];
  const file = { printRunId, station: "print" as const, text: lines.join("\r\n") };
  const before = await printRunById(printRunId);
  const said = await previewMachineFile(database(), file);
  expect(said.notOk).toEqual([
    { line: 2, verdict: "gap", sequence: 2 },
    { line: 3, verdict: "out-of-order", sequence: 1 },
    { line: 4, verdict: "unknown", sequence: null },
    { line: 5, verdict: "spoiled", sequence: 3 },
  ]);
  expect(await printRunById(printRunId)).toEqual(before);
  expect(await scansOf(printRunId)).toEqual([]);
  const { stages, ...recorded } = await recordMachineFile(mailroom, file);
  expect(recorded).toEqual({ lines: said.lines, counts: said.counts, notOk: said.notOk });
  expect(stages).toMatchObject({ pending: 1, printed: 2, spoiled: 1 });
  await expect(previewMachineFile(database(), { ...file, text: "a,b\r\nc,d" })).rejects.toMatchObject({
    reason: "machine-file.header",
  });
});
