import { type ColumnMapping, type ColumnProblem, checkColumns, suggestColumns } from "@/lib/column-mapping";

/** What an organisation's own list of papers can tell of a file; one column each. */
export const indexFields = [
  "path",
  "claimNumber",
  "documentClass",
  "receivedOn",
  "session",
  "sheet",
  "documentNumber",
] as const;
export type IndexField = (typeof indexFields)[number];
export type IndexMapping = ColumnMapping<IndexField>;

/** Without these a line names no paper of a claim. */
export const requiredIndexFields: readonly IndexField[] = ["path", "claimNumber", "documentClass"];

// Headers as keyed by `headerKey`; the first header that fits a field takes it, stricter patterns first.
const headerPatterns: readonly (readonly [IndexField, RegExp])[] = [
  [
    "path",
    /^(?:ファイル|画像|イメージ|格納|保存)?(?:パス|フルパス|ファイル名|ファイルパス|格納先|保存先)名?$|^(?:full|file|image)?(?:path|filename|file)$/,
  ],
  [
    "claimNumber",
    /^(?:給付金?|保険金)?(?:請求書?|受付|事案|クレーム)(?:番号|no|id)$|^claim(?:no|number|id)?$/,
  ],
  [
    "documentNumber",
    /^(?:文書|書類|帳票|ドキュメント|管理)(?:番号|no|id)$|^(?:document|doc|paper)(?:no|number|id)$/,
  ],
  [
    "documentClass",
    /^(?:書類|文書|帳票|画像)?(?:種別|種類|区分|分類)(?:コード|名)?$|^(?:document|doc|paper)?(?:class|type|kind)(?:code)?$/,
  ],
  [
    "receivedOn",
    /^(?:請求書?|書類|文書)?(?:受付|受領|受理|到着)(?:年月)?日$|^(?:received(?:on|date|at)?|dateofreceipt)$/,
  ],
  ["session", /^(?:受付)?(?:回次|回数|セッション|バッチ)(?:番号|no)?$|^(?:session|batch)(?:no|number)?$/],
  ["sheet", /^(?:枚目|枝番|連番|頁|ページ|シート)(?:番号|no)?$|^(?:sheet|page|seq)(?:no|number)?$/],
];

/** Guesses which column holds what from Japanese or English headers; what it cannot tell it leaves out. */
export function suggestIndexMapping(headers: readonly string[]): IndexMapping {
  return suggestColumns(headers, headerPatterns);
}

export type IndexMappingProblem = ColumnProblem<IndexField>;

/** What stands in the way of reading a file of `columns` columns with this mapping; empty when nothing does. */
export function checkIndexMapping(mapping: IndexMapping, columns: number): IndexMappingProblem[] {
  return checkColumns(indexFields, requiredIndexFields, mapping, columns);
}
