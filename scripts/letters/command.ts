import path from "node:path";
import { csvLine } from "@/lib/csv";
import { OwabiError } from "@/lib/errors";
import { refusal } from "../catalog/say-answer";
import { type Asked, argumentsOf, Unusable, usage } from "./arguments";
import { type Prepared, prepare } from "./prepare";
import {
  dueRows,
  type FinishedRun,
  type HeldRow,
  SharedNumber,
  setLettersOfRun,
  writeWhole,
} from "./set-runs";

const allSet = 0;
const nothingSet = 2;
const someHeld = 3;

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

// Whoever reads us may have seen enough (`| head`): the runs are written all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

function sayHeld({ row, line, refusals }: HeldRow): void {
  for (const { field, reason, codePoint, at } of refusals) {
    const where = codePoint === null ? "" : ` ${codePoint}${at === null ? "" : `, character ${at + 1}`}`;
    say(`held: row ${row} (line ${line}), ${field}:${where} ${reason}`);
  }
}

function dateOf(asked: Asked, { compiled }: Prepared): Date {
  const said = asked.dated ?? compiled.constants.letter_date;
  const day = typeof said === "string" && /^\d{4}-\d{2}-\d{2}$/.test(said) ? said : "2000-01-01";
  return new Date(`${day}T00:00:00Z`);
}

async function writeLetters(prepared: Prepared, runs: readonly FinishedRun[], held: readonly HeldRow[]) {
  const rows: [number, string[]][] = [
    ...runs.flatMap(({ name, rows: set }) =>
      set.map(({ row, inquiryNumber, sequence, pages }): [number, string[]] => [
        row,
        [String(row), name, String(sequence), inquiryNumber, String(pages), ""],
      ]),
    ),
    ...held.map(({ row, refusals }): [number, string[]] => [
      row,
      [String(row), "", "", "", "", refusals.map(({ field, reason }) => `${field}: ${reason}`).join("; ")],
    ]),
  ];
  rows.sort(([a], [b]) => a - b);
  const lines = [
    ["row", "run", "sequence", "inquiry_number", "sheets", "held"],
    ...rows.map(([, row]) => row),
  ];
  await writeWhole(path.join(prepared.out, "letters.csv"), [lines.map(csvLine).join("")]);
}

async function setAll(asked: Asked): Promise<number> {
  const prepared = await prepare(asked, process.env.LETTERS_FROM ?? process.cwd());
  if (prepared.unused.length > 0)
    say(`Columns that the template does not know: ${prepared.unused.join(", ")}`);
  const { due, held } = await dueRows(prepared, asked.order);
  const runs: FinishedRun[] = [];
  for (let from = 0; from < due.length; from += asked.size) {
    const share = due.slice(from, from + asked.size);
    const made = await setLettersOfRun(prepared, runs.length + 1, dateOf(asked, prepared), share);
    held.push(...made.held);
    if (!made.run) continue;
    runs.push(made.run);
    process.stdout.write(`${made.run.name}.pdf\t${made.run.rows.length}\t${made.run.sha256}\n`);
  }
  held.sort((a, b) => a.row - b.row).forEach(sayHeld);
  await writeLetters(prepared, runs, held);
  const letters = runs.reduce((sum, run) => sum + run.rows.length, 0);
  const pages = runs.reduce((sum, run) => sum + run.pages, 0);
  say(
    `${letters + held.length} rows: ${letters} letters on ${pages} pages in ${runs.length} run(s), read back; ${held.length} held.`,
  );
  return held.length > 0 ? someHeld : allSet;
}

async function run(args: string[]): Promise<number> {
  try {
    const asked = argumentsOf(args);
    if (asked === "help") {
      process.stdout.write(usage);
      return allSet;
    }
    return await setAll(asked);
  } catch (error) {
    if (error instanceof Unusable || error instanceof SharedNumber) say(error.message);
    else if (error instanceof OwabiError) say(refusal(error));
    else if (error instanceof Error && "code" in error && "path" in error) say(error.message);
    else throw error;
    return nothingSet;
  }
}

process.exitCode = await run(process.argv.slice(2));
