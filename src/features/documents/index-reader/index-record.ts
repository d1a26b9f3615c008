import { restoreCell } from "@/lib/csv";
import { parseJapaneseDate } from "@/lib/japan/dates";
import { isRoundedNumber, numberKey } from "@/lib/japan/number-key";
import { documentKey } from "../rules";
import { type IndexField, type IndexMapping, indexFields } from "./index-fields";

/**
 * What a line says of a file. `path` as received, blanks at the ends and Windows' own slashes evened out; without a
 * slash it is a file's name only. `documentKey` is null where the line does not say which paper of the claim and
 * class it is. `receivedOn` is YYYY-MM-DD or YYYY-MM.
 */
export type IndexRecord = {
  path: string;
  claimNumber: string;
  classCode: string;
  documentKey: string | null;
  receivedOn: string | null;
};

/** A class by everything it may be called in a list. */
export type NamedClass = { code: string; nameJa: string; nameEn: string; words: readonly string[] };

export type IndexRejection = { reason: string; column?: number };

/** Names of classes as a list may write them → code. A name two classes share means neither. */
export function classNames(classes: readonly NamedClass[]): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  const shared = new Set<string>();
  for (const { code, nameJa, nameEn, words } of classes) {
    for (const name of new Set([code, nameJa, nameEn, ...words].map(nameOfClass))) {
      if (codes.has(name)) shared.add(name);
      codes.set(name, code);
    }
  }
  for (const name of shared) codes.delete(name);
  return codes;
}

function nameOfClass(text: string): string {
  return text.normalize("NFKC").trim().toUpperCase();
}

/**
 * A record from a line's cells, or why the line cannot be one: `index.path-missing`, `claim-number.missing`,
 * `number.rounded`, `index.class-unknown`, `date.*`. `column` counts from 1.
 */
export function indexRecordFrom(
  cells: readonly string[],
  mapping: IndexMapping,
  classes: ReadonlyMap<string, string>,
): IndexRecord | IndexRejection {
  const said = cellsByField(cells, mapping);
  const rejected = (reason: string, field: IndexField) => ({ reason, column: (mapping[field] ?? 0) + 1 });
  if (said.path === "") return rejected("index.path-missing", "path");
  const claimNumber = numberKey(said.claimNumber);
  if (claimNumber === "") return rejected("claim-number.missing", "claimNumber");
  for (const field of ["claimNumber", "documentNumber"] as const) {
    if (isRoundedNumber(said[field])) return rejected("number.rounded", field);
  }
  const classCode = classes.get(nameOfClass(said.documentClass));
  if (!classCode) return rejected("index.class-unknown", "documentClass");
  const received = receivedOn(said.receivedOn);
  if ("problem" in received) return rejected(`date.${received.problem}`, "receivedOn");
  return {
    path: pathAsStored(said.path),
    claimNumber,
    classCode,
    documentKey: keyOf(claimNumber, classCode, said),
    receivedOn: received.on,
  };
}

function cellsByField(cells: readonly string[], mapping: IndexMapping): Record<IndexField, string> {
  const said = {} as Record<IndexField, string>;
  for (const field of indexFields) {
    const at = mapping[field];
    said[field] = at === undefined ? "" : restoreCell((cells[at] ?? "").trim());
  }
  return said;
}

/** `D:\scan\a.tif` is `D:/scan/a.tif` in a catalog. */
function pathAsStored(path: string): string {
  return /^(?:[A-Za-z]:\\|\\\\)/.test(path) ? path.replaceAll("\\", "/") : path;
}

function keyOf(claimNumber: string, classCode: string, said: Record<IndexField, string>): string | null {
  if (said.documentNumber !== "") return `${claimNumber}_${classCode}_N${numberKey(said.documentNumber)}`;
  if (said.session === "" && said.sheet === "") return null;
  const session = twoDigits(said.session);
  return documentKey({
    claimNumber,
    classCode,
    session: session || null,
    sheet: twoDigits(said.sheet) || null,
  });
}

/** Sessions and sheets are written with two digits in an image's name. */
function twoDigits(text: string): string {
  const key = numberKey(text);
  return /^\d$/.test(key) ? `0${key}` : key;
}

function receivedOn(text: string): { on: string | null } | { problem: string } {
  if (text === "") return { on: null };
  const month = /^(\d{4})(?:[-./]|年)(0?[1-9]|1[0-2])月?$/.exec(text.normalize("NFKC"));
  if (month) return { on: `${month[1]}-${(month[2] ?? "").padStart(2, "0")}` };
  const parsed = parseJapaneseDate(text);
  return "iso" in parsed ? { on: parsed.iso } : parsed;
}
