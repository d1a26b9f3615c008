import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { compileLetters } from "@/features/letters/compile-letters";
import { readBackRun } from "@/features/letters/read-back/finished-run";
import type { LetterVariant } from "@/features/letters/schema";
import type { CompiledLetter } from "@/features/letters/typeset/compile-letter";
import type { ByteSink } from "@/features/letters/typeset/pdf-document";
import type { HeldPiece, LetterPiece } from "@/features/letters/typeset/piece";
import { type PlacedPiece, type Run, setRun } from "@/features/letters/typeset/set-run";
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
  pieces: PlacedPiece[];
  held: HeldPiece[];
  /** Letters whose pages, read back from the stored file, were not what was planned; they are not in the file. */
  differing: { letterId: string; field: string }[];
};

type RunFacts = {
  incident_id: string;
  incident_code: string;
  code: string;
  number: number;
  state: PrintRunState;
  kind: "first" | "reprint";
  letter_count: number;
  sealed_at: string;
  sealed_in_japan: string;
  sealed_by_name: string | null;
  name: string;
  version: string;
  variant: LetterVariant;
  hash: string;
};

/** A file that differs is set again without the letters it differs in, so often. */
const mostRounds = 3;

/**
 * Sets a sealed run into a PDF, stores it and reads every page of what was stored back: the part of rendering that
 * touches the world, safe to repeat. `storedAs` names the attempt, so that a worker that went stale cannot overwrite
 * another's file. Letters that cannot be printed are held with their reason; letters that read back differently are
 * named and the run is set again without them. With none left, no file is stored. Throws Internal
 * `print-run.file-differs` where the file as a whole is not the run's.
 */
export async function setPrintRun(
  actor: Actor,
  input: { printRunId: string; storedAs: string },
  files: FileStore,
): Promise<SetPrintRun> {
  authorize(actor, "printRuns.seal");
  const { run, compiled, pieces } = await readRun(input.printRunId);
  const asked: Run = {
    label: `${run.incident_code}/${run.number}`,
    code: run.code,
    createdAt: new Date(run.sealed_at),
    control: {
      incidentCode: run.incident_code,
      runNumber: run.number,
      kind: run.kind,
      template: `${run.name}/${run.version}`,
      sealedAt: run.sealed_in_japan,
      sealedBy: run.sealed_by_name ?? "",
      planned: run.letter_count,
    },
  };
  const differing: SetPrintRun["differing"] = [];
  for (let round = 1; round <= mostRounds; round += 1) {
    const left = pieces.filter((piece) => !differing.some(({ letterId }) => letterId === piece.letterId));
    const made = await setAndReadBack(files, input.storedAs, { compiled, asked, pieces: left });
    if (made.differing.length === 0) return { ...made, differing };
    differing.push(...made.differing);
  }
  await files.remove(input.storedAs);
  throw new Internal("print-run.file-differs", { because: "every-time" });
}

type Asked = { compiled: CompiledLetter; asked: Run; pieces: readonly LetterPiece[] };

async function setAndReadBack(files: FileStore, storedAs: string, run: Asked): Promise<SetPrintRun> {
  const { made, stored } = await storeWhileMade(files, storedAs, (sink) =>
    setRun(run.compiled, run.asked, run.pieces, sink),
  );
  if (made.sha256 !== (stored?.sha256 ?? null)) throw new Internal("print-run.stored-differs");
  const { pages, pieces, held } = made;
  if (!stored) {
    // A round before may have stored one.
    await files.remove(storedAs);
    return { storedAs: null, bytes: 0, sha256: null, pages, pieces, held, differing: [] };
  }
  const { bytes: pdf, sha256 } = await files.readWhole(storedAs);
  if (sha256 !== stored.sha256) throw new Internal("print-run.stored-differs");
  const { compiled, asked } = run;
  const read = await readBackRun(pdf, { compiled, run: asked, pieces: run.pieces, set: made });
  if (read.fileDiffers !== null) {
    await files.remove(storedAs);
    throw new Internal("print-run.file-differs", { because: read.fileDiffers });
  }
  return { ...stored, pages, pieces, held, differing: read.differing };
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
      select r.incident_id, i.code as incident_code, r.code, r.number, r.state, r.kind, r.letter_count,
             r.sealed_at::text, to_char(r.sealed_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI') as sealed_in_japan,
             s.name as sealed_by_name, t.template_name as name, t.template_version as version, t.variant,
             t.content_hash as hash
      from print_runs r join incidents i on i.id = r.incident_id join letter_templates t on t.id = r.letter_template_id
      left join staff s on s.id = r.sealed_by
      where r.id = ${printRunId}`);
  if (!run) throw new NotFound("print-run.unknown");
  if (run.state !== "sealed") throw new NotAllowedNow("print-run.not-sealed");
  const { compiled, contentHash } = await compileLetters(db, run.incident_id, run);
  if (contentHash !== run.hash) throw new NotAllowedNow("letters.facts-changed-since-approval");
  return { run, compiled, pieces: await lettersToSet(db, printRunId) };
}
