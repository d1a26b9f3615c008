import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { compileLetters } from "@/features/letters/compile-letters";
import type { HeldPiece } from "@/features/letters/typeset/piece";
import { setRun } from "@/features/letters/typeset/set-run";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Internal, NotAllowedNow, NotFound } from "@/lib/errors";
import type { FileStore, StoredFile } from "@/lib/files";
import { lettersToSet } from "./queries";
import type { PrintRunState } from "./schema";

export type SetPrintRun = StoredFile & {
  pages: number;
  pieces: { letterId: string; firstPage: number; pages: number }[];
  held: HeldPiece[];
};

type RunFacts = {
  incident_id: string;
  code: string;
  number: number;
  state: PrintRunState;
  sealed_at: string;
  name: string;
  version: string;
  hash: string;
};

/**
 * Sets a sealed run into a PDF and stores it: the part of rendering that touches the world, safe to repeat.
 * `storedAs` names the attempt, so that a worker that went stale cannot overwrite another's file. Letters that
 * cannot be printed are held with their reason and are not in the file.
 */
export async function setPrintRun(
  actor: Actor,
  input: { printRunId: string; storedAs: string },
  files: FileStore,
): Promise<SetPrintRun> {
  authorize(actor, "printRuns.seal");
  const { run, compiled, pieces } = await readRun(input.printRunId);
  const chunks: Uint8Array[] = [];
  const label = `${run.code}/${run.number}`;
  const set = await setRun(compiled, { label, createdAt: new Date(run.sealed_at) }, pieces, (bytes) => {
    chunks.push(bytes);
  });
  const stored = await files.put(input.storedAs, oneByOne(chunks));
  if (set.sha256 && set.sha256 !== stored.sha256) throw new Internal("print-run.stored-differs");
  return { ...stored, pages: set.pages, pieces: set.pieces, held: set.held };
}

async function* oneByOne(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function readRun(printRunId: string) {
  const db = database();
  const [run] = await db.execute<RunFacts>(sql`
      select r.incident_id, i.code, r.number, r.state, r.sealed_at::text, t.template_name as name,
             t.template_version as version, t.content_hash as hash
      from print_runs r join incidents i on i.id = r.incident_id join letter_templates t on t.id = r.letter_template_id
      where r.id = ${printRunId}`);
  if (!run) throw new NotFound("print-run.unknown");
  if (run.state !== "sealed") throw new NotAllowedNow("print-run.not-sealed");
  const { compiled, contentHash } = await compileLetters(db, run.incident_id, run);
  if (contentHash !== run.hash) throw new NotAllowedNow("letters.facts-changed-since-approval");
  return { run, compiled, pieces: await lettersToSet(db, printRunId) };
}
