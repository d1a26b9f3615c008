import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { staff } from "@/db/schema";
import { startCatalogImport } from "@/features/catalog/start-catalog-import";
import { beginUpload } from "@/features/incidents/begin-upload";
import { completeUpload } from "@/features/incidents/complete-upload";
import { openIncident } from "@/features/incidents/open-incident";
import { receivePart } from "@/features/incidents/receive-part";
import { registerMedium } from "@/features/media/register-medium";
import { masterPreview } from "@/features/people/queries";
import { startMasterImport } from "@/features/people/start-master-import";
import type { Actor, Role } from "@/features/staff/rules";
import { claimTask } from "../../../jobs/claim-task";
import { handlers } from "../../../jobs/handlers/registry";
import { createTestDatabase } from "../../setup/database";

/** A bench for the tests of one file. */
export function benchForThisFile(): { readonly folder: string } {
  let bench: UpstreamBench | undefined;
  beforeAll(async () => {
    bench = await openUpstreamBench();
  });
  afterAll(() => bench?.close());
  return {
    get folder() {
      return bench?.folder ?? "";
    },
  };
}

export type UpstreamBench = { folder: string; close: () => Promise<void> };

/** A database with one member of staff a role, and this process set up as the application. One a test file. */
export async function openUpstreamBench(): Promise<UpstreamBench> {
  const scratch = await createTestDatabase();
  mkdirSync(".tmp", { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), ".tmp/upstream-"));
  Object.assign(process.env, {
    DATABASE_URL: scratch.appUrl,
    APP_URL: "http://127.0.0.1:3000",
    BETTER_AUTH_SECRET: "only-for-tests-only-for-tests-only",
    FILES_DIR: folder,
    LOG_LEVEL: "silent",
  });
  await database()
    .insert(staff)
    .values(
      ["incident-manager", "agent", "supervisor", "mailroom", "auditor", "administrator"].map((role) => ({
        id: role,
        name: role,
        email: `${role}@example.invalid`,
        role,
      })),
    );
  return {
    folder,
    close: async () => {
      await closeDatabase();
      await scratch.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function as(role: Role): Actor {
  return { kind: "staff", staffId: role, role };
}

export const manager = as("incident-manager");

export type Bytes = Uint8Array | Iterable<Uint8Array>;

/** Brings a file in as a browser does: part by part, each with its hash. */
export async function upload(incidentId: string, fileName: string, content: Bytes): Promise<string> {
  const bytes = content instanceof Uint8Array ? content : Buffer.concat([...content]);
  const { id, partBytes, parts } = await beginUpload(manager, { incidentId, fileName, bytes: bytes.length });
  for (let partNumber = 1; partNumber <= parts; partNumber += 1) {
    const part = bytes.subarray((partNumber - 1) * partBytes, partNumber * partBytes);
    await receivePart(manager, { uploadId: id, partNumber, sha256: sha256(part) }, once(part));
  }
  await completeUpload(manager, { id, sha256: sha256(bytes) });
  return id;
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export async function* once<T>(only: T): AsyncGenerator<T> {
  yield only;
}

/** Does every task that is ready, in order, as the jobs would; the names of those that were done. */
export async function doReadyTasks(): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const [next] = await database().execute<{ id: string }>(
      sql`select id from outbox where state = 'ready' order by id limit 1`,
    );
    if (!next) return done;
    const task = await claimTask(
      next.id,
      handlers.map(({ name }) => name),
    );
    const handler = handlers.find(({ name }) => name === task?.name);
    if (!task || !handler) throw new Error("a task is ready that no handler knows");
    await handler.run(task, new AbortController().signal);
    done.push(task.name);
  }
}

let incidents = 0;

export async function newIncident(): Promise<string> {
  incidents += 1;
  const { id } = await openIncident(manager, {
    code: `T-${incidents}`,
    title: "媒体2巻の紛失",
    discoveredOn: "2014-02-10",
    organisationName: "ほしかげ生命保険株式会社",
  });
  return id;
}

/** An incident with these media missing. */
export async function incidentWithMissing(labels: readonly string[]): Promise<string> {
  const incidentId = await newIncident();
  for (const label of labels) {
    await registerMedium(manager, {
      incidentId,
      label,
      missing: { since: "2012-12-20", reason: "棚卸しで所在が確認できない" },
    });
  }
  return incidentId;
}

export async function importCatalog(incidentId: string, files: [name: string, content: Bytes][]) {
  const uploadIds: string[] = [];
  for (const [name, content] of files) uploadIds.push(await upload(incidentId, name, content));
  return startCatalogImport(manager, { incidentId, uploadIds });
}

/** Brings a master in with the mapping its preview suggests. */
export async function importMaster(incidentId: string, name: string, content: Bytes) {
  const uploadId = await upload(incidentId, name, content);
  const { suggestedMapping } = await masterPreview(uploadId);
  return startMasterImport(manager, { incidentId, uploadId, mapping: suggestedMapping });
}
