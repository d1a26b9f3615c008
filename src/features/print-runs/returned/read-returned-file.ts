import { parseCsv } from "@/lib/csv";
import { Invalid } from "@/lib/errors";
import { pieceNamed, reasonOf, type ScannedPiece } from "./rules";
import { mostFileLines, type ReturnReason } from "./schema";

export type ReturnedFileLines = {
  pieces: { line: number; piece: ScannedPiece; reason: ReturnReason }[];
  refused: { line: number; verdict: "unreadable" | "bad-reason" }[];
};

/**
 * The lines of a file `code,reason`. Blank lines and a first line without any code or reason (a header) are left
 * out. Throws Invalid `returned-mail.too-many-lines` { most } and `csv.*` { line }.
 */
export async function readReturnedFile(text: string): Promise<ReturnedFileLines> {
  const lines: ReturnedFileLines = { pieces: [], refused: [] };
  let seen = 0;
  for await (const { line, cells, raw } of parseCsv(chunk(text), { maxColumns: 20 })) {
    if (raw.trim() === "") continue;
    seen += 1;
    if (seen > mostFileLines + 1) throw new Invalid("returned-mail.too-many-lines", { most: mostFileLines });
    const piece = pieceNamed(cells[0] ?? "");
    const reason = reasonOf(cells[1] ?? "");
    if (seen === 1 && !piece && !reason) continue;
    if (!piece) lines.refused.push({ line, verdict: "unreadable" });
    else if (!reason) lines.refused.push({ line, verdict: "bad-reason" });
    else lines.pieces.push({ line, piece, reason });
  }
  return lines;
}

async function* chunk(text: string): AsyncGenerator<string> {
  yield text;
}
