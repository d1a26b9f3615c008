import { createHash } from "node:crypto";
import { Invalid } from "@/lib/errors";
import type { Block } from "./blocks";
import { type Area, type Envelope, pointsPerMm, windowAreas } from "./envelope";
import { type PieceFields, settleConstants } from "./fields";
import { foldNodes, isFixed } from "./fold";
import type { LetterFonts } from "./font";
import type { TemplateFacts } from "./front-matter";
import { num, textOperators } from "./operators";
import { spaceBetween } from "./paginate";
import type { DocumentPlan } from "./pdf-document";
import { templateCodes } from "./pdf-document";
import type { LetterRefusal, LetterValues } from "./piece";
import { heightOf, type SetBlock, type Setting, setBlock } from "./set-block";
import { answerNote, foldMarks } from "./sheet-forms";
import { headStyleOf, type Print, panel, styleOf, textArea } from "./styles";
import { inquiryNumberField, parseTemplate, type TemplateNode } from "./template";

export type LetterSource = {
  /** Text of a `letter.md`. */
  templateSource: string;
  /** What is the same in every letter of the incident. */
  constants: LetterValues;
  envelope: Envelope;
  fonts: LetterFonts;
  /** How large the type is; `normal` where nothing is said. */
  print?: Print;
  /** The page on which whoever got a letter can answer: as a code at the foot of its first sheet. None: no code. */
  answerUrl?: string | null;
};

/** A template ready to be filled in, with all that is the same in every letter already set. */
export type CompiledLetter = {
  /** What it was compiled from, for whoever works out anew what must be printed. */
  source: LetterSource;
  facts: TemplateFacts;
  /** SHA-256 of the template's text. */
  templateSha256: string;
  constants: LetterValues;
  fields: PieceFields;
  fonts: LetterFonts;
  print: Print;
  head: TemplateNode[];
  body: TemplateNode[];
  /** Blocks that are the same in every letter, broken into rows. */
  preset: ReadonlyMap<Block, SetBlock>;
  faces: DocumentPlan["faces"];
  forms: DocumentPlan["forms"];
  addressArea: Area;
  /** What the window shows at every slip. */
  alwaysSeen: Area;
  headArea: Area;
  /** Upper edge of the letter's first line on its first sheet, where the letterhead leaves room. */
  bodyTop: number;
};

/**
 * Compiles a template once for all letters of an incident.
 *
 * @throws Invalid `letter-template.*` (with line), `letter.constant-*` (with field), `letter.envelope-window`
 */
export function compileLetter(source: LetterSource): CompiledLetter {
  const { templateSource, envelope, fonts, print = "normal" } = source;
  const { [inquiryNumberField]: _own, ...constants } = source.constants;
  const { facts, head, body } = parseTemplate(templateSource, fonts.regular);
  const fields = settleConstants(facts, constants, fonts.regular);
  const areas = windowAreas(envelope);
  const headArea = headAreaBeside(areas.exposed, areas.address.top);
  const setter = presetter({ facts, fonts, print }, headArea, source);
  const folded = { head: foldNodes(head, constants), body: foldNodes(body, constants) };
  setter.presetHead(folded.head);
  setter.presetBody(folded.body);
  return {
    source,
    facts,
    templateSha256: createHash("sha256").update(templateSource).digest("hex"),
    constants,
    fields,
    fonts,
    print,
    ...folded,
    preset: setter.preset,
    faces: setter.codes.faces,
    forms: setter.forms,
    addressArea: areas.address,
    alwaysSeen: areas.always,
    headArea,
    bodyTop: areas.exposed.bottom + 2 * pointsPerMm,
  };
}

/** The letterhead stands right of everything the window may show. */
function headAreaBeside(exposed: Area, top: number): Area {
  const right = textArea.left + textArea.width;
  return { left: exposed.right + 2 * pointsPerMm, top, right, bottom: exposed.bottom };
}

/** What settles how a block looks, whatever it says. */
type Looks = { facts: TemplateFacts; fonts: LetterFonts; print: Print };

/** How a block of the letter's body is set; letters in English are ragged and part paragraphs by space. */
export function bodySetting(block: Block, { facts, fonts, print }: Looks): Setting {
  const style = styleOf(block.look, block.panel, facts.language, print);
  const width = textArea.width - (block.panel ? 2 * panel.x : 0);
  return { fonts, style, width, justify: facts.language === "ja" };
}

/** How a line of the letterhead is set. */
export function headSetting(area: Area, { fonts, print }: Looks): Setting {
  return { fonts, style: headStyleOf(print), width: area.right - area.left, justify: false };
}

type Form = DocumentPlan["forms"][number];

function presetter(looks: Looks, headArea: Area, { envelope, answerUrl }: LetterSource) {
  const { fonts, print, facts } = looks;
  const codes = templateCodes([fonts.regular, fonts.bold]);
  const preset = new Map<Block, SetBlock>();
  const forms: Form[] = [foldMarks(envelope)];
  if (answerUrl) forms.push(answerNote(answerUrl, { fonts, print, language: facts.language }, codes));
  const setRow = (blocks: Block[], settingOf: (block: Block) => Setting) => {
    const refusals: LetterRefusal[] = [];
    const row = blocks.map((block) => setBlock({ block, scope: {} }, settingOf(block), refusals));
    for (const { codePoint, reason } of refusals) {
      throw new Invalid("letter.constant-unprintable", { codePoint, because: reason });
    }
    const name = `S${forms.length}`;
    forms.push({ name, ...drawTogether(row, codes) });
    row.forEach((set, index) => {
      set.fixed = { form: name, index, size: row.length };
      preset.set(blocks[index] as Block, set);
    });
  };
  return {
    codes,
    preset,
    forms,
    presetHead: (nodes: TemplateNode[]) =>
      eachFixedRow(nodes, (blocks) => setRow(blocks, () => headSetting(headArea, looks))),
    presetBody: (nodes: TemplateNode[]) =>
      eachFixedRow(nodes, (blocks) => setRow(blocks, (block) => bodySetting(block, looks))),
  };
}

/** Finds the longest rows of neighbouring blocks that are the same in every letter, at every depth. */
function eachFixedRow(nodes: readonly TemplateNode[], found: (blocks: Block[]) => void): void {
  let row: Block[] = [];
  const close = () => {
    if (row.length > 0) found(row);
    row = [];
  };
  for (const node of nodes) {
    if (node.what === "block" && isFixed(node.block)) {
      const neighbour = row.at(-1);
      // A panel may be moved as a whole; the text around it must not be tied to it.
      if (neighbour && neighbour.panel !== node.block.panel) close();
      row.push(node.block);
      continue;
    }
    close();
    if (node.what === "choice") {
      for (const branch of node.branches) eachFixedRow(branch.body, found);
      eachFixedRow(node.otherwise, found);
    }
    if (node.what === "loop") eachFixedRow(node.body, found);
  }
  close();
}

/** Blocks one below the other as one drawing, its origin at the upper left corner of the first. */
function drawTogether(blocks: readonly SetBlock[], codes: Parameters<typeof textOperators>[2]) {
  let operators = "";
  let top = 0;
  blocks.forEach((set, i) => {
    if (i > 0) top += spaceBetween(blocks[i - 1] as SetBlock, set);
    operators += `q 1 0 0 1 0 ${num(-top)} cm\n${textOperators(set.rows, set.style, codes)}Q\n`;
    top += heightOf(set);
  });
  return { operators, width: textArea.width, height: top };
}
