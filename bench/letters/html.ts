import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { fontFiles } from "./peers";
import { plainLetters } from "./plain-letter";

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** All letters as one page of HTML that prints one letter a sheet; the file's place. */
export async function htmlOfLetters(count: number, folder: string): Promise<string> {
  const letters = plainLetters(count).map(
    ({ address, head, body }) => `<section><div class="address">${address.map(escaped).join("<br>")}</div>
<div class="head">${head.map(escaped).join("<br>")}</div>
${body.map(({ look, text }) => `<p class="${look}">${escaped(text)}</p>`).join("\n")}</section>`,
  );
  const face = (file: string, weight: number) =>
    `@font-face { font-family: Noto; font-weight: ${weight}; src: url("${pathToFileURL(file).href}"); }`;
  const html = `<!doctype html><html lang="ja"><meta charset="utf-8"><style>
${face(fontFiles.regular, 400)} ${face(fontFiles.bold, 700)}
@page { size: A4; margin: 21mm } body { margin: 0; font: 10.5pt/1.5 Noto }
section { break-after: page } p { margin: 0; text-align: justify }
.head { text-align: right; font-size: 9.5pt; margin-bottom: 20mm } .title, .heading { font-weight: 700 }
.title { font-size: 14pt; text-align: center } .panel { text-align: center } .right { text-align: right }
.item { margin-left: 1em }</style>${letters.join("\n")}</html>`;
  const file = path.join(folder, "letters.html");
  await writeFile(file, html);
  return file;
}
