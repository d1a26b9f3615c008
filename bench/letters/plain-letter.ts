import { readFrontMatter } from "@/features/letters/typeset/front-matter";
import { parseLiquid, renderText } from "@/features/letters/typeset/liquid";
import type { LetterPiece } from "@/features/letters/typeset/piece";
import { constants, samplePieces, templateSource } from "../../test/letters/sample-letters";

export type PlainBlock = {
  look: "title" | "heading" | "paragraph" | "item" | "right" | "panel";
  text: string;
};
/** One letter as any program could set it: the same words, no layout of ours. */
export type PlainLetter = { address: string[]; head: string[]; body: PlainBlock[] };

const looks: [RegExp, PlainBlock["look"]][] = [
  [/^# /, "title"],
  [/^## /, "heading"],
  [/^-> /, "right"],
  [/^> ?(### )?/, "panel"],
  [/^- /, "item"],
];

function blockOf(line: string): PlainBlock {
  const [mark, look] = looks.find(([pattern]) => pattern.test(line)) ?? [/^$/, "paragraph" as const];
  return { look, text: line.replace(mark, "") };
}

function plainLetter(body: ReturnType<typeof parseLiquid>, piece: LetterPiece): PlainLetter {
  const scope = { ...constants, ...piece.values, inquiry_number: piece.inquiryNumber };
  // The marks that keep a name on one line are noncharacters only our typesetter understands.
  const text = renderText(body, scope).replace(/[\ufdd0\ufdd1]/g, "");
  const lines = text.split("\n").filter((line) => line.replace(/^>/, "").trim() !== "");
  const rule = lines.indexOf("---");
  const { postcode, addressLines, name, honorific } = piece.addressee;
  return {
    address: [
      `〒${postcode}`,
      ...[addressLines].flat().filter((line) => line !== ""),
      `${name}　${honorific}`,
    ],
    head: lines.slice(0, rule).map((line) => blockOf(line).text),
    body: lines.slice(rule + 1).map(blockOf),
  };
}

/** The letters our own typesetter is measured with, as plain words for the others. */
export function plainLetters(count: number): PlainLetter[] {
  const { body, facts } = readFrontMatter(templateSource("insured"));
  const parsed = parseLiquid(body, facts.bodyLine);
  return samplePieces(count).map((piece) => plainLetter(parsed, piece));
}
