import { createHash } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { weightClass } from "@/features/letters/preflight/figures";
import { readBackRun } from "@/features/letters/read-back/finished-run";
import type { LetterPiece, LetterRefusal } from "@/features/letters/typeset/piece";
import { type PlacedPiece, type Run, setRun } from "@/features/letters/typeset/set-run";
import { mrdfCsv, mrdfJson } from "@/features/print-runs/mrdf/write-mrdf";
import { Internal } from "@/lib/errors";
import type { PersonRow } from "./people-file";
import { pieceOfRow } from "./piece-of-row";
import type { Prepared } from "./prepare";

/** A row that became no letter, and why. */
export type HeldRow = { row: number; line: number; refusals: LetterRefusal[] };
/** A row that became a piece of a run. */
export type SetRow = { row: number; inquiryNumber: string; sequence: number; pages: number };
export type FinishedRun = {
  name: string;
  code: string;
  bytes: number;
  sha256: string;
  pages: number;
  rows: SetRow[];
  placed: PlacedPiece[];
  pieces: LetterPiece[];
};

type Due = { row: PersonRow; piece: LetterPiece };

const mostRounds = 3;
/** What an envelope with its window weighs, whichever it is. */
const envelopeG = 5;

/** Names a run of a set of letters: the same words and people give the same, any other give another. */
function runCode({ compiled, people }: Prepared, number: number): string {
  const of = `${compiled.templateSha256}:${people.sha256}:${JSON.stringify(Object.entries(compiled.constants).sort())}:${number}`;
  return createHash("sha256").update(of).digest("hex").slice(0, 10).toUpperCase();
}

/** Writes a file under another name, flushes it and renames it: it is there whole, or not at all. */
export async function writeWhole(file: string, chunks: readonly (Uint8Array | string)[]): Promise<void> {
  const part = `${file}.part`;
  const handle = await open(part, "wx");
  try {
    for (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
    await handle.close();
    await rename(part, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

async function setOnce(prepared: Prepared, run: Run, pieces: readonly LetterPiece[]) {
  const chunks: Uint8Array[] = [];
  const made = await setRun(prepared.compiled, run, pieces, (bytes) => void chunks.push(bytes));
  return { ...made, chunks };
}

/**
 * Sets the letters of one run, stores it and reads every page back from the disk. Who cannot be printed, or reads
 * back differently, is in `held` and leaves no trace in the file. No file where nobody is left. Throws Internal
 * `print-run.file-differs` where the file as a whole is not what was asked.
 */
export async function setLettersOfRun(
  prepared: Prepared,
  number: number,
  createdAt: Date,
  due: readonly Due[],
): Promise<{ run: FinishedRun | null; held: HeldRow[] }> {
  const name = `run-${String(number).padStart(3, "0")}`;
  const run: Run = { label: name, code: runCode(prepared, number), createdAt };
  const file = path.join(prepared.out, `${name}.pdf`);
  const held = new Map<string, LetterRefusal[]>();
  for (let round = 1; round <= mostRounds; round += 1) {
    const pieces = due
      .map(({ piece }) => piece)
      .filter(({ letterId }) => !held.has(letterId))
      .map((piece, i) => ({ ...piece, sequence: i + 1 }));
    const made = await setOnce(prepared, run, pieces);
    if (made.held.length > 0) {
      // Numbers on the sheets leave no gaps here: nothing has been printed yet.
      for (const { letterId, ...refusal } of made.held)
        held.set(letterId, [...(held.get(letterId) ?? []), refusal]);
      round -= 1;
      continue;
    }
    if (made.sha256 === null) return { run: null, held: heldRows(due, held) };
    await writeWhole(file, made.chunks);
    const read = await readBackRun(await readFile(file), {
      compiled: prepared.compiled,
      run,
      pieces,
      set: made,
    });
    if (read.fileDiffers === null && read.differing.length === 0) {
      const { bytes, sha256, pages, pieces: placed } = made;
      const rows = rowsOf(pieces, placed);
      const finished = { name, code: run.code ?? "", bytes, sha256, pages, rows, placed, pieces };
      await writeMrdf(prepared, finished);
      return { run: finished, held: heldRows(due, held) };
    }
    await rm(file);
    if (read.fileDiffers !== null)
      throw new Internal("print-run.file-differs", { because: read.fileDiffers });
    for (const { letterId, field } of read.differing)
      held.set(letterId, [{ field, reason: "letter.read-back-differs", codePoint: null, at: null }]);
  }
  throw new Internal("print-run.file-differs", { because: "every-time" });
}

/** The data file of a run beside it, for the machine that fills the envelopes. */
async function writeMrdf(
  { out }: Prepared,
  { name, code, sha256, placed, pieces }: FinishedRun,
): Promise<void> {
  const places = new Map(placed.map((place) => [place.letterId, place]));
  const run = {
    runCode: code,
    label: name,
    pdfSha256: sha256,
    pieces: pieces.flatMap(({ letterId, sequence, inquiryNumber, generation }) => {
      const place = places.get(letterId);
      if (!place) return [];
      const { pages: sheets, firstPage, sha256: own } = place;
      const weight = weightClass(sheets, envelopeG);
      const facts = { sheets, firstPage, sha256: own, weightClass: weight, act: "insert" as const };
      return [{ sequence, piece: inquiryNumber, generation, ...facts }];
    }),
  };
  await writeWhole(path.join(out, `${name}.mrdf.csv`), [mrdfCsv(run)]);
  await writeWhole(path.join(out, `${name}.mrdf.json`), [mrdfJson(run)]);
}

function rowsOf(pieces: readonly LetterPiece[], placed: readonly PlacedPiece[]): SetRow[] {
  const pages = new Map(placed.map((piece) => [piece.letterId, piece.pages]));
  return pieces.map(({ letterId, inquiryNumber, sequence }) => ({
    row: Number(letterId),
    inquiryNumber,
    sequence,
    pages: pages.get(letterId) ?? 0,
  }));
}

function heldRows(due: readonly Due[], held: ReadonlyMap<string, LetterRefusal[]>): HeldRow[] {
  return due.flatMap(({ row, piece }) => {
    const refusals = held.get(piece.letterId);
    return refusals ? [{ row: row.row, line: row.line, refusals }] : [];
  });
}

/** Rows as letters in the order in which they are set; rows that cannot be letters at all are held at once. */
export async function dueRows(
  prepared: Prepared,
  order: "file" | "post",
): Promise<{ due: Due[]; held: HeldRow[] }> {
  const due: Due[] = [];
  const held: HeldRow[] = [];
  for await (const row of prepared.people.rows()) {
    const made = pieceOfRow(row, prepared.context);
    if (made.ok) due.push({ row, piece: { ...made.piece, sequence: due.length + 1 } });
    else held.push({ row: row.row, line: row.line, refusals: made.refusals });
  }
  refuseSharedNumbers(due);
  if (order === "post") {
    const key = ({ piece }: Due) => piece.addressee.postcode?.replace("-", "") ?? "~";
    due.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.row.row - b.row.row));
  }
  return { due, held };
}

/** A number names one person: two rows with one number are refused before anything is written. */
function refuseSharedNumbers(due: readonly Due[]): void {
  const seen = new Map<string, PersonRow>();
  for (const { row, piece } of due) {
    const first = seen.get(piece.inquiryNumber);
    if (first) throw new SharedNumber(first.line, row.line);
    seen.set(piece.inquiryNumber, row);
  }
}

export class SharedNumber extends Error {
  constructor(first: number, second: number) {
    super(`Lines ${first} and ${second} of the people's file have the same inquiry number.`);
  }
}
