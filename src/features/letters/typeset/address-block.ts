import { addressCost, nameCost, partText } from "./address-lines";
import { kind } from "./characters";
import type { Area } from "./envelope";
import { type Glyph, type LetterFonts, shape } from "./font";
import { widthOf } from "./one-line";
import type { Part } from "./operators";
import type { Addressee, Honorific, LetterRefusal } from "./piece";

/** Rows of text at a place on the sheet, in points from its upper left corner. */
export type PlacedText = {
  rows: Part[][];
  type: { size: number; leading: number };
  left: number;
  top: number;
};

const address = { size: 10, leading: 13.5 };
const nameBeside = { size: 10.5, leading: 15 };
const name = { size: 13, leading: 18 };
/** A little tighter than a name of its own, so that three lines of address still fit above. */
const ownLineType = { size: 13, leading: 17 };
const gapBeforeName = 4;

/** Honorifics that are a line of their own under, or in English above, the name of the person the letter is about. */
const ownLine: ReadonlySet<Honorific> = new Set(["ご遺族様", "保護者様", "代理人様"]);
const lineAbove: ReadonlySet<Honorific> = new Set([
  "The family of",
  "The parent or guardian of",
  "The representative of",
]);

/**
 * The block that shows in the window: 〒, address, name with its honorific. What does not fit is refused
 * (`letter.address-does-not-fit`, `letter.name-does-not-fit`), never cut and never made smaller.
 */
export function setAddressBlock(
  addressee: Addressee,
  area: Area,
  fonts: LetterFonts,
): { texts: PlacedText[]; bottom: number; refusals: LetterRefusal[] } {
  const refusals: LetterRefusal[] = [];
  const width = area.right - area.left;
  const names = nameRows(addressee, width, fonts, refusals);
  const namesHeight = names.reduce((sum, { rows, type }) => sum + rows.length * type.leading, gapBeforeName);
  const lines = addressRows(addressee, area.bottom - area.top - namesHeight, width, fonts, refusals);
  let top = area.top;
  const texts: PlacedText[] = [];
  for (const { rows, type } of [{ rows: lines, type: address }, ...names]) {
    texts.push({ rows, type, left: area.left, top });
    top += rows.length * type.leading + (texts.length === 1 ? gapBeforeName : 0);
  }
  return { texts, bottom: top, refusals };
}

function shapeField(field: string, text: string, fonts: LetterFonts, refusals: LetterRefusal[]): Glyph[] {
  const shaped = shape(text, fonts.regular);
  for (const refusal of shaped.refusals) refusals.push({ field, ...refusal });
  if (text.trim() === "") refusals.push(refuse(field, "letter.field-empty"));
  return shaped.glyphs;
}

const refuse = (field: string, reason: string): LetterRefusal => ({
  field,
  reason,
  codePoint: null,
  at: null,
});

function addressRows(
  addressee: Addressee,
  height: number,
  width: number,
  fonts: LetterFonts,
  refusals: LetterRefusal[],
): Part[][] {
  const given =
    typeof addressee.addressLines === "string" ? [addressee.addressLines] : addressee.addressLines;
  const texts = given.filter((text) => text.trim() !== "").map((text) => text.trim());
  if (texts.length === 0) refusals.push(refuse("addressee.addressLines", "letter.field-empty"));
  const rows: Part[][] = [];
  const postcode = printedPostcode(addressee.postcode, refusals);
  if (postcode) rows.push(row(shapeField("addressee.postcode", postcode, fonts, refusals)));
  let left = Math.floor(height / address.leading + 1e-6) - rows.length;
  texts.forEach((text, i) => {
    const glyphs = shapeField("addressee.addressLines", text, fonts, refusals);
    const linesLeft = left - (texts.length - 1 - i);
    const parts = partText(glyphs, (width * 1000) / address.size, linesLeft, addressCost);
    if (!parts && glyphs.length > 0) {
      refusals.push(refuse("addressee.addressLines", "letter.address-does-not-fit"));
    }
    for (const [from, to] of parts ?? []) rows.push(row(glyphs.slice(from, to)));
    left -= parts?.length ?? 1;
  });
  return rows;
}

function printedPostcode(postcode: string | null, refusals: LetterRefusal[]): string | null {
  if (postcode === null) return null;
  const digits = /^(\d{3})-?(\d{4})$/.exec(postcode.trim());
  if (digits) return `〒${digits[1]}-${digits[2]}`;
  refusals.push(refuse("addressee.postcode", "letter.postcode-malformed"));
  return null;
}

type NameRows = { rows: Part[][]; type: { size: number; leading: number } };

function nameRows(
  addressee: Addressee,
  width: number,
  fonts: LetterFonts,
  refusals: LetterRefusal[],
): NameRows[] {
  const { honorific } = addressee;
  const own = ownLine.has(honorific);
  const above = lineAbove.has(honorific);
  const type = own ? nameBeside : name;
  const suffix = own ? "様" : above ? "" : honorific;
  const shown = suffix ? `${addressee.name}\u3000${suffix}` : addressee.name;
  const glyphs = shapeField("addressee.name", shown, fonts, refusals);
  if (addressee.name.trim() === "") refusals.push(refuse("addressee.name", "letter.field-empty"));
  const parts = partText(
    keepTogether(glyphs, suffix),
    (width * 1000) / type.size,
    own || above ? 2 : 3,
    nameCost,
  );
  if (!parts && glyphs.length > 0) refusals.push(refuse("addressee.name", "letter.name-does-not-fit"));
  const rows = (parts ?? []).map(([from, to]) => row(glyphs.slice(from, to)));
  const line = () => [row(shape(honorific, fonts.regular).glyphs)];
  if (own)
    return [
      { rows, type },
      { rows: line(), type: ownLineType },
    ];
  if (above)
    return [
      { rows: line(), type: nameBeside },
      { rows, type: ownLineType },
    ];
  return [{ rows, type }];
}

/** The blank before 様 or 御中 is no place to part the name. */
function keepTogether(glyphs: Glyph[], suffix: string): Glyph[] {
  const blank = glyphs.length - [...suffix].length - 1;
  return glyphs.map((glyph, i) => (suffix && i === blank ? { ...glyph, kind: kind.glue } : glyph));
}

function row(glyphs: readonly Glyph[]): Part[] {
  let inkTo = glyphs.length;
  while (inkTo > 0 && glyphs[inkTo - 1]?.kind === kind.space) inkTo--;
  const line = {
    from: 0,
    to: glyphs.length,
    inkTo,
    width: widthOf(glyphs, 0, inkTo),
    spread: 0,
    startTrim: 0,
  };
  return [{ glyphs, line, x: 0 }];
}
