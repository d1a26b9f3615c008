import { createHash } from "node:crypto";
import { startCatalogImport } from "@/features/catalog/start-catalog-import";
import { beginUpload } from "@/features/incidents/begin-upload";
import { completeUpload } from "@/features/incidents/complete-upload";
import { receivePart } from "@/features/incidents/receive-part";
import { masterPreview } from "@/features/people/queries";
import { startMasterImport } from "@/features/people/start-master-import";
import type { Actor } from "@/features/staff/rules";
import { Internal } from "@/lib/errors";
import type { GeneratedScenario } from "../generate";

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Brings one file in as the browser does: begun, part by part, completed. */
async function bring(manager: Actor, incidentId: string, fileName: string, content: Buffer): Promise<string> {
  const begun = await beginUpload(manager, { incidentId, fileName, bytes: content.length });
  for (let part = 1; part <= begun.parts; part += 1) {
    const bytes = content.subarray((part - 1) * begun.partBytes, part * begun.partBytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await receivePart(manager, { uploadId: begun.id, partNumber: part, sha256 }, once(bytes));
  }
  await completeUpload(manager, { id: begun.id });
  return begun.id;
}

/** Uploads a scenario's catalog and masters and starts their imports, mapped as the preview suggests. */
export async function bringFiles(
  manager: Actor,
  incidentId: string,
  scenario: GeneratedScenario,
): Promise<void> {
  const files = [...scenario.files].map(([path, chunks]) => ({ path, content: Buffer.concat([...chunks]) }));
  const uploadIds: string[] = [];
  for (const { path, content } of files.filter((file) => file.path.startsWith("catalog/"))) {
    uploadIds.push(await bring(manager, incidentId, path.slice("catalog/".length), content));
  }
  await startCatalogImport(manager, { incidentId, uploadIds });
  for (const { path, content } of files.filter((file) => file.path.startsWith("customer-master"))) {
    const uploadId = await bring(manager, incidentId, path, content);
    const preview = await masterPreview(uploadId);
    if (!preview.suggestedMapping) throw new Internal("seed.master-not-understood");
    await startMasterImport(manager, { incidentId, uploadId, mapping: preview.suggestedMapping });
  }
}
