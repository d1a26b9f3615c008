import { encodeCp932 } from "@/lib/encode-cp932";

/** Bytes in the given encoding, for tests; throws if CP932 would lose a character. */
export function bytesIn(encoding: "utf-8" | "utf-16le" | "utf-16be" | "cp932", text: string): Uint8Array {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  if (encoding === "utf-16le") return Uint8Array.from(Buffer.from(text, "utf16le"));
  if (encoding === "utf-16be") return Uint8Array.from(Buffer.from(text, "utf16le").swap16());
  const encoded = encodeCp932(text);
  if (!encoded.ok) throw new Error(`not in CP932: ${encoded.losses.map((loss) => loss.codePoint).join()}`);
  return encoded.bytes;
}

/** The whole, cut into pieces of the given sizes (over and over). */
export async function* cut<T extends string | Uint8Array>(whole: T, sizes: readonly number[]) {
  for (let from = 0, i = 0; from < whole.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    yield whole.slice(from, from + size) as T;
    from += size;
  }
}

export async function gathered<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

/** What the act throws, or undefined. */
export async function refusalOf(act: () => unknown): Promise<{ reason: string; detail: object } | undefined> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Error && "reason" in error && "detail" in error) {
      return { reason: String(error.reason), detail: error.detail as object };
    }
    throw error;
  }
}
