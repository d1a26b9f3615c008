import { execFileSync } from "node:child_process";
import { copyFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Contender } from "./contender";
import { fontFiles } from "./peers";
import { type PlainBlock, plainLetters } from "./plain-letter";

const escaped = (text: string) =>
  text.replace(/[\\{}$&#%_^~]/g, (mark) => (mark === "\\" ? "\\textbackslash{}" : `\\${mark}{}`));
const setting: Record<PlainBlock["look"], (text: string) => string> = {
  title: (text) => `{\\centering\\large\\bfseries ${text}\\par}`,
  heading: (text) => `{\\noindent\\bfseries ${text}\\par}`,
  paragraph: (text) => `\\noindent ${text}\\par`,
  item: (text) => `\\hangindent=1em\\noindent ${text}\\par`,
  right: (text) => `{\\raggedleft ${text}\\par}`,
  panel: (text) => `{\\centering ${text}\\par}`,
};

function letters(count: number): string {
  return plainLetters(count)
    .map(({ address, head, body }) =>
      [
        `{\\noindent ${address.map(escaped).join("\\\\")}\\par}`,
        `{\\raggedleft ${head.map(escaped).join("\\\\")}\\par}\\vspace{15mm}`,
        ...body.map(({ look, text }) => setting[look](escaped(text))),
        "\\clearpage",
      ].join("\n"),
    )
    .join("\n");
}

const page = "\\pagestyle{empty}\\usepackage[a4paper,margin=21mm]{geometry}";
const uplatexSource = (count: number) =>
  `\\documentclass[uplatex,dvipdfmx,10pt]{jsarticle}${page}\n\\begin{document}\n${letters(count)}\n\\end{document}\n`;
const lualatexSource = (count: number) => `\\documentclass[10pt]{ltjsarticle}${page}
\\usepackage{luatexja-fontspec}
\\setmainjfont[Path=${path.dirname(fontFiles.regular)}/,BoldFont=${path.relative(path.dirname(fontFiles.regular), fontFiles.bold)}]{${path.basename(fontFiles.regular)}}
\\begin{document}\n${letters(count)}\n\\end{document}\n`;

const fontMap = `uprml-h unicode regular.ttf\nupgbm-h unicode bold.ttf\n`;

/** upLaTeX and dvipdfmx, all letters in one document. Its own box sizes; the glyphs are ours. */
export const uplatex: Contender = {
  batch: true,
  async prepare() {
    execFileSync("uplatex", ["--version"], { stdio: "ignore" });
    return async (count, folder) => {
      const inFolder = { cwd: folder, stdio: "ignore" } as const;
      await writeFile(path.join(folder, "run.tex"), uplatexSource(count));
      await writeFile(path.join(folder, "bench.map"), fontMap);
      // dvipdfmx reads fonts by name, from the folder it stands in.
      await copyFile(fontFiles.regular, path.join(folder, "regular.ttf"));
      await copyFile(fontFiles.bold, path.join(folder, "bold.ttf"));
      execFileSync("uplatex", ["-interaction=batchmode", "run.tex"], inFolder);
      execFileSync("dvipdfmx", ["-q", "-f", "bench.map", "run.dvi"], inFolder);
      return { bytes: (await stat(path.join(folder, "run.pdf"))).size };
    };
  },
};

/** LuaLaTeX with LuaTeX-ja, all letters in one document. */
export const lualatex: Contender = {
  batch: true,
  async prepare() {
    execFileSync("lualatex", ["--version"], { stdio: "ignore" });
    return async (count, folder) => {
      await writeFile(path.join(folder, "run.tex"), lualatexSource(count));
      execFileSync("lualatex", ["-interaction=batchmode", "run.tex"], { cwd: folder, stdio: "ignore" });
      return { bytes: (await stat(path.join(folder, "run.pdf"))).size };
    };
  },
};
