/** One part of a message, its body still encoded as it travelled. Text is latin1: one character a byte. */
export type RawPart = { type: string; encoding: string; body: string };

const deepest = 5;
const mostParts = 50;

/** The headers before the first empty line, unfolded; names in lower case, the first of a name counts. */
export function headersOf(message: string): Map<string, string> {
  const end = message.search(/\r?\n[ \t]*\r?\n/);
  const lines = (end < 0 ? message : message.slice(0, end)).split(/\r?\n/);
  const headers = new Map<string, string>();
  let name = "";
  for (const line of lines) {
    if (/^[ \t]/.test(line) && name !== "") {
      headers.set(name, `${headers.get(name)} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(":");
    name = "";
    if (colon < 1) continue;
    const found = line.slice(0, colon).trim().toLowerCase();
    if (headers.has(found)) continue;
    name = found;
    headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

/** All parts of a message, those inside of parts as well, in order. */
export function partsOf(message: string): RawPart[] {
  const found: RawPart[] = [];
  gather(message, 0, found);
  return found;
}

function gather(message: string, depth: number, found: RawPart[]): void {
  if (depth > deepest || found.length >= mostParts) return;
  const headers = headersOf(message);
  const contentType = headers.get("content-type") ?? "text/plain";
  const type = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  const start = /\r?\n[ \t]*\r?\n/.exec(message);
  const body = start ? message.slice(start.index + start[0].length) : "";
  if (!type.startsWith("multipart/")) {
    const encoding = (headers.get("content-transfer-encoding") ?? "7bit").trim().toLowerCase();
    found.push({ type, encoding, body });
    return;
  }
  const boundary = /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!mark) return;
  for (const part of between(body, mark)) gather(part, depth + 1, found);
}

/** What stands between the lines `--mark`, up to `--mark--`. */
function between(body: string, mark: string): string[] {
  const parts: string[][] = [];
  let open: string[] | null = null;
  for (const line of body.split(/\r?\n/)) {
    const plain = line.trimEnd();
    if (plain === `--${mark}--`) break;
    if (plain === `--${mark}`) {
      if (parts.length >= mostParts) break;
      open = [];
      parts.push(open);
    } else open?.push(line);
  }
  return parts.map((lines) => lines.join("\n"));
}

/** A part's body without its transfer encoding. */
export function bodyOf({ encoding, body }: RawPart): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("latin1");
  if (encoding !== "quoted-printable") return body;
  return withoutSoftBreaks(body).replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Line by line: an expression over the whole body would take hours for a megabyte of blanks. */
function withoutSoftBreaks(body: string): string {
  return body
    .split(/\r?\n/)
    .map((line) => {
      const plain = line.trimEnd();
      return plain.endsWith("=") ? plain.slice(0, -1) : `${plain}\n`;
    })
    .join("");
}
