import { controlSheetCodeText } from "@/lib/sheet-code";
import type { CompiledLetter } from "./compile-letter";
import { sheet } from "./envelope";
import { type LetterFont, shape } from "./font";
import { drawQr } from "./marks";
import { type GlyphCodes, num, placed, textOperators } from "./operators";
import { wholeLine } from "./set-block";
import { foldSheet } from "./slips";
import { textArea } from "./styles";

/** What the first and the last sheet of a run say of it to the people at the bench; nothing of whom it is to. */
export type ControlFacts = {
  incidentCode: string;
  runNumber: number;
  kind: "first" | "reprint";
  /** `insured/v1`. */
  template: string;
  /** As printed: day and time in Japan. */
  sealedAt: string;
  sealedBy: string;
  /** Letters the run was sealed with. */
  planned: number;
};

/** What is in the file between the two control sheets. */
export type ControlCounts = { pieces: number; sheets: number; first: number; last: number };

const stations = ["印刷 Print", "封入 Insert", "封緘 Seal", "差出 Hand over"];
const codeSide = 110;

/** A control sheet's page stream. */
export function drawControlSheet(
  compiled: CompiledLetter,
  run: { code: string; control: ControlFacts },
  place: "head" | "end",
  counts: ControlCounts,
  codes: GlyphCodes,
): string {
  const { regular, bold } = compiled.fonts;
  const write = (text: string, top: number, size: number, font: LetterFont = regular, left = 0) => {
    const { glyphs } = shape(printable(text, font), font);
    const type = { size, leading: size * 1.4 };
    const row = [{ glyphs, line: wholeLine(glyphs), x: 0 }];
    return placed(textOperators([row], type, codes), textArea.left + left, top, sheet.height);
  };
  const code = controlSheetCodeText({
    runCode: run.code,
    place,
    pieces: counts.pieces,
    sheets: counts.sheets,
  });
  const title = place === "head" ? "印刷ロットの始め　Run begins" : "印刷ロットの終わり　Run ends";
  let out = frame(60, 52, textArea.width, 6) + write(title, 76, 22, bold);
  out += write(`${run.control.incidentCode} / ${run.control.runNumber}`, 118, 30, bold);
  out += drawQr(code, { left: textArea.left + textArea.width - codeSide, top: 84, side: codeSide });
  out += write(code, 206, 9);
  let top = 236;
  for (const [label, value] of rowsOf(compiled, run.control, counts)) {
    out += write(label, top, 10.5) + write(value, top - 1.5, 13, bold, 190);
    top += 27;
  }
  out += write("この用紙は封入しません。　Do not put this sheet into an envelope.", top + 8, 12, bold);
  return out + initials(top + 48, write) + frame(60, sheet.height - 52, textArea.width, 6);
}

function rowsOf(compiled: CompiledLetter, control: ControlFacts, counts: ControlCounts): [string, string][] {
  const { envelope } = compiled.source;
  const number = (value: number) => String(value).padStart(5, "0");
  const folds = foldSheet(envelope).foldsMm.map((mm) => `${num(mm)} mm`);
  const held = control.planned - counts.pieces;
  return [
    ["通数　Letters", `${counts.pieces}`],
    ["番号　Sequence", `${number(counts.first)} – ${number(counts.last)}`],
    ["用紙　Sheets, without these two", `${counts.sheets}`],
    ["保留　Held, not in this file", `${held}`],
    ["種別　Kind", control.kind === "first" ? "初回　First printing" : "再印刷　Reprint"],
    ["文面　Words", control.template],
    ["封筒　Envelope", envelope.name],
    ["折り位置　Folds from the top", folds.length > 0 ? folds.join("、") : "折らない　None"],
    ["確定　Sealed", control.sealedAt],
    ["確定した人　Sealed by", control.sealedBy],
  ];
}

/** A staff member's name is not held up for a rare character: what the type lacks is printed as 〓. */
const printable = (text: string, font: LetterFont): string =>
  [...text].map((character) => (shape(character, font).refusals.length > 0 ? "〓" : character)).join("");

type Write = (text: string, top: number, size: number, font?: LetterFont, left?: number) => string;

/** A line with room for a hand's initials and the time, a station each. */
function initials(from: number, write: Write): string {
  return stations
    .map((station, i) => {
      const top = from + i * 30;
      return write(station, top, 11) + frame(textArea.left + 110, top + 17, textArea.width - 110, 0.5);
    })
    .join("");
}

/** A bar whose upper edge lies `top` points from the sheet's. */
const frame = (left: number, top: number, width: number, height: number): string =>
  `${num(left)} ${num(sheet.height - top - height)} ${num(width)} ${num(height)} re f\n`;
