import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const fonts = path.resolve("node_modules/@expo-google-fonts/noto-serif-jp");

/** The type every contender sets the letters in. */
export const fontFiles = {
  regular: path.join(fonts, "400Regular", "NotoSerifJP_400Regular.ttf"),
  bold: path.join(fonts, "700Bold", "NotoSerifJP_700Bold.ttf"),
};

/** Where `scripts/bench-peers.mjs` puts the packages of programs we are compared with. */
export const peersFolder = path.resolve(".tmp/bench-peers");

/** One of the peers' packages; nothing of theirs is a dependency of ours, so nothing is known of its types. */
export async function importPeer(name: string): Promise<Record<string, unknown>> {
  const require = createRequire(path.join(peersFolder, "package.json"));
  return (await import(pathToFileURL(require.resolve(name)).href)) as Record<string, unknown>;
}
