import type { FilledBlock, Run } from "./fill-blocks";

type Page = {
  subject: string;
  language: "ja" | "en";
  head: readonly FilledBlock[];
  body: readonly FilledBlock[];
  /** Whether an address of ours may be followed. A message to a person holds nothing to click on. */
  links: boolean;
};

const tags: Record<FilledBlock["look"], string> = {
  title: "h1",
  heading: "h2",
  display: "p",
  paragraph: "p",
  item: "li",
  right: "p",
  center: "p",
};

const looks: Partial<Record<FilledBlock["look"], string>> = {
  title: "font-size:1.25em;line-height:1.5;margin:1.6em 0 .8em",
  heading: "font-size:1em;margin:1.6em 0 .4em",
  display: "font-size:1.4em;font-weight:bold;margin:.2em 0",
  right: "text-align:right;margin:0",
  center: "text-align:center",
  paragraph: "margin:.6em 0",
};

/**
 * A message as one small HTML page: headings, paragraphs and lists that a screen reader knows, no picture, no script,
 * nothing fetched, in the reader's own colours.
 */
export function writeHtml({ subject, language, head, body, links }: Page): string {
  const content = [...blocks(head, links), ...blocks(body, links)].join("\n");
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
</head>
<body style="max-width:40em;margin:1em auto;padding:0 1em;line-height:1.8;font-family:sans-serif">
${content}
</body>
</html>
`;
}

function blocks(all: readonly FilledBlock[], links: boolean): string[] {
  return all.map((block, at) => {
    const before = all[at - 1];
    const after = all[at + 1];
    const joins = (other: FilledBlock | undefined) => other?.look === "item" && other.panel === block.panel;
    const isItem = block.look === "item";
    return [
      block.panel && !before?.panel ? '<div style="border:1px solid;padding:.6em 1em;margin:1em 0">' : "",
      isItem && !joins(before) ? '<ul style="margin:.6em 0;padding-left:1.4em">' : "",
      element(block, links),
      isItem && !joins(after) ? "</ul>" : "",
      block.panel && !after?.panel ? "</div>" : "",
    ].join("");
  });
}

function element({ look, runs }: FilledBlock, links: boolean): string {
  const tag = tags[look];
  const style = looks[look];
  return `<${tag}${style ? ` style="${style}"` : ""}>${runs.map((run) => words(run, look, links)).join("")}</${tag}>`;
}

function words({ text, bold }: Run, look: FilledBlock["look"], links: boolean): string {
  const escaped = escapeHtml(text).replaceAll("\n", "<br>");
  if (links && /^https?:\/\/[^\s"<>]+$/.test(text)) return `<a href="${escaped}">${escaped}</a>`;
  return bold && look !== "title" && look !== "heading" ? `<strong>${escaped}</strong>` : escaped;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
