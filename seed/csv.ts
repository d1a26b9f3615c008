const chunkCharacters = 64 * 1024;

/** A field as PostgreSQL's `COPY … CSV` and Excel quote it: only where it must be. `""` stands for empty. */
function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** One record without its line end. */
export function csvRecord(fields: readonly (string | number)[]): string {
  return fields.map((field) => (typeof field === "number" ? String(field) : quoted(field))).join(",");
}

/** Lines as encoded chunks of about 64 KB. Can be iterated again and gives the same bytes again. */
export function chunksOf(
  lines: () => Iterable<string>,
  lineEnd: "\n" | "\r\n",
  encode: (text: string) => Buffer,
): Iterable<Buffer> {
  return {
    *[Symbol.iterator]() {
      let text = "";
      for (const line of lines()) {
        text += line + lineEnd;
        if (text.length >= chunkCharacters) {
          yield encode(text);
          text = "";
        }
      }
      if (text) yield encode(text);
    },
  };
}

export const encodeUtf8 = (text: string): Buffer => Buffer.from(text, "utf8");
