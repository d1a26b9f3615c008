import type { Queryable } from "@/db/client";
import { Invalid } from "@/lib/errors";
import { openUpload } from "./open-upload";
import { checkOwnMapping, type OwnMapping, statedEncoding } from "./readers/own-csv-fields";
import { previewOwnCsv } from "./readers/own-csv-preview";

/**
 * Looks at each list's beginning, so that a wrong file or mapping is refused while its bringer is watching. Throws
 * Invalid `file.is-*`, `text.*`, `csv.*`, `catalog.field-missing` { field }, `catalog.beyond-columns` |
 * `catalog.column-used-twice` { field, column }, each with { file }.
 */
export async function refuseWrongMapping(
  db: Queryable,
  incidentId: string,
  uploadIds: readonly string[],
  mapping: OwnMapping,
): Promise<void> {
  for (const uploadId of uploadIds) {
    const file = await openUpload(db, incidentId, uploadId);
    const encoding = statedEncoding({ mapping });
    const preview = await previewOwnCsv(file, { encoding, hasNoHeader: mapping.header === "none" });
    const fatal = preview.problems.find(({ reason }) => /^(?:file|text|csv)\./.test(reason));
    if (fatal) throw new Invalid(fatal.reason, { file: file.name, ...fatal.detail });
    const [wrong] = checkOwnMapping(mapping, preview.headers.length);
    if (!wrong) continue;
    const reason = wrong.problem === "missing" ? "catalog.field-missing" : `catalog.${wrong.problem}`;
    throw new Invalid(reason, { file: file.name, field: wrong.field, column: wrong.column ?? null });
  }
}
