import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { Internal, Invalid } from "@/lib/errors";
import type { CompiledLetter } from "./compile-letter";
import { type ControlFacts, drawControlSheet } from "./control-sheet";
import { drawPiece } from "./draw-piece";
import { checkGlyphs } from "./font";
import { type ByteSink, openRunDocument, type RunDocument } from "./pdf-document";
import type { HeldPiece, LetterPiece } from "./piece";
import type { BarcodeAbsence } from "./postal-barcode";
import { setPiece } from "./set-piece";

export type Run = {
  /** Printed at the foot of every sheet; nothing personal. */
  label: string;
  /** Ten characters that name the run in the 2D code of every sheet; null where nobody will scan it. */
  code: string | null;
  /** Written into the file as its date. */
  createdAt: Date;
  /** Said on a sheet before the first letter and one after the last; needs a code. Absent: no such sheets. */
  control?: ControlFacts;
};

/** A letter as it lies in the run's file; pages count from 1. */
export type PlacedPiece = {
  letterId: string;
  firstPage: number;
  pages: number;
  /** Over the piece's page streams, one after the other. */
  sha256: string;
  /** Why its address bears no customer barcode; null where it bears one. */
  noBarcode: BarcodeAbsence | null;
};

export type RunSet = {
  /** Of the file, control sheets among them. */
  pages: number;
  bytes: number;
  /** SHA-256 of the file; null where no letter could be set and therefore nothing was written. */
  sha256: string | null;
  /** Letters printed, in order. */
  pieces: PlacedPiece[];
  held: HeldPiece[];
};

/** A run of pages set at a stretch blocks the process; every so many it lets others go first. */
const yieldEveryPages = 20;

/**
 * Sets a run of letters as one PDF and hands its bytes to `sink` in order. The same compiled letter, run and
 * pieces give the same bytes. A letter that cannot be printed exactly is held with its reasons and leaves no
 * trace in the file; the run goes on.
 *
 * @throws Invalid `print-run.label-unprintable`
 */
export async function setRun(
  compiled: CompiledLetter,
  run: Run,
  pieces: Iterable<LetterPiece> | AsyncIterable<LetterPiece>,
  sink: ByteSink,
): Promise<RunSet> {
  const unprintable = checkGlyphs(run.label, compiled.fonts.regular)[0];
  if (unprintable) throw new Invalid("print-run.label-unprintable", { codePoint: unprintable.codePoint });
  const result: RunSet = { pages: 0, bytes: 0, sha256: null, pieces: [], held: [] };
  let document: RunDocument | null = null;
  let sinceYield = 0;
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for await (const piece of pieces) {
    const set = setPiece(compiled, piece);
    if (!set.ok) {
      for (const refusal of set.refusals) result.held.push({ letterId: piece.letterId, ...refusal });
      continue;
    }
    if (!document) {
      document = openDocument(compiled, run, sink);
      if (run.control) result.pages = 1;
    }
    const { letterId, sequence, inquiryNumber, generation } = piece;
    const mark = { runLabel: run.label, runCode: run.code, sequence, inquiryNumber, generation };
    const streams = drawPiece(compiled, set.letter, mark, document.codes);
    const hash = createHash("sha256");
    for (const stream of streams) {
      document.addPage(stream);
      hash.update(stream, "latin1");
    }
    first = Math.min(first, sequence);
    last = Math.max(last, sequence);
    const { barcode } = set.letter;
    result.pieces.push({
      letterId,
      firstPage: result.pages + 1,
      pages: streams.length,
      sha256: hash.digest("hex"),
      noBarcode: barcode.ok ? null : barcode.because,
    });
    result.pages += streams.length;
    sinceYield += streams.length;
    if (sinceYield < yieldEveryPages) continue;
    sinceYield = 0;
    await document.flush();
    await setImmediate();
  }
  if (!document) return result;
  if (addControlSheets(compiled, run, document, { result, first, last })) result.pages += 1;
  return { ...result, ...(await document.finish()) };
}

type Finished = { result: RunSet; first: number; last: number };

/** Only now it is known what is in the file; the head goes before all else. False where none are asked for. */
function addControlSheets(
  compiled: CompiledLetter,
  run: Run,
  document: RunDocument,
  finished: Finished,
): boolean {
  const { code, control } = run;
  if (!control) return false;
  if (code === null) throw new Internal("print-run.control-without-code");
  const { result, first, last } = finished;
  const counts = { pieces: result.pieces.length, sheets: result.pages - 1, first, last };
  const sheet = (place: "head" | "end") =>
    drawControlSheet(compiled, { code, control }, place, counts, document.codes);
  document.addFirstPage(sheet("head"));
  document.addPage(sheet("end"));
  return true;
}

function openDocument(compiled: CompiledLetter, run: Run, sink: ByteSink) {
  const { facts, faces, forms } = compiled;
  return openRunDocument(
    { title: facts.title, language: facts.language, createdAt: run.createdAt, faces, forms },
    sink,
  );
}

/** One letter as it will be printed, by the same code; or why it cannot be. */
export async function previewLetter(
  compiled: CompiledLetter,
  run: Run,
  piece: LetterPiece,
): Promise<{ ok: true; pdf: Uint8Array } | { ok: false; held: HeldPiece[] }> {
  const chunks: Uint8Array[] = [];
  const set = await setRun(compiled, run, [piece], (bytes) => {
    chunks.push(bytes);
  });
  if (set.held.length > 0) return { ok: false, held: set.held };
  if (set.pages === 0) throw new Internal("letter-document.empty");
  return { ok: true, pdf: Buffer.concat(chunks) };
}
