import type { LetterPiece, LetterValue, LetterValues } from "../typeset/piece";
import { charactersOf } from "./characters-of";

export type Remedy = "other-font" | "variant" | "kana" | "own-form";

/** A decision in force: how a character is printed after all, for everybody or for one person. */
export type GaijiDecision = {
  id: string;
  personId: string | null;
  /** "U+E000", or "U+9089 U+E0104". */
  codePoint: string;
  remedy: Remedy;
  font: string | null;
  replacement: string | null;
  /** The whole name that `kana` and `own-form` stand for. */
  forName: string | null;
};

/** Decisions in force by character: those for everybody, and each person's own, which go first. */
export type GaijiDecisions = {
  forAll: ReadonlyMap<string, GaijiDecision>;
  forOne: ReadonlyMap<string, ReadonlyMap<string, GaijiDecision>>;
};

/** What a letter owes to decisions: which, and the font of each character set in another one. */
export type UsedDecisions = { decisions: string[]; fonts: Record<string, string> };

export function byCharacter(decisions: readonly GaijiDecision[]): GaijiDecisions {
  const forAll = new Map<string, GaijiDecision>();
  const forOne = new Map<string, Map<string, GaijiDecision>>();
  for (const decision of decisions) {
    if (decision.personId === null) forAll.set(decision.codePoint, decision);
    else {
      const own = forOne.get(decision.personId) ?? new Map<string, GaijiDecision>();
      forOne.set(decision.personId, own.set(decision.codePoint, decision));
    }
  }
  return { forAll, forOne };
}

/**
 * A letter as it is printed after what was decided about its characters: a whole name in kana or in the form the
 * person accepts, as long as their name is the one that was decided about; single characters by another or from another font. `used` is null where nothing applied.
 */
export function applyDecisions(
  piece: LetterPiece,
  personId: string,
  { forAll, forOne }: GaijiDecisions,
): { piece: LetterPiece; used: UsedDecisions | null } {
  const own = forOne.get(personId);
  if (forAll.size === 0 && own === undefined) return { piece, used: null };
  const used: UsedDecisions = { decisions: [], fonts: {} };
  const use = ({ id }: GaijiDecision) => {
    if (!used.decisions.includes(id)) used.decisions.push(id);
  };
  const decided = (character: string) => own?.get(character) ?? forAll.get(character);
  const mend = (text: string): string =>
    charactersOf(text)
      .map((character) => {
        const decision = decided(character.name);
        if (!decision) return character.text;
        if (decision.remedy === "variant") {
          use(decision);
          return decision.replacement ?? character.text;
        }
        if (decision.remedy === "other-font" && decision.font) {
          use(decision);
          used.fonts[character.name] = decision.font;
        }
        return character.text;
      })
      .join("");
  const written = piece.addressee.name;
  const whole = charactersOf(written)
    .map(({ name }) => own?.get(name))
    .find(
      (decision) =>
        (decision?.remedy === "kana" || decision?.remedy === "own-form") && decision.forName === written,
    );
  if (whole) use(whole);
  const name = mend(whole?.replacement ?? written);
  const { addressLines } = piece.addressee;
  const mended: LetterPiece = {
    ...piece,
    addressee: {
      ...piece.addressee,
      name,
      addressLines: typeof addressLines === "string" ? mend(addressLines) : addressLines.map(mend),
    },
    values: mendValues(piece.values, (text) => (text === written ? name : mend(text))),
  };
  if (used.decisions.length === 0) return { piece, used: null };
  used.decisions.sort();
  return {
    piece: Object.keys(used.fonts).length > 0 ? { ...mended, otherFonts: used.fonts } : mended,
    used,
  };
}

function mendValues(values: LetterValues, mend: (text: string) => string): LetterValues {
  const mendOne = (value: LetterValue): LetterValue =>
    typeof value === "string" ? mend(value) : Array.isArray(value) ? value.map(mend) : value;
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, mendOne(value)]));
}
