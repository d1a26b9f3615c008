import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { CatalogFact } from "@/features/catalog/readers/catalog-facts";
import { netBackupLine } from "@/features/catalog/readers/netbackup-lines";
import { detectCatalogFormat } from "@/features/catalog/readers/read-catalog";
import { incompleteReasons, scopeVerdict } from "@/features/catalog/rules";
import { factsOf, fileOf, ofKind } from "./bacula-fixture";
import { sumOf } from "./small-catalog";
import { evidenceOf, pathsWhere } from "./volume-contents";

const folder = join(import.meta.dirname, "../../fixtures/netbackup");
const media = readFileSync(join(folder, "bpimmedia.txt"), "utf8");
const lists = readFileSync(join(folder, "bpflist.txt"), "utf8");
const both = () => [fileOf("bpflist.txt", lists), fileOf("bpimmedia.txt", media)];

function said(facts: readonly CatalogFact[], volume: string) {
  const reasons = incompleteReasons(evidenceOf(facts, volume));
  const short = reasons.map(({ reason, weight, expected, found }) => ({ reason, weight, expected, found }));
  return { verdict: scopeVerdict(reasons), reasons: short };
}

const first = (name: string) => `/srv/claims/2012/11/01/${name}`;
const second = (name: string) => `/srv/claims/2012/11/02/CLM-2012-${name}.tif`;
const ofFirstImage = new Set([
  first("CLM-2012-0000101_S01_SD01.tif"),
  first("CLM-2012-0000101_S01 再スキャン 2.tif"),
  first("診断書/CLM-2012-0000102_S01_SD01.tif"),
  first("CLM-2012-0000103_S01_SK01.tif"),
  first("CLM-2012-0000104_S01_SK01.tif"),
]);
const ofSecondImage = new Set([
  second("0000105_S01_SK01"),
  second("0000106_S01_DX01"),
  second("0000107_S01_DX01"),
]);

describe("NetBackup listings", () => {
  let facts: CatalogFact[];
  beforeAll(async () => {
    facts = await factsOf(both());
  });

  it("are recognised by content, in any order of files", async () => {
    expect(await detectCatalogFormat(both())).toBe("netbackup");
    const turned = await factsOf(both().reverse());
    expect(pathsWhere(turned, "A00001", "full")).toEqual(pathsWhere(facts, "A00001", "full"));
  });

  it("an image wholly on one medium is wholly there, on the medium of its copy too", () => {
    for (const volume of ["A00001", "A00009"])
      expect(pathsWhere(facts, volume, "full")).toEqual(ofFirstImage);
  });

  it("an image over two media may be on either, and leaves nobody out", () => {
    for (const volume of ["A00001", "A00002"])
      expect(pathsWhere(facts, volume, "possible")).toEqual(ofSecondImage);
  });

  it("an entry of which the image holds only the attributes is named, one that is not in it is not there", () => {
    expect(pathsWhere(facts, "A00001", "named-only")).toEqual(
      new Set(["/srv/claims/2012/10/31/CLM-2012-0000090_S01_SK01.tif"]),
    );
    const paths = ofKind(facts, "file").map(({ path }) => path);
    expect(paths.some((path) => path.includes("0000091"))).toBe(false);
    expect(ofKind(facts, "account")[0]?.ignored).toMatchObject({
      "not-in-image": 1,
      "directory-entry": 1,
      symlink: 1,
      "file-list-header": 3,
    });
  });

  it("sizes, times and the sequence number are kept, blanks in a path are no border", () => {
    expect(ofKind(facts, "file").find(({ path }) => path.includes("再スキャン"))).toMatchObject({
      fileIndex: 3,
      sizeBytes: 2210,
      modifiedAt: "2012-10-31T13:28:20.000Z",
    });
  });

  it("says INCOMPLETE where a list is missing, with the number of files the image states", () => {
    const { verdict, reasons } = said(facts, "A00002");
    expect(verdict).toBe("incomplete");
    expect(reasons).toContainEqual({
      reason: "file-list-missing",
      weight: "incomplete",
      expected: 2,
      found: 0,
    });
    expect(reasons).toContainEqual(expect.objectContaining({ reason: "image-on-several-media", found: 3 }));
  });

  it("says INCOMPLETE where a medium's file numbers leave a gap: an expired image", () => {
    expect(said(facts, "A00001").reasons).toContainEqual({
      reason: "image-expired",
      weight: "incomplete",
      expected: 4,
      found: 3,
    });
    expect(said(facts, "A00009")).toMatchObject({ verdict: "unconfirmed" });
  });

  it("says INCOMPLETE where a list breaks off", async () => {
    const cut = lists.split("\n").slice(0, 8).join("\n");
    const some = await factsOf([fileOf("bpflist.txt", cut), fileOf("bpimmedia.txt", media)]);
    expect(said(some, "A00009").reasons).toContainEqual({
      reason: "file-list-short",
      weight: "incomplete",
      expected: 8,
      found: 6,
    });
  });

  it("lists without a word on media are on the volume a person states; without one every volume is in doubt", async () => {
    const stated = await factsOf([fileOf("bpflist.txt", lists)], { volume: "A00001" });
    expect(pathsWhere(stated, "A00001", "full")).toEqual(new Set([...ofFirstImage, ...ofSecondImage]));
    expect(said(stated, "A00001").verdict).toBe("unconfirmed");
    const other = media.replaceAll("claims01_13517", "other01_13517");
    const doubtful = await factsOf([fileOf("bpflist.txt", lists), fileOf("bpimmedia.txt", other)]);
    expect(said(doubtful, "A00002").reasons).toContainEqual(
      expect.objectContaining({ reason: "image-not-described", weight: "incomplete", found: 2 }),
    );
  });

  it("every line is accounted for, unknown ones are set aside with their reason", async () => {
    const odd = `${lists}\nwhat is this\n9 0 5 3 1 1 0 0 0 /x y\n`;
    const read = await factsOf([fileOf("bpflist.txt", odd), fileOf("bpimmedia.txt", media)]);
    expect(ofKind(read, "rejected").map(({ reason }) => reason)).toEqual([
      "catalog.line-not-understood",
      "catalog.line-not-understood",
    ]);
    for (const account of ofKind(read, "account")) expect(sumOf(account)).toBe(account.linesRead);
    expect(said(read, "A00002").reasons).toContainEqual(
      expect.objectContaining({ reason: "lines-set-aside", found: 2 }),
    );
  });

  it("reads the vendor's own examples, and bpimagelist's order of fields", () => {
    const entry = "9 0 9 49 47 1 0 0 35651584 /test/ddd 33188 root other 20 958143374 958143227 959788518";
    expect(netBackupLine(entry)).toMatchObject({
      ...{ shape: "entry", sequence: 9, inImage: "yes", path: "/test/ddd", sizeBytes: 20 },
      modifiedAt: "2000-05-12T14:53:47.000Z",
    });
    expect(
      netBackupLine("IMAGE gava 3 gava_0949949902 regr1_gava 0 full 0 3 25 952628302 0 0"),
    ).toMatchObject({ backupId: "gava_0949949902", entries: 25, expiresAt: 952628302 });
    expect(
      netBackupLine("FRAG 1 1 10256 512 2 13 13 A00002 plim 65536 0 949616279 0 0 *NULL* 952628302 1"),
    ).toMatchObject({ copy: 1, number: 1, fileNumber: 13, medium: "A00002" });
    const long = `IMAGE c 0 0 13 c_1351700000 pol 0 *NULL* root full 0 3 1351700000 60 1383236000 0 0 10256 25 1 1${" 0".repeat(20)}`;
    expect(netBackupLine(long)).toMatchObject({
      ...{ backupId: "c_1351700000", schedule: "full", entries: 25, expiresAt: 1383236000 },
    });
  });
});
