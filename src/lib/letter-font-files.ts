import { readFile } from "node:fs/promises";
import path from "node:path";

const folder = path.join(process.cwd(), "node_modules", "@expo-google-fonts", "noto-serif-jp");

/** The bytes of the type letters are set in (Noto Serif JP, OFL): regular and bold. */
export async function readLetterFontFiles(): Promise<{ regular: Uint8Array; bold: Uint8Array }> {
  const [regular, bold] = await Promise.all([
    readFile(path.join(folder, "400Regular", "NotoSerifJP_400Regular.ttf")),
    readFile(path.join(folder, "700Bold", "NotoSerifJP_700Bold.ttf")),
  ]);
  return { regular, bold };
}
