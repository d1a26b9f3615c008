import { mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { honorificOf } from "@/features/letters/rules";
import { type CompiledLetter, compileLetter } from "@/features/letters/typeset/compile-letter";
import { shippedEnvelopes } from "@/features/letters/typeset/envelope";
import { openLetterFont } from "@/features/letters/typeset/font";
import { readFrontMatter } from "@/features/letters/typeset/front-matter";
import type { LetterValues } from "@/features/letters/typeset/piece";
import { readLetterFontFiles } from "@/lib/letter-font-files";
import { readLetterTemplate } from "@/lib/template-folder";
import { type Asked, Unusable } from "./arguments";
import { readFacts } from "./facts-file";
import { openPeopleFile, type PeopleFile } from "./people-file";
import { fieldKinds, type RowContext } from "./piece-of-row";

/** All that is settled before the first letter is set. */
export type Prepared = {
  compiled: CompiledLetter;
  people: PeopleFile;
  context: RowContext;
  out: string;
  /** Columns of the file that nothing uses. */
  unused: string[];
};

const columnsOfPeople = ["name", "address", "address2", "address3", "postcode", "honorific"];
const columnsOfPieces = ["inquiry_number", "generation"];

async function templateText(asked: string, from: string): Promise<string> {
  const [, name, version] = /^([a-z][a-z0-9-]*)\/(v\d+)$/.exec(asked) ?? [];
  if (name && version) return (await readLetterTemplate(name, version)).text;
  return readFile(path.resolve(from, asked), "utf8");
}

function envelopeOf(code: string) {
  const known = shippedEnvelopes as Record<string, (typeof shippedEnvelopes)["chokei3"]>;
  const envelope = Object.hasOwn(known, code) ? known[code] : undefined;
  if (!envelope) throw new Unusable(`--envelope is one of: ${Object.keys(known).join(", ")}.`);
  return envelope;
}

async function emptyFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new Unusable(`${folder} is not empty: runs of two sets of letters must not be mixed.`);
  return folder;
}

/** A variable the letter needs, which is neither a fact nor a column. Facts are settled when it is compiled. */
function refuseMissing(compiled: CompiledLetter, columns: readonly string[]): void {
  const missing = compiled.fields.required.filter((name) => !columns.includes(name));
  if (missing.length === 0) return;
  throw new Unusable(
    `The template needs ${missing.join(", ")}: say it in --facts, or in a column of that name where it differs by person.`,
  );
}

/** A column beats a fact of the same name: what differs by person cannot be the same in every letter. */
function constantsWithout(facts: LetterValues, columns: readonly string[]): LetterValues {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !columns.includes(name)));
}

/** Reads the words, the facts and the first line of the people's file. Throws Unusable and whatever compiling finds. */
export async function prepare(asked: Asked, from: string): Promise<Prepared> {
  const text = await templateText(asked.template, from);
  const facts = await readFacts(asked.facts && path.resolve(from, asked.facts));
  const people = await openPeopleFile(path.resolve(from, asked.people), asked.encoding);
  const files = await readLetterFontFiles();
  const compiled = compileLetter({
    templateSource: text,
    constants: constantsWithout(facts, people.columns),
    envelope: envelopeOf(asked.envelope),
    fonts: { regular: openLetterFont(files.regular), bold: openLetterFont(files.bold) },
    print: asked.isLarge ? "large" : "normal",
    answerUrl: asked.answer,
  });
  refuseMissing(compiled, people.columns);
  const { audience, language } = readFrontMatter(text).facts;
  const names = [...compiled.fields.required, ...compiled.fields.optional];
  return {
    compiled,
    people,
    context: {
      kinds: fieldKinds(text, names),
      fileSha256: people.sha256,
      columns: people.columns,
      honorific: honorificOf(audience, language),
    },
    out: await emptyFolder(path.resolve(from, asked.out)),
    unused: people.columns.filter(
      (column) => ![...columnsOfPeople, ...columnsOfPieces, ...names].includes(column),
    ),
  };
}
