import { readFileSync } from "node:fs";
import {
  type PlannedPiece,
  type ReadBack,
  type RunPlan,
  readBack,
} from "@/features/letters/read-back/read-back";
import { openFontFile } from "@/features/letters/read-back/true-type";
import { openWords } from "@/features/letters/read-back/words-of-letter";
import { type CompiledLetter, compileLetter } from "@/features/letters/typeset/compile-letter";
import { chokei3 } from "@/features/letters/typeset/envelope";
import type { LetterPiece } from "@/features/letters/typeset/piece";
import { setRun } from "@/features/letters/typeset/set-run";
import { constants, fonts, samplePieces, sampleRun, templateSource } from "./sample-letters";

const fontFile = (weight: string) =>
  openFontFile(
    readFileSync(`node_modules/@expo-google-fonts/noto-serif-jp/${weight}/NotoSerifJP_${weight}.ttf`),
  );
export const sources = [fontFile("400Regular"), fontFile("600SemiBold")];

/** What the control sheets of the run say. */
const control = {
  incidentCode: "TAPE-1",
  runNumber: 1,
  kind: "first" as const,
  template: "insured/v1",
  sealedAt: "2014-03-12 09:00",
  sealedBy: "印刷 花子",
  planned: 6,
};
const answerUrl = "https://owabi.example/answer";

/** A small run and all that was asked of it: five letters on one sheet, one on two. */
export function askedRun() {
  const pieces = samplePieces(6);
  const long = Array.from({ length: 30 }, (_, i) => `診断書 第${i + 1}号：お名前、性別、ご病気に関する情報`);
  const third = pieces[2] as LetterPiece;
  pieces[2] = { ...third, values: { ...third.values, lost_clause: long } };
  pieces[4] = withName(pieces[4] as LetterPiece, "葛城神楽");
  return {
    template: templateSource("insured"),
    constants,
    pieces,
    label: sampleRun.label,
    code: sampleRun.code,
    answerUrl,
  };
}

function withName(piece: LetterPiece, name: string): LetterPiece {
  return { ...piece, addressee: { ...piece.addressee, name }, values: { ...piece.values, name } };
}

export type Asked = ReturnType<typeof askedRun>;
type Placed = { letterId: string; firstPage: number; pages: number; noBarcode: string | null };
export type Made = { pdf: Buffer; placed: Placed[] };

export async function make(asked: Asked, anew?: CompiledLetter): Promise<Made> {
  const chunks: Uint8Array[] = [];
  const { label, code } = asked;
  const set = await setRun(
    anew ?? compiledOf(asked),
    { ...sampleRun, label, code, control },
    asked.pieces,
    (bytes) => {
      chunks.push(bytes);
    },
  );
  return { pdf: Buffer.concat(chunks), placed: set.pieces };
}

export const compiledAnew = ({ template, constants: given, answerUrl: url }: Asked) =>
  compileLetter({ templateSource: template, constants: given, envelope: chokei3, fonts, answerUrl: url });

let compiled: { key: string; letter: CompiledLetter } | undefined;

/** The right words are compiled once, wrong ones each time. */
function compiledOf(asked: Asked): CompiledLetter {
  const key = JSON.stringify([asked.template, asked.constants, asked.answerUrl]);
  compiled ??= { key, letter: compiledAnew(asked) };
  return compiled.key === key ? compiled.letter : compiledAnew(asked);
}

/** Holds a file against what was asked. */
export function holdAgainst(asked: Asked, { pdf, placed }: Made): Promise<ReadBack> {
  const plan: RunPlan = {
    words: openWords(asked.template, "ja", asked.constants),
    language: "ja",
    envelope: chokei3,
    sources,
    runLabel: asked.label,
    runCode: asked.code,
    answerUrl: asked.answerUrl,
    control: true,
    pieces: asked.pieces.map((piece): PlannedPiece => {
      const place = placed.find(({ letterId }) => letterId === piece.letterId);
      return { ...piece, ...(place ?? { firstPage: 0, pages: 1, noBarcode: null }) };
    }),
  };
  return readBack(pdf, plan);
}
