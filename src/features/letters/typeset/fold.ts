import { Invalid } from "@/lib/errors";
import type { Block, Inline, Slot } from "./blocks";
import type { Scope } from "./liquid";
import type { TemplateNode } from "./template";

/** A block about to be set, with the values its slots are filled from. */
export type DueBlock = { block: Block; scope: Scope };

/** Entries one `{% for %}` may have; more is a mistake in the values, not a letter. */
export const loopLimit = 200;

/** More paragraphs than this are no letter, whatever repeats them. */
export const blockLimit = 2_000;

/**
 * The template with everything filled in that is the same in every letter: slots, conditions and lists that
 * depend on `known` only. What remains depends on the person.
 *
 * @throws Invalid `letter.too-long` where what repeats would make more than `blockLimit` parts
 */
export function foldNodes(
  nodes: readonly TemplateNode[],
  known: Scope,
  folded: TemplateNode[] = [],
): TemplateNode[] {
  const isKnown = (names: readonly string[]) => names.every((name) => Object.hasOwn(known, name));
  for (const node of nodes) {
    if (folded.length >= blockLimit) throw new Invalid("letter.too-long");
    if (node.what === "block") folded.push({ what: "block", block: foldBlock(node.block, known) });
    else if (node.what === "choice") {
      if (isKnown(node.names)) foldNodes(chosen(node, known), known, folded);
      else {
        const branches = node.branches.map((b) => ({ ...b, body: foldNodes(b.body, known) }));
        folded.push({ ...node, branches, otherwise: foldNodes(node.otherwise, known) });
      }
    } else if (isKnown(node.names)) {
      for (const scope of entries(node, known)) foldNodes(node.body, scope, folded);
    } else {
      const { [node.variable]: _hidden, forloop: _loop, ...rest } = known;
      folded.push({ ...node, body: foldNodes(node.body, rest) });
    }
  }
  return folded;
}

/**
 * The blocks one letter consists of, in order.
 *
 * @throws Invalid `letter.too-long` where there would be more than `blockLimit`
 */
export function dueBlocks(nodes: readonly TemplateNode[], scope: Scope, due: DueBlock[] = []): DueBlock[] {
  for (const node of nodes) {
    if (due.length >= blockLimit) throw new Invalid("letter.too-long");
    if (node.what === "block") due.push({ block: node.block, scope });
    else if (node.what === "choice") dueBlocks(chosen(node, scope), scope, due);
    else for (const inner of entries(node, scope)) dueBlocks(node.body, inner, due);
  }
  return due;
}

/** Whether a block is the same in every letter. */
export function isFixed(block: Block): boolean {
  return block.inlines.every((inline) => inline.what !== "slot");
}

function chosen(node: TemplateNode & { what: "choice" }, scope: Scope): readonly TemplateNode[] {
  return node.branches.find((branch) => branch.holds(scope))?.body ?? node.otherwise;
}

function entries(node: TemplateNode & { what: "loop" }, scope: Scope): Scope[] {
  const items = node.items(scope);
  const list: unknown[] = Array.isArray(items) ? items.slice(0, loopLimit + 1) : items ? [items] : [];
  return list.map((item, i) => ({
    ...scope,
    [node.variable]: item,
    forloop: { index: i + 1, first: i === 0, last: i === list.length - 1, length: list.length },
  }));
}

function foldBlock(block: Block, known: Scope): Block {
  const inlines = block.inlines.map((inline): Inline => {
    if (inline.what !== "slot" || !inline.slot.names.every((name) => Object.hasOwn(known, name)))
      return inline;
    return { what: "text", text: renderKnown(inline.slot, known), bold: inline.bold };
  });
  return { ...block, inlines };
}

function renderKnown(slot: Slot, known: Scope): string {
  try {
    return slot.render(known);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw new Invalid("letter.constant-unusable", { field: slot.names.join(", "), because: error.reason });
  }
}
