import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

const packages = path.join(process.cwd(), "node_modules", "@expo-google-fonts");
const folder = path.join(packages, "noto-serif-jp");

/** The bytes of the type letters are set in (Noto Serif JP, OFL): regular and bold. */
export async function readLetterFontFiles(): Promise<{ regular: Uint8Array; bold: Uint8Array }> {
  const [regular, bold] = await Promise.all([
    readFile(path.join(folder, "400Regular", "NotoSerifJP_400Regular.ttf")),
    readFile(path.join(folder, "700Bold", "NotoSerifJP_700Bold.ttf")),
  ]);
  return { regular, bold };
}

/**
 * Other kinds of Mincho, for single characters the letters' own type lacks, by the key a decision remembers. Beyond
 * Noto Serif JP they add: BIZ UDMincho 431 variants, Shippori Mincho B1 849 kanji, IPAmj Mincho (IPA Font License,
 * Debian's `fonts-ipamj-mincho`, used where the machine has it) 39,251 kanji and 11,385 variants of the family
 * registers.
 */
const otherFonts = {
  "biz-udmincho": path.join(packages, "biz-udmincho", "400Regular", "BIZUDMincho_400Regular.ttf"),
  "shippori-mincho-b1": path.join(
    packages,
    "shippori-mincho-b1",
    "400Regular",
    "ShipporiMinchoB1_400Regular.ttf",
  ),
  "ipamj-mincho": "/usr/share/fonts/truetype/ipamj/ipamjm.ttf",
} as const;

/** The keys of the other fonts this machine has, in the order in which they are offered. */
export function otherFontKeys(): string[] {
  return Object.entries(otherFonts).flatMap(([key, file]) => (existsSync(file) ? [key] : []));
}

/** The bytes of another font; null where the key is unknown or the machine does not have it. */
export function readOtherFontFile(key: string): Uint8Array | null {
  const file = Object.entries(otherFonts).find(([known]) => known === key)?.[1];
  return file && existsSync(file) ? readFileSync(file) : null;
}
