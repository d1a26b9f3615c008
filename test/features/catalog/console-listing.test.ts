import { describe, expect, it } from "vitest";
import { detectCatalogFormat } from "@/features/catalog/readers/read-catalog";
import { factsOf, fileOf, fixtureFiles, fixtureText, ofKind } from "./bacula-fixture";
import { sumOf } from "./small-catalog";

const jobs = (id: number) =>
  `+-------+------+----------+-----------+\n| jobid | name | jobfiles | jobstatus |\n+-------+------+----------+-----------+\n| ${id} | J    |        3 | T         |\n+-------+------+----------+-----------+\n`;
const read = (text: string) => factsOf([fileOf("console.txt", text, 11)]);

describe("a list of files without borders, as Bareos prints it", () => {
  it("names the files of the job of its command, or of the table that follows", async () => {
    const list = " /srv/claims/\n /srv/claims/a b: c.tif\n/srv/診断書/x.tif   \nC:/scan/y.tif\n";
    for (const text of [`*list files jobid=12\nUsing Catalog "MyCatalog"\n${list}`, `${list}${jobs(12)}`]) {
      const facts = await read(text);
      expect(ofKind(facts, "file").map(({ jobId, path }) => [jobId, path])).toEqual([
        [12, "/srv/claims/a b: c.tif"],
        [12, "/srv/診断書/x.tif"],
        [12, "C:/scan/y.tif"],
      ]);
      expect(ofKind(facts, "rejected")).toEqual([]);
      for (const account of ofKind(facts, "account")) expect(sumOf(account)).toBe(account.linesRead);
    }
  });

  it("of one job is kept apart from the next job's", async () => {
    const facts = await read("*list files jobid=1\n/a\n*list files jobid=2\n/b\n/c\n");
    expect(ofKind(facts, "file").map(({ jobId, path }) => `${jobId} ${path}`)).toEqual([
      "1 /a",
      "2 /b",
      "2 /c",
    ]);
  });

  it("sets both halves of a name with a line break aside, and the paths that no job claims", async () => {
    const facts = await read(`*list files jobid=1\n/a\nb.tif\n/c\n`);
    expect(ofKind(facts, "rejected").map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      "3 catalog.line-not-understood",
      "2 catalog.name-cut-by-line-break",
    ]);
    expect(ofKind(facts, "file").map(({ path }) => path)).toEqual(["/c"]);
    const nameless = await factsOf([fileOf("console.txt", "/a\n/b\n")], { format: "bacula-console" });
    expect(ofKind(nameless, "rejected").map(({ reason }) => reason)).toEqual([
      "catalog.job-not-named",
      "catalog.job-not-named",
    ]);
  });

  it("is found to be console text by its command line", async () => {
    expect(await detectCatalogFormat([fileOf("x", "*list files jobid=12\n /srv/a.tif\n")])).toBe(
      "bacula-console",
    );
  });

  it("says of a real job what the list with borders says, trailing blanks or none", async () => {
    const bordered = fixtureText("console", "list-files-jobid-4.txt");
    const plain = bordered
      .split("\n")
      .filter((line, at) => !line.startsWith("+") || at > 600)
      .map((line) => line.replace(/^\| (\/.*?) *\|$/, " $1").replace(/^\| filename *\|$/, ""))
      .map((line) => `${line}   `)
      .join("\n");
    const listed = (text: string) =>
      read(text).then((facts) => ofKind(facts, "file").map(({ jobId, path }) => `${jobId} ${path}`));
    expect(plain).not.toContain("| /srv");
    expect(await listed(plain)).toEqual(await listed(bordered));
    expect((await listed(plain)).length).toBeGreaterThan(500);
  });

  it("leaves the fixtures' text as it was read before", async () => {
    const facts = await factsOf(fixtureFiles("console"));
    expect(ofKind(facts, "rejected")).toEqual([]);
  });
});
