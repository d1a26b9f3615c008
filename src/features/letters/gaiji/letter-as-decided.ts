import type { ClassWords } from "../rules";
import { pieceFor } from "../rules";
import type { LetterLanguage, ListedPerson } from "../schema";
import type { CompiledLetter } from "../typeset/compile-letter";
import type { LetterPiece, LetterRefusal } from "../typeset/piece";
import { type SetPiece, setPiece } from "../typeset/set-piece";
import type { UsedDecisions } from "./apply-decisions";
import { applyDecisions, type GaijiDecisions } from "./apply-decisions";

/** The words of one kind of letter, ready to be filled in. */
export type Words = { compiled: CompiledLetter; language: LetterLanguage };

/** A person's letter after what was decided about its characters, laid out, with all that keeps it from being printed. */
export type LetterAsDecided = {
  piece: LetterPiece;
  used: UsedDecisions | null;
  letter: SetPiece | null;
  refusals: LetterRefusal[];
};

export function letterAsDecided(
  person: ListedPerson,
  { compiled, language }: Words,
  classes: readonly ClassWords[],
  decisions: GaijiDecisions,
  identity: Parameters<typeof pieceFor>[3],
): LetterAsDecided {
  const written = pieceFor(person, classes, language, identity);
  const { piece, used } = applyDecisions(written, person.personId, decisions);
  const set = setPiece(compiled, piece);
  return set.ok
    ? { piece, used, letter: set.letter, refusals: [] }
    : { piece, used, letter: null, refusals: set.refusals };
}

/** Why a letter is held, as it is kept beside it: its first refusal. */
export function heldFor(refusals: readonly LetterRefusal[]) {
  const [first] = refusals;
  if (!first) return null;
  const { reason, field, codePoint, at } = first;
  return { reason, detail: { field, codePoint, at } };
}
