import { deflateSync, inflateSync } from "node:zlib";

/** An object of a finished PDF, to be changed by hand: its text and, inflated, the bytes of its stream. */
export type PdfObject = { number: number; text: string; stream: Buffer | null };

/** Takes a finished file of ours apart, so that a test can put a fault into it. */
export function takeApart(pdf: Buffer): { objects: PdfObject[]; trailer: string } {
  const all = pdf.toString("latin1");
  const table = Number(/startxref\s+(\d+)/.exec(all.slice(-100))?.[1]);
  const places = [...all.slice(table).matchAll(/(\d{10}) \d{5} n/g)]
    .map((match) => Number(match[1]))
    .sort((a, b) => a - b);
  const objects = places.map((place, i) => {
    const whole = pdf.subarray(place, places[i + 1] ?? table);
    const text = whole.toString("latin1");
    const [, number, body = ""] = /^(\d+) 0 obj\s([\s\S]*)\sendobj\s*$/.exec(text) ?? [];
    const begin = body.indexOf("stream\n");
    const length = Number(/\/Length (\d+)/.exec(body)?.[1] ?? Number.NaN);
    if (begin < 0 || Number.isNaN(length)) return { number: Number(number), text: body, stream: null };
    const from = place + text.indexOf("stream\n") + "stream\n".length;
    const raw = pdf.subarray(from, from + length);
    const inflated = body.includes("/FlateDecode") ? inflateSync(raw) : Buffer.from(raw);
    return { number: Number(number), text: body.slice(0, begin), stream: inflated };
  });
  return { objects, trailer: /trailer\s([\s\S]*?)startxref/.exec(all.slice(table))?.[1] ?? "" };
}

/** The file again, every length and place made right: only the fault is wrong with it. */
export function putTogether(objects: readonly PdfObject[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  const places = new Map<number, number>();
  let at = parts[0]?.length ?? 0;
  for (const { number, text, stream } of objects) {
    places.set(number, at);
    const bytes = stream && (text.includes("/FlateDecode") ? deflateSync(stream, { level: 1 }) : stream);
    const head = bytes ? text.replace(/\/Length \d+/, `/Length ${bytes.length}`) : text;
    const part = Buffer.concat([
      Buffer.from(`${number} 0 obj\n${head}`, "latin1"),
      ...(bytes ? [Buffer.from("stream\n"), bytes, Buffer.from("\nendstream")] : []),
      Buffer.from("\nendobj\n"),
    ]);
    parts.push(part);
    at += part.length;
  }
  const size = Math.max(...places.keys()) + 1;
  const entries = Array.from({ length: size }, (_, number) => {
    const place = places.get(number);
    return place === undefined ? "0000000000 65535 f \n" : `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  parts.push(Buffer.from(`xref\n0 ${size}\n${entries.join("")}trailer\n${trailer}startxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}
