import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { compileLetters } from "@/features/letters/compile-letters";
import type { LetterVariant } from "@/features/letters/schema";
import type { ByteSink } from "@/features/letters/typeset/pdf-document";
import type { HeldPiece } from "@/features/letters/typeset/piece";
import { setRun } from "@/features/letters/typeset/set-run";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { BytePipe } from "@/lib/byte-pipe";
import { Internal, NotAllowedNow, NotFound } from "@/lib/errors";
import type { FileStore, StoredFile } from "@/lib/files";
import { lettersToSet } from "./queries";
import type { PrintRunState } from "./schema";

/** Nothing is stored, and there is no hash, where every letter of the run is held. */
export type SetPrintRun = (StoredFile | { storedAs: null; bytes: 0; sha256: null }) & {
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
  variant: LetterVariant;
  hash: string;
};

/**
 * Sets a sealed run into a PDF and stores it: the part of rendering that touches the world, safe to repeat.
 * `storedAs` names the attempt, so that a worker that went stale cannot overwrite another's file. Letters that
 * cannot be printed are held with their reason and are not in the file; with none left, no file is stored.
 */
export async function setPrintRun(
  actor: Actor,
  input: { printRunId: string; storedAs: string },
  files: FileStore,
): Promise<SetPrintRun> {
  authorize(actor, "printRuns.seal");
  const { run, compiled, pieces } = await readRun(input.printRunId);
  const label = `${run.code}/${run.number}`;
  const { made, stored } = await storeWhileMade(files, input.storedAs, (sink) =>
    setRun(compiled, { label, createdAt: new Date(run.sealed_at) }, pieces, sink),
  );
  if (made.sha256 !== (stored?.sha256 ?? null)) throw new Internal("print-run.stored-differs");
  const file = stored ?? { storedAs: null, bytes: 0 as const, sha256: null };
  return { ...file, pages: made.pages, pieces: made.pieces, held: made.held };
}

/** Stores a file while it is being made; where no byte was made there is no file. Either end's failure ends both. */
async function storeWhileMade<T>(
  files: FileStore,
  storedAs: string,
  make: (sink: ByteSink) => Promise<T>,
): Promise<{ made: T; stored: StoredFile | null }> {
  const pipe = new BytePipe();
  let storing: Promise<StoredFile> | null = null;
  const sink = (bytes: Uint8Array) => {
    if (!storing) {
      storing = files.put(storedAs, pipe);
      // It may fail before it reads anything, and long before it is awaited below.
      storing.catch(() => pipe.abandon());
    }
    return pipe.push(bytes);
  };
  try {
    const made = await make(sink);
    pipe.close();
    return { made, stored: await storing };
  } catch (error) {
    pipe.close(error);
    await storing;
    throw error;
  }
}

async function readRun(printRunId: string) {
  const db = database();
  const [run] = await db.execute<RunFacts>(sql`
      select r.incident_id, i.code, r.number, r.state, r.sealed_at::text, t.template_name as name,
             t.template_version as version, t.variant, t.content_hash as hash
      from print_runs r join incidents i on i.id = r.incident_id join letter_templates t on t.id = r.letter_template_id
      where r.id = ${printRunId}`);
  if (!run) throw new NotFound("print-run.unknown");
  if (run.state !== "sealed") throw new NotAllowedNow("print-run.not-sealed");
  const { compiled, contentHash } = await compileLetters(db, run.incident_id, run);
  if (contentHash !== run.hash) throw new NotAllowedNow("letters.facts-changed-since-approval");
  return { run, compiled, pieces: await lettersToSet(db, printRunId) };
}
