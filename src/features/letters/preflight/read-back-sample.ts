import { readBackRun } from "../read-back/finished-run";
import type { CompiledLetter } from "../typeset/compile-letter";
import type { LetterPiece, LetterRefusal } from "../typeset/piece";
import { setRun } from "../typeset/set-run";

/** Of each share so many letters are also drawn and read back: words both sides read differently are found before any is approved. */
export const readBackOfShare = 20;

const sampleRun = { label: "preflight", code: "0000000000", createdAt: new Date("2000-01-01T00:00:00Z") };

/** Draws letters into a file in memory, reads it back, and says whose page would not be what was asked; by letter. */
export async function readBackSample(
  compiled: CompiledLetter,
  given: readonly LetterPiece[],
): Promise<Map<string, LetterRefusal>> {
  const pieces = given.map((piece, i) => ({ ...piece, sequence: i + 1 }));
  const chunks: Uint8Array[] = [];
  const set = await setRun(compiled, sampleRun, pieces, (bytes) => void chunks.push(bytes));
  if (set.pieces.length === 0) return new Map();
  const read = await readBackRun(Buffer.concat(chunks), { compiled, run: sampleRun, pieces, set });
  const differs = (field: string): LetterRefusal => ({
    field,
    reason: "letter.read-back-differs",
    codePoint: null,
    at: null,
  });
  if (read.fileDiffers !== null) return new Map(pieces.map(({ letterId }) => [letterId, differs("letter")]));
  return new Map(read.differing.map(({ letterId, field }) => [letterId, differs(field)]));
}
