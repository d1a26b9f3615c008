import type { Block, BlockLook, Inline } from "@/features/letters/typeset/blocks";
import type { Scope } from "@/features/letters/typeset/liquid";
import type { TemplateNode } from "@/features/letters/typeset/template";

/** A stretch of a filled paragraph; `\n` is the end of a line the author asked for. */
export type Run = { text: string; bold: boolean };

/** One paragraph-like part of a message with everything filled in. */
export type FilledBlock = { look: BlockLook; runs: Run[]; marker: string; panel: boolean };

/** A template's parts for one message: those whose condition holds, repeated for each entry of their list. */
export function fillBlocks(nodes: readonly TemplateNode[], scope: Scope): FilledBlock[] {
  return nodes.flatMap((node): FilledBlock[] => {
    if (node.what === "block") return filled(node.block, scope);
    if (node.what === "choice") {
      const branch = node.branches.find(({ holds }) => holds(scope));
      return fillBlocks(branch ? branch.body : node.otherwise, scope);
    }
    const items: unknown = node.items(scope);
    if (!Array.isArray(items)) return [];
    return items.flatMap((item) => fillBlocks(node.body, { ...scope, [node.variable]: item }));
  });
}

function filled({ look, inlines, marker, panel }: Block, scope: Scope): FilledBlock[] {
  const runs = inlines.map((inline) => ({ text: textOf(inline, scope), bold: inline.bold }));
  return runs.every(({ text }) => text.trim() === "") ? [] : [{ look, runs, marker, panel }];
}

// A letter marks words that are never parted over two lines; a message has no lines of its own.
const wholeMarks = /[\ufdd0\ufdd1]/g;

function textOf(inline: Inline, scope: Scope): string {
  if (inline.what === "break") return "\n";
  return inline.what === "text" ? inline.text : inline.slot.render(scope).replace(wholeMarks, "");
}
