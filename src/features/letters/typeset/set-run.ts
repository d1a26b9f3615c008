import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { Internal, Invalid } from "@/lib/errors";
import type { CompiledLetter } from "./compile-letter";
import { drawPiece } from "./draw-piece";
import { checkGlyphs } from "./font";
import { type ByteSink, openRunDocument } from "./pdf-document";
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
  let document: ReturnType<typeof openRunDocument> | null = null;
  let sinceYield = 0;
  for await (const piece of pieces) {
    const set = setPiece(compiled, piece);
    if (!set.ok) {
      for (const refusal of set.refusals) result.held.push({ letterId: piece.letterId, ...refusal });
      continue;
    }
    document ??= openDocument(compiled, run, sink);
    const { letterId, sequence, inquiryNumber, generation } = piece;
    const mark = { runLabel: run.label, runCode: run.code, sequence, inquiryNumber, generation };
    const streams = drawPiece(compiled, set.letter, mark, document.codes);
    const hash = createHash("sha256");
    for (const stream of streams) {
      document.addPage(stream);
      hash.update(stream, "latin1");
    }
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
  return document ? { ...result, ...(await document.finish()) } : result;
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
