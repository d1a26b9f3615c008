import { otherFontKeys, readLetterFontFiles, readOtherFontFile } from "@/lib/letter-font-files";
import type { CompiledLetter } from "../typeset/compile-letter";
import type { LetterPiece } from "../typeset/piece";
import type { Run, RunSet } from "../typeset/set-run";
import { type ReadBack, readBack } from "./read-back";
import { type FontFile, openFontFile } from "./true-type";
import { openWords, type WordsOfLetter } from "./words-of-letter";

/** A run as it was asked for, and what the typesetter says of it. */
export type FinishedRun = {
  compiled: CompiledLetter;
  run: Run;
  pieces: readonly LetterPiece[];
  set: Pick<RunSet, "pieces" | "held">;
};

/**
 * Reads a finished run's file (in memory or as it was stored) and says which letters are not exactly what was asked
 * for. About 0.5 ms of CPU a letter; others get their turn every 20 pages.
 */
export async function readBackRun(pdf: Uint8Array, finished: FinishedRun): Promise<ReadBack> {
  const { compiled, run, pieces, set } = finished;
  const held = new Set(set.held.map(({ letterId }) => letterId));
  const placed = new Map(set.pieces.map((piece) => [piece.letterId, piece]));
  return readBack(pdf, {
    words: wordsOf(compiled),
    language: compiled.facts.language,
    envelope: compiled.source.envelope,
    sources: [...(await ownFonts()), ...otherFonts(pieces)],
    runLabel: run.label,
    runCode: run.code,
    answerUrl: compiled.source.answerUrl ?? null,
    control: run.control !== undefined,
    pieces: pieces
      .filter(({ letterId }) => !held.has(letterId))
      .map((piece) => ({ ...piece, ...(placed.get(piece.letterId) ?? nowhere) })),
  });
}

/** A letter the typesetter says nothing of. */
const nowhere = { firstPage: 0, pages: 1, noBarcode: null };

let opened: Promise<FontFile[]> | undefined;

const ownFonts = (): Promise<FontFile[]> => {
  opened ??= readLetterFontFiles().then(({ regular, bold }) => [openFontFile(regular), openFontFile(bold)]);
  return opened;
};

const openedOthers = new Map<string, FontFile | null>();

/** The fonts single characters of these letters come from by somebody's decision. */
function otherFonts(pieces: readonly LetterPiece[]): FontFile[] {
  const wanted = new Set(pieces.flatMap(({ otherFonts: chosen }) => Object.values(chosen ?? {})));
  return otherFontKeys().flatMap((key) => {
    if (!wanted.has(key)) return [];
    const known = openedOthers.get(key);
    const bytes = known === undefined ? readOtherFontFile(key) : null;
    const font = known ?? (bytes ? openFontFile(bytes, key) : null);
    openedOthers.set(key, font);
    return font ? [font] : [];
  });
}

const wordsByLetter = new WeakMap<CompiledLetter, WordsOfLetter>();

function wordsOf(compiled: CompiledLetter): WordsOfLetter {
  const known = wordsByLetter.get(compiled);
  if (known) return known;
  const { templateSource, constants } = compiled.source;
  const words = openWords(templateSource, compiled.facts.language, constants);
  wordsByLetter.set(compiled, words);
  return words;
}
