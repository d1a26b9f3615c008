import { describe, expect, it } from "vitest";
import type { CatalogFact, SourceFile } from "@/features/catalog/readers/catalog-facts";
import { detectCatalogFormat } from "@/features/catalog/readers/read-catalog";
import { incompleteReasons, scopeVerdict } from "@/features/catalog/rules";
import {
  dumpFile,
  factsOf,
  fileOf,
  fixtureFiles,
  fixtureText,
  ofKind,
  truthOf,
  volumes,
} from "./bacula-fixture";
import { sumOf } from "./small-catalog";
import { evidenceOf, pathsWhere } from "./volume-contents";

const codes = (facts: CatalogFact[], volume: string) =>
  incompleteReasons(evidenceOf(facts, volume)).map(({ reason, weight }) => `${weight} ${reason}`);
const opened = (volume: string) =>
  `24-Nov 10:27 bls JobId 0: Ready to read from volume "${volume}" on File device "Drive-1" (/srv/vtape).\n`;
const entry = (path: string, mode = "-rw-r--r--", links = 1, jobId = 0) =>
  `bls JobId ${jobId}: ${mode}   ${links} root     root                   1251 2026-11-24 10:22:55  ${path}\n`;
const total = (count: number) => `${count} files found.\n`;
const read = (text: string, name = "listing.txt") => factsOf([fileOf(name, text, 31)]);

describe("bls listings of real volumes", () => {
  it.each(volumes)("name on %s what is there, file for file", async (volume) => {
    const facts = await factsOf(fixtureFiles("bls"));
    expect([...pathsWhere(facts, volume, "full")].sort()).toEqual(truthOf(volume).sort());
    expect(pathsWhere(facts, volume, "partial", "possible", "named-only").size).toBe(0);
    expect(scopeVerdict(incompleteReasons(evidenceOf(facts, volume)))).not.toBe("incomplete");
  });

  it("are told by their content, and every line is accounted for", async () => {
    expect(await detectCatalogFormat(fixtureFiles("bls"))).toBe("bls");
    const accounts = ofKind(await factsOf(fixtureFiles("bls")), "account");
    for (const account of accounts) {
      expect(account.rejected).toBe(0);
      expect(sumOf(account)).toBe(account.linesRead);
    }
    expect(accounts.reduce((sum, { ignored }) => sum + (ignored["pseudo-entry"] ?? 0), 0)).toBe(3);
  });

  it("settle the forgotten job and the purged records beside the catalog that lost them", async () => {
    const facts = await factsOf([...fixtureFiles("tables"), ...fixtureFiles("bls")]);
    const alone = await factsOf(fixtureFiles("tables"));
    for (const volume of ["DLS-A00124L4", "DLS-A00125L4"]) {
      expect(scopeVerdict(incompleteReasons(evidenceOf(alone, volume)))).toBe("incomplete");
      expect(codes(facts, volume)).toEqual([
        "unconfirmed boundary-file-not-listed",
        "note base-files-not-told-apart",
      ]);
      const found = pathsWhere(facts, volume, "full", "partial");
      for (const path of truthOf(volume)) expect(found).toContain(path);
    }
    expect(codes(facts, "DLS-A00123L4")).toEqual(["note recycled"]);
  });

  it("do not make content of a base job's files that the catalog knows to be only named", async () => {
    const facts = await factsOf([dumpFile(), ...fixtureFiles("bls")]);
    expect(pathsWhere(facts, "DLS-A00127L4", "full", "partial").size).toBe(770);
    expect(pathsWhere(facts, "DLS-A00127L4", "named-only").size).toBe(140);
  });

  it("cut short are INCOMPLETE, with the entries that were read", async () => {
    const text = fixtureText("bls", "DLS-A00123L4.txt.gz");
    const facts = await read(text.slice(0, text.length / 2));
    const [reason] = incompleteReasons(evidenceOf(facts, "DLS-A00123L4"));
    expect(reason).toMatchObject({ reason: "listing-cut-short", weight: "incomplete", expected: null });
    const found = pathsWhere(facts, "DLS-A00123L4", "full");
    expect(found.size).toBeGreaterThan(300);
    for (const path of found) expect(truthOf("DLS-A00123L4")).toContain(path);
  });
});

describe("a bls listing", () => {
  it("is of the volume it names, or else of the one its file is named after", async () => {
    const named = await read(opened("V1") + entry("/a") + total(1), "V2.txt");
    expect(ofKind(named, "medium").map(({ volume }) => volume)).toEqual(["V1"]);
    const silent = await read(entry("/a") + total(1), "copies/DLS-A00123L4.txt.gz");
    expect(ofKind(silent, "job-medium")).toEqual([expect.objectContaining({ volume: "DLS-A00123L4" })]);
  });

  it("sets its files aside where nothing names the volume", async () => {
    const facts = await read(entry("/a") + total(1), "listing");
    expect(ofKind(facts, "rejected")).toEqual([
      expect.objectContaining({ reason: "catalog.volume-not-named" }),
    ]);
  });

  it("leaves out directories, links, special files, deleted and pseudo entries, each by its name", async () => {
    const text =
      opened("V1") +
      entry("/d/", "drwxr-xr-x") +
      entry("/l -> /a", "lrwxrwxrwx") +
      entry("/p", "prw-r--r--") +
      entry("immortal", "----------", 0) +
      entry("/no-mode.tif", "----------", 1) +
      "bls JobId 0: ----------   - -        -                      - ---------- --------  /gone\n" +
      total(6);
    const facts = await read(text);
    expect(ofKind(facts, "file").map(({ path }) => path)).toEqual(["/no-mode.tif"]);
    expect(ofKind(facts, "account")[0]?.ignored).toMatchObject({
      "directory-entry": 1,
      "symbolic-link": 1,
      "special-file": 1,
      "pseudo-entry": 1,
      "deleted-entry": 1,
    });
    expect(codes(facts, "V1")).not.toContain("incomplete listing-count-differs");
  });

  it("reads over what -v adds, and keeps the jobs it names apart", async () => {
    const heading = "FileIndex=1 VolSessionId=1 VolSessionTime=1349438400 Stream=1 DataLen=150\n";
    const facts = await read(
      `${opened("V1")}Begin Job Session Record: VolSessionId=1 VolSessionTime=1349438400 JobId=5 DataLen=165\n${heading}${entry("/a", "-rw-r--r--", 1, 5)}${heading}${entry("/b", "-rw-r--r--", 1, 6)}${total(2)}`,
    );
    expect(ofKind(facts, "rejected")).toEqual([]);
    expect(ofKind(facts, "job").map(({ jobId, name }) => [jobId, name])).toEqual([
      [-5, null],
      [-6, null],
    ]);
    expect(pathsWhere(facts, "V1", "full")).toEqual(new Set(["/a", "/b"]));
  });

  it("of several volumes in one run puts each entry on the volume it was read from", async () => {
    const facts = await read(
      opened("V1") + entry("/a") + entry("/b") + opened("V2") + entry("/c") + total(3),
    );
    expect(pathsWhere(facts, "V1", "full")).toEqual(new Set(["/a", "/b"]));
    expect(pathsWhere(facts, "V2", "full")).toEqual(new Set(["/c"]));
  });

  it.each([
    ["its closing line counts other entries", opened("V1") + entry("/a") + total(2), "listing-count-differs"],
    [
      "bls met a fault",
      `${opened("V1")}${entry("/a")}24-Nov 10:27 bls JobId 0: Error: block.c:255 Volume data error at 0:77!\n${total(1)}`,
      "listing-read-faults",
    ],
    [
      "a name is cut by a line break",
      `${opened("V1")}${entry("/a\nb")}${entry("/c")}${total(2)}`,
      "lines-set-aside",
    ],
  ])("is INCOMPLETE where %s", async (_, text, reason) => {
    const facts = await read(text);
    expect(codes(facts, "V1")).toContain(`incomplete ${reason}`);
    for (const account of ofKind(facts, "account")) expect(sumOf(account)).toBe(account.linesRead);
  });

  it("read twice, once cut short and once whole, counts as whole", async () => {
    const files: SourceFile[] = [
      fileOf("a.txt", opened("V1") + entry("/a")),
      fileOf("b.txt", opened("V1") + entry("/a") + entry("/b") + total(2)),
    ];
    expect(codes(await factsOf(files), "V1")).not.toContain("incomplete listing-cut-short");
  });

  it("does not go with an index of another system", async () => {
    const ltfs = fileOf("x.schema", '<?xml version="1.0"?>\n<ltfsindex version="2.4.0"></ltfsindex>');
    const failure = await factsOf([ltfs, fileOf("V1.txt", opened("V1"))]).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: "catalog.formats-mixed", detail: { file: "V1.txt" } });
  });
});
