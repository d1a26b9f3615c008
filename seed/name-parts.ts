/** One half of a name: how it is written and how it is read (full-width katakana). */
export interface NamePart {
  readonly written: string;
  readonly kana: string;
}

/** Reads a list like `佐藤=サトウ 鈴木=スズキ`. */
export function nameParts(list: string): NamePart[] {
  return list
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [written, kana] = pair.split("=");
      if (!written || !kana) throw new Error(`name list: "${pair}" is not written=kana`);
      return { written, kana };
    });
}
