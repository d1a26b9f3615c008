import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import path from "node:path";
import { deflateSync, inflateSync } from "node:zlib";
import { setRun } from "@/features/letters/typeset/set-run";
import { compileSample, samplePieces, sampleRun } from "../../test/letters/sample-letters";
import type { Contender } from "./contender";

/** The page streams of a finished file, inflated again. */
function streamsIn(pdf: Buffer): Buffer[] {
  const streams: Buffer[] = [];
  const text = pdf.toString("latin1");
  for (const match of text.matchAll(/\/Filter \/FlateDecode[^>]*>>\s*stream\r?\n/g)) {
    const from = match.index + match[0].length;
    const to = text.indexOf("\nendstream", from);
    try {
      streams.push(inflateSync(pdf.subarray(from, to)));
    } catch {
      // A font's own stream may be cut short by a word that only looks like its end.
    }
  }
  return streams;
}

/** What no typesetter can do without: deflating pages that are already set, hashing and writing them. */
export const floor: Contender = {
  batch: false,
  async prepare() {
    const parts: Uint8Array[] = [];
    await setRun(compileSample("insured"), sampleRun, samplePieces(500), (bytes) => void parts.push(bytes));
    const streams = streamsIn(Buffer.concat(parts)).slice(-500);
    return async (count, folder) => {
      const file = await open(path.join(folder, "floor.bin"), "w");
      const hash = createHash("sha256");
      let bytes = 0;
      for (let from = 0; from < count; from += 20) {
        const pages = streams.slice(
          from % streams.length,
          (from % streams.length) + Math.min(20, count - from),
        );
        const chunk = Buffer.concat(pages.map((stream) => deflateSync(stream, { level: 1 })));
        hash.update(chunk);
        await file.writeFile(chunk);
        bytes += chunk.length;
      }
      hash.digest();
      await file.sync();
      await file.close();
      return { bytes };
    };
  },
};
