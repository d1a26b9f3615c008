import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { volumesOf } from "@/features/catalog/volumes-of";
import { sortFiles } from "@/features/people/sort-files";
import { generateScenario } from "../../../seed/generate";
import {
  benchForThisFile,
  doReadyTasks,
  importCatalog,
  incidentWithMissing,
  newIncident,
  upload,
} from "../upstream/bench";

benchForThisFile();

const scenario = generateScenario("two-tapes-small", { people: 100 });

const fixture = (name: string) => readFileSync(`test/fixtures/bacula/${name}`);

describe("files that are brought all at once", () => {
  it("are told apart: catalogs of every kind, masters, and what is neither", async () => {
    const incidentId = await newIncident();
    const brought: [name: string, content: Uint8Array, kind: string][] = [
      ["Job.csv", fixture("tables/Job.csv"), "catalog"],
      ["File.csv.gz", fixture("tables/File.csv.gz"), "catalog"],
      ["list-media.txt", fixture("console/list-media.txt"), "catalog"],
      ["catalog.sql.gz", fixture("catalog.sql.gz"), "catalog"],
      ["DLS-A00123L4.txt.gz", fixture("bls/DLS-A00123L4.txt.gz"), "catalog"],
      ["notes.txt", Buffer.from("棚卸しの議事録\n2月10日\n"), "unknown"],
      [
        "picture.csv",
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]),
        "unknown",
      ],
    ];
    for (const [name, content] of scenario.files)
      if (name.startsWith("customer-master")) brought.push([name, Buffer.concat([...content]), "master"]);
    const uploadIds: string[] = [];
    for (const [name, content] of brought) uploadIds.push(await upload(incidentId, name, content));
    const sorted = await sortFiles(database(), { incidentId, uploadIds });
    expect(sorted.map(({ fileName, kind }) => [fileName, kind])).toEqual(
      brought.map(([name, , kind]) => [name, kind]),
    );
    expect(sorted.filter((file) => file.kind === "master").map(({ isReady }) => isReady)).toEqual([
      true,
      true,
    ]);
  });

  it("are read although a line is wrong; a master whose columns are not understood waits for a person", async () => {
    const incidentId = await newIncident();
    const kind = async (text: string) => {
      const uploadId = await upload(incidentId, "master.csv", Buffer.from(text));
      const [sorted] = await sortFiles(database(), { incidentId, uploadIds: [uploadId] });
      return sorted?.kind === "master" ? sorted.isReady : sorted?.kind;
    };
    const header = "請求番号,被保険者番号,被保険者氏名";
    expect(await kind(`${header}\nCLM-2012-0000001,1,見本　花子,余分\n`)).toBe(true);
    expect(await kind(`${header},被保険者氏名\nCLM-2012-0000001,1,見本　花子,\n`)).toBe(false);
    expect(await kind("請求番号,金額\nCLM-2012-0000001,1\n")).toBe("unknown");
  });

  it("of another incident are not looked at", async () => {
    const uploadId = await upload(await newIncident(), "Job.csv", fixture("tables/Job.csv"));
    const asked = { incidentId: await newIncident(), uploadIds: [uploadId] };
    await expect(sortFiles(database(), asked)).rejects.toMatchObject({ reason: "upload.unknown" });
  });

  it("make known every volume of the catalog, and which of them is registered already", async () => {
    const incidentId = await incidentWithMissing(["DLS-A00123L4"]);
    await importCatalog(incidentId, [["catalog.sql.gz", fixture("catalog.sql.gz")]]);
    await doReadyTasks();
    const volumes = await volumesOf(database(), incidentId);
    expect(volumes.map(({ volume, registered }) => [volume, registered])).toEqual([
      ["DLS-A00123L4", true],
      ["DLS-A00124L4", false],
      ["DLS-A00125L4", false],
      ["DLS-A00126L4", false],
      ["DLS-A00127L4", false],
      ["DLS-A00128L4", false],
      ["DLS-A00129L4", false],
    ]);
    expect(volumes.find(({ volume }) => volume === "DLS-A00126L4")).toMatchObject({
      jobs: 0,
      lastWritten: null,
    });
  });
});
