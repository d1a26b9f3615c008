import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Contender } from "./contender";
import { fontFiles, importPeer } from "./peers";
import { type PlainBlock, plainLetters } from "./plain-letter";

type Compiler = { pdf(given: { mainFileContent: string }): Uint8Array; evictCache(age: number): void };
type Typst = {
  NodeCompiler: { create(given: { fontArgs: { fontPaths: string[] }[] }): Compiler };
};

const quoted = (text: string) => JSON.stringify(text);
const setting: Record<PlainBlock["look"], (text: string) => string> = {
  title: (text) => `#align(center, text(14pt, weight: "bold", ${text}))`,
  heading: (text) => `#par(text(weight: "bold", ${text}))`,
  paragraph: (text) => `#par(justify: true, ${text})`,
  item: (text) => `#pad(left: 1em, ${text})`,
  right: (text) => `#align(right, ${text})`,
  panel: (text) => `#align(center, text(10pt, ${text}))`,
};

function sourceOf(count: number): string {
  const letters = plainLetters(count).map(({ address, head, body }) =>
    [
      `#place(top + left, block(stack(spacing: 5pt, ${address.map((line) => `text(${quoted(line)})`).join(", ")})))`,
      `#align(right, stack(spacing: 6pt, ${head.map((line) => `text(9.5pt, ${quoted(line)})`).join(", ")}))`,
      "#v(30mm)",
      ...body.map(({ look, text }) => setting[look](quoted(text))),
    ].join("\n\n"),
  );
  return `#set page("a4", margin: 21mm)\n#set text(font: "Noto Serif JP", size: 10.5pt, lang: "ja")\n#set par(leading: 6pt)\n${letters.join("\n#pagebreak()\n")}`;
}

/** Typst's native binding, all letters in one document, nothing kept from one batch to the next. */
export const typst: Contender = {
  batch: false,
  async prepare() {
    const { NodeCompiler } = (await importPeer("@myriaddreamin/typst-ts-node-compiler")) as unknown as Typst;
    const fontPaths = [path.dirname(fontFiles.regular), path.dirname(fontFiles.bold)];
    const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths }] });
    return async (count, folder) => {
      compiler.evictCache(0);
      const pdf = compiler.pdf({ mainFileContent: sourceOf(count) });
      await writeFile(path.join(folder, "run.pdf"), pdf);
      return { bytes: pdf.length };
    };
  },
};
