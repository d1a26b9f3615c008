import type { Random } from "../../seed/random";
import { fontOf, fontParts } from "./edit-font";
import type { PdfObject } from "./edit-pdf";
import { type Bed, type Code, contentsOf, linesIn, pagesOf, put, refIn, regularFace } from "./taken-apart";

type Copy = { bed: Bed; objects: PdfObject[]; random: Random };
/** Changes the objects of a finished file. */
type ByteFault = (copy: Copy) => void;

const somePage = ({ objects, random }: Copy) => contentsOf(objects, random.pick(pagesOf(objects)));

export function twoCodes({ bed, random }: Pick<Copy, "bed" | "random">): [Code, Code] {
  for (;;) {
    const [a, b] = [random.pick(bed.codes), random.pick(bed.codes)];
    if (!a.outline.equals(b.outline)) return [a, b];
  }
}

/** One code somewhere on a page, in the regular face and not a blank. */
function someCode(copy: Copy) {
  const { bed, random } = copy;
  for (;;) {
    const page = somePage(copy);
    const line = random.pick(linesIn(page, "F1"));
    const found = [...line.whole.matchAll(/[0-9a-f]{4}/g)].filter(({ 0: hex }) =>
      bed.codes.some((code) => code.hex === hex),
    );
    if (found.length === 0) continue;
    const code = random.pick(found);
    return { page, at: line.at + code.index, hex: code[0], line };
  }
}

function otherCode({ bed, random }: Copy, hex: string): string {
  const outline = bed.codes.find((code) => code.hex === hex)?.outline;
  return random.pick(bed.codes.filter((code) => !outline?.equals(code.outline))).hex;
}

function changeOutline(copy: Copy, change: (outlines: Buffer[], code: number) => void): void {
  const { file } = regularFace(copy.objects);
  const parts = fontParts(file.stream as Buffer);
  change(parts.outlines, Number.parseInt(copy.random.pick(copy.bed.codes).hex, 16));
  file.stream = fontOf(parts);
}

/** Where the map to text says what a code is. */
function entryOf(toUnicode: PdfObject, hex: string): { at: number; old: string } {
  const text = toUnicode.stream?.toString("latin1") ?? "";
  let code = 0;
  for (const list of text.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    code = Number.parseInt(list[1] ?? "", 16);
    const begin = list.index + list[0].indexOf("[") + 1;
    for (const entry of (list[2] ?? "").matchAll(/<[^>]*>/g)) {
      if (code === Number.parseInt(hex, 16)) return { at: begin + entry.index, old: entry[0] };
      code += 1;
    }
  }
  throw new Error("no entry");
}

function reorder(copy: Copy, change: (kids: string[]) => string[]): void {
  const tree = copy.objects.find(({ text }) => text.includes("/Kids")) as PdfObject;
  const kids = /\/Kids \[(.*?)\]/.exec(tree.text)?.[1]?.match(/\d+ 0 R/g) ?? [];
  const changed = change([...kids]);
  tree.text = tree.text
    .replace(/\/Kids \[.*?\]/, `/Kids [${changed.join(" ")}]`)
    .replace(/\/Count \d+/, `/Count ${changed.length}`);
}

export const twoPlaces = (random: Random, count: number): [number, number] => {
  const first = random.int(0, count - 1);
  return [first, (first + random.int(1, count - 1)) % count];
};

/** Changes a picture of some page that is so many points wide: its bits, one byte a character. */
function changeMask(copy: Copy, widths: RegExp, change: (bits: string) => string): void {
  const masks = pagesOf(copy.objects).flatMap((page) => {
    const contents = contentsOf(copy.objects, page);
    const text = contents.stream?.toString("latin1") ?? "";
    return [...text.matchAll(/BI \/W (\d+) [^>]*?ID ([\s\S]*?)\nEI/g)].flatMap((mask) => {
      const [whole, width = "", bits = ""] = mask;
      return widths.test(width) ? [{ contents, bits, at: mask.index + whole.indexOf("ID ") + 3 }] : [];
    });
  });
  const { contents, bits, at } = copy.random.pick(masks);
  put(contents, at, bits, change(bits));
}

export const byteFaults: Record<string, ByteFault> = {
  "two outlines of the font swapped": (copy) => {
    const [a, b] = twoCodes(copy).map(({ hex }) => Number.parseInt(hex, 16)) as [number, number];
    changeOutline(copy, (outlines) => {
      [outlines[a], outlines[b]] = [outlines[b] as Buffer, outlines[a] as Buffer];
    });
  },
  "a byte of an outline changed": (copy) =>
    changeOutline(copy, (outlines, code) => {
      const outline = outlines[code] as Buffer;
      const at = copy.random.int(0, outline.length - 5);
      outline[at] = (outline[at] as number) ^ (1 << copy.random.int(0, 7));
    }),
  "an outline gone": (copy) =>
    changeOutline(copy, (outlines, code) => {
      outlines[code] = Buffer.alloc(0);
    }),
  "the text map names another character": (copy) => {
    const { toUnicode } = regularFace(copy.objects);
    const [a, b] = twoCodes(copy);
    const { at, old } = entryOf(toUnicode, a.hex);
    put(toUnicode, at, old, entryOf(toUnicode, b.hex).old);
  },
  "the text map misses a character": (copy) => {
    const { toUnicode } = regularFace(copy.objects);
    const { at, old } = entryOf(toUnicode, copy.random.pick(copy.bed.codes).hex);
    put(toUnicode, at, old, "<>");
  },
  "a code on a page replaced": (copy) => {
    const { page, at, hex } = someCode(copy);
    put(page, at, hex, otherCode(copy, hex));
  },
  "a code on a page dropped": (copy) => {
    const { page, at, hex } = someCode(copy);
    put(page, at, hex, "");
  },
  "a code on a page doubled": (copy) => {
    const { page, at, hex } = someCode(copy);
    put(page, at, hex, hex + hex);
  },
  "a code without a glyph": (copy) => {
    const { page, at, hex } = someCode(copy);
    put(page, at, hex, copy.random.pick(["0000", "fffe"]));
  },
  "a line dropped": (copy) => {
    const { page, line } = someCode(copy);
    put(page, line.at, line.whole, "[<>] TJ");
  },
  "a line of somebody else's added": (copy) => {
    const [a, b] = twoPlaces(copy.random, pagesOf(copy.objects).length);
    const [from, to] = [a, b].map((i) => contentsOf(copy.objects, pagesOf(copy.objects)[i] as PdfObject));
    const line = copy.random.pick(linesIn(from as PdfObject, "F1").filter(({ hex }) => hex.length > 16));
    const y = copy.random.int(20, 820);
    const added = `q 1 0 0 1 61.4 ${y} cm\nBT\n0 Tc 1 0 0 1 0 -12 Tm\n/F1 9.5 Tf\n${line.whole}\nET\nQ\n`;
    put(to as PdfObject, to?.stream?.length ?? 0, "", added);
  },
  "two pages in each other's place": (copy) =>
    reorder(copy, (kids) => {
      const [a, b] = twoPlaces(copy.random, kids.length);
      [kids[a], kids[b]] = [kids[b] as string, kids[a] as string];
      return kids;
    }),
  "a page dropped": (copy) =>
    reorder(copy, (kids) => {
      const gone = copy.random.int(0, kids.length - 1);
      return kids.filter((_, i) => i !== gone);
    }),
  "a page doubled": (copy) =>
    reorder(copy, (kids) => {
      const at = copy.random.int(0, kids.length - 1);
      return [...kids.slice(0, at), kids[at] as string, ...kids.slice(at)];
    }),
  "a page with another's contents": (copy) => {
    const [a, b] = twoPlaces(copy.random, pagesOf(copy.objects).length);
    const [to, from] = [a, b].map((i) => pagesOf(copy.objects)[i] as PdfObject) as [PdfObject, PdfObject];
    to.text = to.text.replace(/\/Contents \d+/, `/Contents ${refIn(from, "Contents")}`);
  },
  "a width changed": (copy) => {
    const { descendant } = regularFace(copy.objects);
    const code = Number.parseInt(copy.random.pick(copy.bed.codes).hex, 16);
    descendant.text = descendant.text.replace(/\/W \[0 \[(.*?)\]\]/, (_, list: string) => {
      const widths = list.split(" ");
      widths[code] = String(Number(widths[code]) + copy.random.pick([-500, -20, 30, 400]));
      return `/W [0 [${widths.join(" ")}]]`;
    });
  },
  "a shared drawing with another code": (copy) => {
    const forms = copy.objects.filter(
      (one) => one.text.includes("/Subtype /Form") && linesIn(one, "F1").length > 0,
    );
    const form = copy.random.pick(forms);
    const line = copy.random.pick(linesIn(form, "F1"));
    const found = [...line.whole.matchAll(/[0-9a-f]{4}/g)].filter(({ 0: hex }) =>
      copy.bed.codes.some((code) => code.hex === hex),
    );
    const code = copy.random.pick(found);
    put(form, line.at + code.index, code[0], otherCode(copy, code[0]));
  },
  "another shared drawing in its place": (copy) => {
    const page = contentsOf(copy.objects, pagesOf(copy.objects)[0] as PdfObject);
    const uses = [...(page.stream?.toString("latin1") ?? "").matchAll(/\/S\d+ Do/g)];
    const [a, b] = twoPlaces(copy.random, uses.length);
    put(page, uses[a]?.index ?? 0, uses[a]?.[0] ?? "", uses[b]?.[0] ?? "");
  },
  "a module of a 2D code turned": (copy) =>
    changeMask(copy, /^(29|33|37|41|45)$/, (bits) => {
      const at = copy.random.int(8, bits.length - 8);
      const turned = bits.charCodeAt(at) ^ 128;
      return bits.slice(0, at) + String.fromCharCode(turned) + bits.slice(at + 1);
    }),
  "a bar of a barcode": (copy) =>
    changeMask(copy, /^536$/, (bits) => {
      const at = copy.random.pick([copy.random.int(0, 66), copy.random.int(134, 200)]);
      const other = bits.charCodeAt(at) === 0 ? "\u00f8" : "\u0000";
      return bits.slice(0, at) + other + bits.slice(at + 1);
    }),
  "somebody else's 2D codes": (copy) => {
    const [a, b] = twoPlaces(copy.random, pagesOf(copy.objects).length);
    const [from, to] = [a, b].map((i) => contentsOf(copy.objects, pagesOf(copy.objects)[i] as PdfObject)) as [
      PdfObject,
      PdfObject,
    ];
    const code = /BI \/W (29|33|37|41|45) [\s\S]*?\nEI/;
    const [theirs, own] = [from, to].map(({ stream }) => code.exec(stream?.toString("latin1") ?? ""));
    put(to, own?.index ?? 0, own?.[0] ?? "", theirs?.[0] ?? "");
  },
  "text that is not seen": (copy) => {
    const page = somePage(copy);
    const hiding = copy.random.pick([
      "3 Tr\n",
      "1 g\n",
      "1 1 1 rg\n",
      "0 Tz\n",
      "0 0 1 1 re W n\n",
      "/GS0 gs\n",
    ]);
    put(page, 0, "", hiding);
  },
  "a white sheet over the page": (copy) => {
    const page = somePage(copy);
    put(page, page.stream?.length ?? 0, "", "1 g 0 0 596 842 re f\n");
  },
  "a block off the sheet, over another or in the window": (copy) => {
    const page = contentsOf(copy.objects, pagesOf(copy.objects)[0] as PdfObject);
    const blocks = [
      ...(page.stream?.toString("latin1") ?? "").matchAll(/q 1 0 0 1 61\.4 [\d.]+ cm\n(?=\/S|BT)/g),
    ].slice(0, -1);
    const block = copy.random.pick(blocks);
    const [x, y] = copy.random.pick([
      [900, 400],
      [61.4, -30],
      [-200, 500],
      [100, 780],
      [61.4, 790],
    ] as const);
    put(page, block.index, block[0], `q 1 0 0 1 ${x} ${y} cm\n`);
  },
  "type too small to read": (copy) => {
    const page = somePage(copy);
    const sizes = [...(page.stream?.toString("latin1") ?? "").matchAll(/\/F1 ([\d.]+) Tf/g)];
    const one = copy.random.pick(sizes);
    put(page, one.index, one[0], `/F1 ${copy.random.pick([0, 1, 4.5, -10])} Tf`);
  },
  "turned or mirrored text": (copy) => {
    const page = somePage(copy);
    const places = [...(page.stream?.toString("latin1") ?? "").matchAll(/1 0 0 1 (\S+ \S+) Tm/g)];
    const one = copy.random.pick(places);
    const turn = copy.random.pick(["-1 0 0 1", "0 1 -1 0", "1 0 0 -1", "0.2 0 0 0.2"]);
    put(page, one.index, one[0], `${turn} ${one[1]} Tm`);
  },
  "the other face": (copy) => {
    const { page, line } = someCode(copy);
    const text = page.stream?.toString("latin1") ?? "";
    const at = text.lastIndexOf("/F1 ", line.at);
    put(page, at, "/F1 ", "/F2 ");
  },
  "a font of another name": (copy) => {
    const { font } = regularFace(copy.objects);
    font.text = font.text.replace(
      "NotoSerifJP-Regular",
      copy.random.pick(["NotoSerifJP-SemiBold", "Ryumin-Light"]),
    );
  },
};
