import { characterName } from "../typeset/font";

/** One printed character of a text: the base and, where there is one, its variation selector. */
export type Character = { text: string; name: string };

const isSelector = (code: number) =>
  (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);

/** The characters of a text in order, each as written and as refusals name it. */
export function charactersOf(text: string): Character[] {
  const found: Character[] = [];
  const parts = [...text];
  for (let i = 0; i < parts.length; i++) {
    const base = parts[i] as string;
    const next = parts[i + 1];
    const selector = next !== undefined && isSelector(next.codePointAt(0) ?? 0) ? next : null;
    if (selector !== null) i++;
    found.push({
      text: base + (selector ?? ""),
      name: characterName(base.codePointAt(0) ?? 0, selector?.codePointAt(0) ?? null),
    });
  }
  return found;
}

/** "U+9089 U+E0104" as the text it names; null where it names none. */
export function characterFrom(name: string): string | null {
  const codes = name.split(" ").map((part) => /^U\+([0-9A-F]{4,6})$/.exec(part)?.[1]);
  if (codes.length > 2 || codes.some((code) => code === undefined)) return null;
  const points = codes.map((code) => Number.parseInt(code ?? "", 16));
  if (points.some((point) => point > 0x10ffff)) return null;
  const text = String.fromCodePoint(...points);
  const characters = charactersOf(text);
  return characters.length === 1 && characters[0]?.name === name ? text : null;
}
