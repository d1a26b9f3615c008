import { createHash } from "node:crypto";
import type { LetterPiece, LetterRefusal, LetterValue } from "@/features/letters/typeset/piece";
import { inquiryNumberFrom, parseInquiryNumber } from "@/lib/inquiry-number";
import { printForm } from "@/lib/japan/print-form";
import type { PersonRow } from "./people-file";

/** How a template uses a variable: printed as words, repeated as a list, or only asked whether it holds. */
export type FieldKind = "words" | "list" | "yes-or-no";

/** The kind of each of these variables, by the template's own text. */
export function fieldKinds(templateText: string, names: readonly string[]): Map<string, FieldKind> {
  const kindOf = (name: string): FieldKind => {
    if (new RegExp(`\\{%-?\\s*for\\s+\\w+\\s+in\\s+${name}\\b`).test(templateText)) return "list";
    return new RegExp(`\\{\\{-?\\s*${name}\\b`).test(templateText) ? "words" : "yes-or-no";
  };
  return new Map(names.map((name) => [name, kindOf(name)]));
}

const yes = new Set(["1", "true", "yes", "はい", "有", "○"]);
const no = new Set(["", "0", "false", "no", "いいえ", "無", "×"]);

function valueOfCell(kind: FieldKind, cell: string): LetterValue | null {
  if (kind === "list") {
    return cell
      .split(/\r\n|\r|\n|\|/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "");
  }
  if (kind === "words") return printForm(cell.trim());
  const said = cell.normalize("NFKC").trim().toLowerCase();
  return yes.has(said) ? true : no.has(said) ? false : null;
}

const refuse = (field: string, reason: string): LetterRefusal => ({
  field,
  reason,
  codePoint: null,
  at: null,
});

export type RowContext = {
  kinds: ReadonlyMap<string, FieldKind>;
  fileSha256: string;
  columns: readonly string[];
  /** Where the file has no column for it. */
  honorific: LetterPiece["addressee"]["honorific"];
};

/** The number of a row that brings none: the same file gives the same, and nobody without the file can guess it. */
function numberOfRow(fileSha256: string, row: number): string {
  return inquiryNumberFrom(createHash("sha256").update(`${fileSha256}:${row}`).digest());
}

function inquiryNumberOf(row: PersonRow, context: RowContext): string | null {
  const said = row.cells.get("inquiry_number");
  if (said === undefined) return numberOfRow(context.fileSha256, row.row);
  const read = parseInquiryNumber(said);
  return read.ok ? read.inquiryNumber : null;
}

function generationOf(row: PersonRow): number | null {
  const said = row.cells.get("generation")?.normalize("NFKC").trim() ?? "1";
  return /^[1-9]\d{0,2}$/.test(said) ? Number(said) : null;
}

/** The letter of one row, not yet checked for what cannot be printed; or what is wrong with the row. */
export function pieceOfRow(
  row: PersonRow,
  context: RowContext,
): { ok: true; piece: Omit<LetterPiece, "sequence"> } | { ok: false; refusals: LetterRefusal[] } {
  const refusals: LetterRefusal[] = [];
  const cell = (name: string) => row.cells.get(name)?.trim() ?? "";
  const inquiryNumber = inquiryNumberOf(row, context);
  if (inquiryNumber === null) refusals.push(refuse("inquiry_number", "inquiry-number.malformed"));
  const generation = generationOf(row);
  if (generation === null) refusals.push(refuse("generation", "letter.generation-malformed"));
  const values: Record<string, LetterValue> = {};
  for (const [name, kind] of context.kinds) {
    const said = row.cells.get(name);
    if (said === undefined) continue;
    const value = valueOfCell(kind, said);
    if (value === null) refusals.push(refuse(name, "letter.not-yes-or-no"));
    else values[name] = value;
  }
  if (inquiryNumber === null || generation === null || refusals.length > 0) return { ok: false, refusals };
  const honorific = row.cells.has("honorific") ? cell("honorific") : context.honorific;
  return {
    ok: true,
    piece: {
      letterId: String(row.row),
      inquiryNumber,
      generation,
      addressee: {
        postcode: cell("postcode") === "" ? null : cell("postcode").normalize("NFKC"),
        addressLines: ["address", "address2", "address3"]
          .map((name) => printForm(cell(name)))
          .filter((line) => line !== ""),
        name: printForm(cell("name")),
        honorific: honorific as LetterPiece["addressee"]["honorific"],
      },
      values,
    },
  };
}
