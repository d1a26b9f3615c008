/** Field → column of the file, counted from 0. */
export type ColumnMapping<Field extends string> = Partial<Record<Field, number>>;

export type ColumnProblem<Field extends string> = {
  field: Field;
  problem: "missing" | "beyond-columns" | "column-used-twice";
  /** From 1, as people count columns. */
  column?: number;
};

/** A header evened out for comparing: width, case, blanks, brackets and the spellings of 番号 and フリガナ. */
export function headerKey(header: string): string {
  return header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s()[\]【】「」_.・:*※/-]/g, "")
    .replace("番號", "番号")
    .replace("ナンバー", "no")
    .replace("ふりがな", "フリガナ")
    .replace(/かな$/, "カナ")
    .replace(/よみ(?:がな)?$|読み(?:仮名|がな)?$/, "ヨミ");
}

/**
 * Guesses which column holds what: the first header (as `keyOf` evens it out) that fits a field's pattern takes
 * it, stricter patterns first. What cannot be told is left out.
 */
export function suggestColumns<Field extends string>(
  headers: readonly string[],
  patterns: readonly (readonly [Field, RegExp])[],
  keyOf: (header: string) => string = headerKey,
): ColumnMapping<Field> {
  const mapping: ColumnMapping<Field> = {};
  const taken = new Set<number>();
  for (const [field, pattern] of patterns) {
    const column = headers.findIndex((header, i) => !taken.has(i) && pattern.test(keyOf(header)));
    if (column < 0) continue;
    mapping[field] = column;
    taken.add(column);
  }
  return mapping;
}

/** What stands in the way of reading a file of `columns` columns with this mapping; empty when nothing does. */
export function checkColumns<Field extends string>(
  fields: readonly Field[],
  required: readonly Field[],
  mapping: ColumnMapping<Field>,
  columns: number,
): ColumnProblem<Field>[] {
  const problems: ColumnProblem<Field>[] = [];
  const used = new Set<number>();
  for (const field of fields) {
    const at = mapping[field];
    if (at === undefined) {
      if (required.includes(field)) problems.push({ field, problem: "missing" });
      continue;
    }
    if (!Number.isInteger(at) || at < 0 || at >= columns) {
      problems.push({ field, problem: "beyond-columns", column: at + 1 });
    } else if (used.has(at)) problems.push({ field, problem: "column-used-twice", column: at + 1 });
    used.add(at);
  }
  return problems;
}
