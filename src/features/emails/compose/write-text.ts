import type { FilledBlock } from "./fill-blocks";

const rule = "―".repeat(12);

/** A message as plain text: a paragraph a line, an empty line between, lists together, the line's number in a frame. */
export function writeText(head: readonly FilledBlock[], body: readonly FilledBlock[]): string {
  return `${[...lines(head), "", ...lines(body)].join("\n").trim()}\n`;
}

function lines(blocks: readonly FilledBlock[]): string[] {
  return blocks.flatMap((block, at) => {
    const before = blocks[at - 1];
    const opens = block.panel && !before?.panel ? [rule] : [];
    const closes = block.panel && !blocks[at + 1]?.panel ? [rule] : [];
    const isTogether =
      before !== undefined &&
      before.panel === block.panel &&
      (block.panel || (before.look === block.look && (block.look === "item" || block.look === "right")));
    return [...(at > 0 && !isTogether ? [""] : []), ...opens, line(block), ...closes];
  });
}

function line({ look, runs, marker }: FilledBlock): string {
  const text = runs.map((run) => run.text).join("");
  if (look === "item") return `${marker}${marker === "・" ? "" : " "}${text}`;
  if (look === "title") return `■ ${text}`;
  return text;
}
