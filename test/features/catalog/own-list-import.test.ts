import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { catalogMappings, catalogRowMedia, catalogRows } from "@/db/schema";
import { completenessOf } from "@/features/catalog/completeness-of";
import { previewCatalogFiles } from "@/features/catalog/preview-catalog-files";
import { saveCatalogMapping } from "@/features/catalog/save-catalog-mapping";
import { startCatalogImport } from "@/features/catalog/start-catalog-import";
import { encodeCp932 } from "@/lib/encode-cp932";
import {
  as,
  benchForThisFile,
  doReadyTasks,
  importCatalog,
  incidentWithMissing,
  manager,
  upload,
} from "../upstream/bench";
import { indexOfTree } from "./ltfs-index-of";

benchForThisFile();

const claim = (name: string) => `/claims/2012/11/08/CLM-2012-${name}_S01_SD01.tif`;

function cp932(text: string): Uint8Array {
  const encoded = encodeCp932(text);
  if (!encoded.ok) throw new Error("not in CP932");
  return encoded.bytes;
}

async function rowsOf(importId: string) {
  return database()
    .select({
      path: catalogRows.path,
      isBase: catalogRows.isBase,
      bucket: catalogRows.bucket,
      medium: catalogRowMedia.mediumId,
    })
    .from(catalogRows)
    .leftJoin(catalogRowMedia, eq(catalogRowMedia.catalogRowId, catalogRows.id))
    .where(eq(catalogRows.importId, importId))
    .orderBy(catalogRows.line);
}

const list = cp932(
  `パス,テープ番号,サイズ\r\n${claim("0000123")},V00001,12\r\n${claim("0000124")},V00002,12\r\n`,
);

describe("a list of somebody's own", () => {
  it("is shown as a list, read as mapped, and its rows lie on the media they name", async () => {
    const incidentId = await incidentWithMissing(["V00001"]);
    const uploadId = await upload(incidentId, "一覧.csv", list);
    const seen = await previewCatalogFiles(database(), { incidentId, uploadIds: [uploadId] });
    if (seen.kind !== "list") throw new Error(seen.kind);
    expect(seen.preview).toMatchObject({
      encoding: "cp932",
      suggestedMapping: { path: 0, volume: 1, size: 2 },
      problems: [],
    });
    const { id } = await startCatalogImport(manager, {
      ...{ incidentId, uploadIds: [uploadId], mapping: seen.preview.suggestedMapping },
    });
    await doReadyTasks();
    const rows = await rowsOf(id);
    expect(rows.map(({ path, medium }) => [path, medium !== null])).toEqual([
      [claim("0000123"), true],
      [claim("0000124"), false],
    ]);
    const [medium] = await completenessOf(database(), incidentId);
    expect(medium).toMatchObject({ verdict: "unconfirmed", reasons: [{ reason: "own-list" }] });
  });

  it("a saved mapping is found again for the same header, whoever's incident, and replaced by a later one", async () => {
    const incidentId = await incidentWithMissing(["V00001"]);
    const uploadId = await upload(incidentId, "a.csv", list);
    const mapping = { path: 0, volume: 1 };
    await saveCatalogMapping(manager, { uploadId, name: "倉庫の一覧", mapping });
    await saveCatalogMapping(manager, { uploadId, name: "倉庫の一覧2", mapping: { ...mapping, size: 2 } });
    const other = await incidentWithMissing(["V00009"]);
    const later = await upload(other, "b.csv", cp932("パス,テープ番号,サイズ\r\n/x.tif,V00009,1\r\n"));
    const seen = await previewCatalogFiles(database(), { incidentId: other, uploadIds: [later] });
    expect(seen).toMatchObject({
      kind: "list",
      saved: { name: "倉庫の一覧2", mapping: { path: 0, volume: 1, size: 2 } },
    });
    expect(await database().$count(catalogMappings)).toBe(1);
    await expect(saveCatalogMapping(as("auditor"), { uploadId, name: "x", mapping })).rejects.toMatchObject({
      kind: "forbidden",
    });
  });

  it("a wrong mapping is refused while its bringer is watching, and nothing is started", async () => {
    const incidentId = await incidentWithMissing(["V00001"]);
    const uploadId = await upload(incidentId, "一覧.csv", list);
    const start = (mapping: object) =>
      startCatalogImport(manager, { incidentId, uploadIds: [uploadId], mapping });
    await expect(start({ path: 0 })).rejects.toMatchObject({
      reason: "catalog.field-missing",
      detail: { file: "一覧.csv", field: "volume" },
    });
    await expect(start({ path: 7, volume: "V00001" })).rejects.toMatchObject({
      reason: "catalog.beyond-columns",
    });
    expect(await doReadyTasks()).not.toContain("read-catalog");
  });

  it("a known catalog is told as such, a picture as unreadable", async () => {
    const incidentId = await incidentWithMissing(["V00001"]);
    const index = await upload(
      incidentId,
      "V00001-1.schema",
      Buffer.from(indexOfTree({ folders: {}, files: ["a"] })),
    );
    expect(await previewCatalogFiles(database(), { incidentId, uploadIds: [index] })).toEqual({
      kind: "known",
      format: "ltfs",
    });
    const picture = await upload(incidentId, "a.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]));
    expect(await previewCatalogFiles(database(), { incidentId, uploadIds: [picture] })).toMatchObject({
      kind: "unreadable",
      reason: "file.is-image",
    });
  });
});

describe("an LTFS index in the product", () => {
  it("deleted files count as on the volume, marked; an older index brought later says nothing against a newer one", async () => {
    const incidentId = await incidentWithMissing(["V00001"]);
    const older = indexOfTree({ folders: {}, files: ["gone.tif", "kept.tif"] }, { generation: 4 });
    const newer = indexOfTree(
      { folders: {}, files: ["kept.tif"] },
      {
        ...{ generation: 5, highestFileUid: 9, skipIds: [2] },
      },
    );
    const { id } = await importCatalog(incidentId, [
      ["V00001-4.schema", Buffer.from(older)],
      ["V00001-5.schema", Buffer.from(newer)],
    ]);
    await doReadyTasks();
    const rows = await rowsOf(id);
    expect(rows.map(({ path, isBase, medium }) => [path, isBase, medium !== null]).sort()).toEqual([
      ["/gone.tif", 3, true],
      ["/kept.tif", 0, true],
    ]);
    await importCatalog(incidentId, [["V00001-4.schema", Buffer.from(older)]]);
    await doReadyTasks();
    const [medium] = await completenessOf(database(), incidentId);
    expect(medium).toMatchObject({ importId: id, verdict: "unconfirmed" });
    expect(medium?.reasons.map(({ reason }) => reason)).toContain("deleted-before-the-indexes");
  });

  it("an index without a barcode in its name lies on the volume that is stated", async () => {
    const incidentId = await incidentWithMissing(["V00007"]);
    const uploadId = await upload(
      incidentId,
      "index.xml",
      Buffer.from(indexOfTree({ folders: {}, files: ["a.tif"] })),
    );
    const { id } = await startCatalogImport(manager, { incidentId, uploadIds: [uploadId], volume: "V00007" });
    await doReadyTasks();
    expect((await rowsOf(id)).every(({ medium }) => medium !== null)).toBe(true);
  });
});
