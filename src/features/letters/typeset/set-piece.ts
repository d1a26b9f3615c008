import { Invalid } from "@/lib/errors";
import { type PlacedText, setAddressBlock } from "./address-block";
import { bodySetting, type CompiledLetter, headSetting } from "./compile-letter";
import { sheet } from "./envelope";
import { missingFields, scopeOf } from "./fields";
import { type DueBlock, dueBlocks, loopLimit } from "./fold";
import { type LetterFonts, shape } from "./font";
import type { Scope } from "./liquid";
import { withOtherFonts } from "./other-fonts";
import { type Fragment, paginate } from "./paginate";
import type { LetterPiece, LetterRefusal } from "./piece";
import { type BarcodeOfPiece, placeBarcode } from "./postal-barcode";
import { heightOf, type SetBlock, type Setting, setBlock } from "./set-block";
import { textArea } from "./styles";
import { inquiryNumberField, type TemplateNode } from "./template";

/** A letter laid out, not yet drawn. */
export type SetPiece = {
  address: PlacedText[];
  /** The customer barcode below the address, or why there is none. */
  barcode: BarcodeOfPiece;
  head: Fragment[];
  pages: Fragment[][];
};

/** More sheets than this do not go into one envelope. */
export const sheetLimit = 4;

/** Lays out one letter, or says everything that keeps it from being printed. */
export function setPiece(
  compiled: CompiledLetter,
  piece: LetterPiece,
): { ok: true; letter: SetPiece } | { ok: false; refusals: LetterRefusal[] } {
  const { facts } = compiled;
  const fonts = withOtherFonts(compiled.fonts, piece.otherFonts);
  const looks = { facts, fonts, print: compiled.print };
  const refusals = missingFields(facts, compiled.fields, piece);
  for (const refusal of shape(piece.inquiryNumber, fonts.regular).refusals) {
    refusals.push({ field: inquiryNumberField, ...refusal });
  }
  const address = setAddressBlock(piece.addressee, compiled.addressArea, fonts);
  refusals.push(...address.refusals);
  refusals.push(...unprintableValues(compiled, piece, fonts));
  if (refusals.length > 0) return { ok: false, refusals: distinct(refusals) };
  const scope = scopeOf(compiled.constants, compiled.fields, piece);
  const head = setNodes(
    compiled,
    compiled.head,
    scope,
    () => headSetting(compiled.headArea, looks),
    refusals,
  );
  const body = setNodes(compiled, compiled.body, scope, (b) => bodySetting(b, looks), refusals);
  if (refusals.length > 0) return { ok: false, refusals: distinct(refusals) };
  const placedHead = stack(head, compiled.headArea.top);
  const last = placedHead.at(-1);
  const headBottom = last ? last.top + heightOf(last.block) : 0;
  const firstTop = Math.max(compiled.bodyTop, headBottom + 16);
  const pages = paginate(body, {
    firstTop,
    nextTop: textArea.nextPageTop,
    bottom: sheet.height - textArea.bottom,
  });
  if (pages.length > sheetLimit) return { ok: false, refusals: [refuse("letter", "letter.too-long")] };
  const barcode = placeBarcode(piece.addressee, address.bottom, compiled.alwaysSeen);
  return { ok: true, letter: { address: address.texts, barcode, head: placedHead, pages } };
}

/** Checked here under its own name, a character is never reported as some sentence's. */
function unprintableValues(
  compiled: CompiledLetter,
  piece: LetterPiece,
  fonts: LetterFonts,
): LetterRefusal[] {
  const { required, optional } = compiled.fields;
  return [...required, ...optional].flatMap((field) => {
    const value = piece.values[field];
    if (Array.isArray(value) && value.length > loopLimit) return [refuse(field, "letter.list-too-long")];
    const texts = typeof value === "string" ? [value] : Array.isArray(value) ? value : [];
    return texts.flatMap((text) =>
      shape(text, fonts.regular).refusals.map((refusal) => ({ field, ...refusal })),
    );
  });
}

function setNodes(
  compiled: CompiledLetter,
  nodes: readonly TemplateNode[],
  scope: Scope,
  settingOf: (block: Parameters<typeof bodySetting>[0]) => Setting,
  refusals: LetterRefusal[],
): SetBlock[] {
  return dueOrRefused(nodes, scope, refusals).flatMap((due) => {
    const preset = compiled.preset.get(due.block);
    if (preset) return [preset];
    try {
      const set = setBlock(due, settingOf(due.block), refusals);
      return set.rows.length > 0 ? [set] : [];
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      refusals.push(
        refuse(
          due.block.inlines.flatMap((i) => (i.what === "slot" ? i.slot.names : [])).join(", "),
          error.reason,
        ),
      );
      return [];
    }
  });
}

function dueOrRefused(nodes: readonly TemplateNode[], scope: Scope, refusals: LetterRefusal[]): DueBlock[] {
  try {
    return dueBlocks(nodes, scope);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    refusals.push(refuse("letter", error.reason));
    return [];
  }
}

function stack(blocks: readonly SetBlock[], from: number): Fragment[] {
  let top = from;
  return blocks.map((block) => {
    const fragment = { block, fromRow: 0, toRow: block.rows.length, top };
    top += heightOf(block);
    return fragment;
  });
}

const refuse = (field: string, reason: string): LetterRefusal => ({
  field,
  reason,
  codePoint: null,
  at: null,
});

/** The same character may be met wherever its variable appears; it is named once. */
function distinct(refusals: LetterRefusal[]): LetterRefusal[] {
  const seen = new Map(refusals.map((r) => [`${r.field}|${r.reason}|${r.codePoint}|${r.at}`, r]));
  return [...seen.values()];
}
