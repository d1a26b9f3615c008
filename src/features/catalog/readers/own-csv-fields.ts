import { type ColumnProblem, checkColumns, headerKey, suggestColumns } from "@/lib/column-mapping";
import type { TextEncoding } from "@/lib/decode-text";

/** What a list of somebody's own can tell of a file; one column each. */
export const ownFields = [
  "path",
  "folder",
  "name",
  "volume",
  "job",
  "index",
  "first",
  "last",
  "size",
  "modified",
] as const;
export type OwnField = (typeof ownFields)[number];

/**
 * Field → column, counted from 0. As text, what holds for the whole list: `volume` is the volume's label, `header`
 * is `none` where the first line is a file already, `encoding` the one a person chose.
 */
export type OwnMapping = Readonly<Record<string, number | string>>;

// Headers as keyed by `headerKey`; the first header that fits a field takes it, stricter patterns first.
const headerPatterns: readonly (readonly [OwnField, RegExp])[] = [
  ["first", /^(?:先頭|開始|最初の?)(?:ファイル)?(?:番号|インデックス|index)$|^first(?:file)?index$/],
  ["last", /^(?:末尾|終了|最後の?)(?:ファイル)?(?:番号|インデックス|index)$|^last(?:file)?index$/],
  ["index", /^(?:ファイル|通し|連)(?:番号|インデックス|no)$|^(?:file)?index$|^fileno$/],
  [
    "volume",
    /^(?:媒体|テープ|ボリューム|メディア)(?:番号|名|no|id|ラベル)?$|^(?:volume|tape|media|medium|barcode)(?:name|label|id|no)?$/,
  ],
  [
    "job",
    /^(?:バックアップ)?ジョブ(?:番号|名|id|no)?$|^バックアップid$|^(?:backup)?job(?:id|name|no)?$|^backupid$/,
  ],
  ["size", /^(?:ファイル)?(?:サイズ|容量|大きさ|バイト数?)(?:byte|bytes)?$|^(?:file)?(?:size|length|bytes)$/],
  [
    "modified",
    /^(?:ファイル)?(?:最終)?(?:更新|変更)(?:日時?|時刻|年月日)$|^(?:date|time|last)?modified(?:at|on|time)?$|^mtime$/,
  ],
  ["path", /^(?:フル|ファイル|絶対)?パス(?:名)?$|^(?:full|file)?path(?:name)?$|^fullname$/],
  [
    "folder",
    /^(?:フォルダー?|ディレクトリー?|場所|保存先)(?:名|パス)?$|^(?:folder|directory|dir|location)(?:name|path)?$/,
  ],
  ["name", /^ファイル(?:名|名称)?$|^名前$|^(?:file)?name$|^file$/],
];

/** Guesses which column holds what from Japanese or English headers; what it cannot tell it leaves out. */
export function suggestOwnMapping(headers: readonly string[]): Partial<Record<OwnField, number>> {
  const { path, folder, ...rest } = suggestColumns(headers, headerPatterns, headerKey);
  if (path === undefined) return folder === undefined ? rest : { ...rest, folder };
  // Beside a column of names, one called "path" that has no folder column by it mostly means the folder.
  if (rest.name !== undefined && folder === undefined) return { ...rest, folder: path };
  const { name: _, ...withoutName } = rest;
  return { ...withoutName, path };
}

/** The encoding a person chose for the list. */
export function statedEncoding({ mapping }: { mapping?: OwnMapping }): TextEncoding | undefined {
  const stated = mapping?.encoding;
  return textEncodings.find((encoding) => encoding === stated);
}

const textEncodings: readonly TextEncoding[] = ["utf-8", "utf-16le", "utf-16be", "cp932"];

export type OwnProblem = ColumnProblem<OwnField>;

/**
 * What stands in the way of reading a list of `columns` columns so; empty when nothing does. A list needs the path,
 * or folder and name, or a name alone; and a volume, in a column or stated. `first` and `last` come together, and
 * with `index`.
 */
export function checkOwnMapping(mapping: OwnMapping, columns: number): OwnProblem[] {
  const at = columnsOf(mapping);
  const required: OwnField[] = [];
  if (at.path === undefined)
    required.push(at.folder === undefined && at.name === undefined ? "path" : "name");
  if (typeof mapping.volume !== "string" || mapping.volume.trim() === "") required.push("volume");
  if (at.first !== undefined || at.last !== undefined) required.push("first", "last", "index");
  return checkColumns(ownFields, required, at, columns);
}

/** The columns of a mapping alone. */
export function columnsOf(mapping: OwnMapping): Partial<Record<OwnField, number>> {
  const at: Partial<Record<OwnField, number>> = {};
  for (const field of ownFields) {
    const column = mapping[field];
    if (typeof column === "number") at[field] = column;
  }
  return at;
}
