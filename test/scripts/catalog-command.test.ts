import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { baculaFixture, recordedDifferences, truthOf } from "../features/catalog/bacula-fixture";

const folder = mkdtempSync(join(tmpdir(), "catalog-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

type Run = { code: number | null; out: string; err: string; lines: string[][] };

/** Runs the command as a process of its own, without npm's wrapper. */
function run(...args: string[]): Run {
  const child = spawnSync(process.execPath, ["--import", "tsx", "scripts/catalog/command.ts", ...args], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 ** 2,
    env: { ...process.env, DATABASE_URL: "", REDIS_URL: "" },
  });
  const lines = child.stdout.split("\n").slice(0, -1);
  return {
    code: child.status,
    out: child.stdout,
    err: child.stderr,
    lines: lines.map((line) => line.split("\t")),
  };
}

const at = (...path: string[]) => join(baculaFixture, ...path);
const pathsOf = ({ lines }: Run, ...words: string[]) =>
  new Set(lines.filter(([word]) => words.includes(word ?? "")).map(([, path]) => path));

describe("npm run -s catalog", () => {
  it.each(["tables", "catalog.sql.gz"])(
    "lists from %s what is on a volume, and exits 0 where that is complete",
    (source) => {
      const done = run("--volume", "DLS-A00123L4", at(source));
      expect(done.code).toBe(0);
      expect(pathsOf(done, "full", "partial").size).toBe(recordedDifferences()["DLS-A00123L4"]?.catalog);
      for (const path of truthOf("DLS-A00123L4")) expect(pathsOf(done, "full", "partial")).toContain(path);
      expect(done.lines.every((cells) => cells.length === 2)).toBe(true);
      expect(done.err).toContain("762 full, 2 partial; only named: 0.");
    },
  );

  it("tells base-job files, which are only named on the volume, apart", () => {
    const done = run("--volume", "DLS-A00127L4", at("tables"));
    expect(done.code).toBe(0);
    expect(pathsOf(done, "named").size).toBe(140);
    expect(pathsOf(done, "full", "partial").size).toBe(770);
  });

  it.each([
    ["DLS-A00124L4", ["job-forgotten", "expected 3 jobs, found 2 jobs", "bls listing of a surviving copy"]],
    ["DLS-A00125L4", ["file-records-purged", "(job 9)", "expected 67 entries, found 0 entries"]],
  ])("exits 3 for %s, with every reason, the figures and what could settle it", (volume, said) => {
    const done = run("--volume", volume, at("catalog.sql.gz"));
    expect(done.code).toBe(3);
    for (const words of ["INCOMPLETE", ...said]) expect(done.err).toContain(words);
    expect(done.out).not.toContain("INCOMPLETE");
  });

  it("takes a listing of a copy for what is there, and lets it settle what the catalog forgot", () => {
    const listing = at("bls", "DLS-A00124L4.txt.gz");
    const alone = run("--volume", "DLS-A00124L4", listing);
    expect(alone.code).toBe(0);
    expect(pathsOf(alone, "full")).toEqual(new Set(truthOf("DLS-A00124L4")));
    expect(alone.err).toContain("boundary-file-not-listed");
    const both = run("--volume", "DLS-A00124L4", at("tables"), listing);
    expect(both.code).toBe(0);
    expect(pathsOf(both, "full", "partial")).toEqual(new Set(truthOf("DLS-A00124L4")));
  });

  it("never calls complete what console text alone cannot place, and loses no file of it", () => {
    const done = run("--volume", "DLS-A00123L4", at("console"));
    expect(done.code).toBe(3);
    for (const path of truthOf("DLS-A00123L4")) expect(pathsOf(done, "full", "partial")).toContain(path);
  });

  it("calls a volume that was labelled and never written complete, and prints nothing", () => {
    expect(run("--volume", "DLS-A00126L4", at("bls"))).toMatchObject({ code: 0, out: "" });
  });

  it.each([
    ["no volume is asked for", [at("tables")], "--volume"],
    ["no file is given", ["--volume", "V"], "--help"],
    ["an option is unknown", ["--volume", "V", "--frobnicate", at("tables")], "--frobnicate"],
    ["a format is unknown", ["--volume", "V", "--format", "zip", at("tables")], "bacula-sql"],
    ["a file does not exist", ["--volume", "V", at("nowhere.csv")], "no such file"],
    ["the catalog has no such volume", ["--volume", "DLS-A00999L4", at("tables")], "DLS-A00123L4"],
    ["a folder holds no catalog", ["--volume", "V", at("truth")], "No file there is a catalog"],
    ["a named file is no catalog", ["--volume", "V", at("README.md")], "README.md"],
    ["the formats do not go together", ["--volume", "V", baculaFixture], "catalog.formats-mixed"],
    ["a table is missing", ["--volume", "V", at("tables", "Job.csv")], "catalog.table-missing"],
    ["the database cannot be one", ["--volume", "V", "--database", "mysql://u:p@h/bacula"], "MySQL"],
  ])("exits 2 and prints nothing where %s", (_, args, said) => {
    const done = run(...args);
    expect(done).toMatchObject({ code: 2, out: "" });
    expect(done.err).toContain(said);
    expect(done.err).not.toMatch(/ at .*\.ts:/);
  });

  it("exits 2 for a damaged file, saying which and where", () => {
    const whole = gzipSync(Buffer.from("fileid,fileindex,jobid,pathid,filenameid,lstat\n".repeat(2000)));
    const done = run(
      "--volume",
      "V",
      at("tables", "Path.csv.gz"),
      written("File.csv.gz", whole.subarray(0, 60)),
    );
    expect(done.code).toBe(2);
    expect(done.err).toMatch(/File\.csv\.gz|catalog\.table-missing/);
  });

  it("exits 3 where a line cannot be understood, and says which without repeating it", () => {
    for (const name of ["Media", "Job", "JobMedia", "BaseFiles"])
      copyFileSync(at("tables", `${name}.csv`), join(folder, `${name}.csv`));
    for (const name of ["Path", "Filename"])
      copyFileSync(at("tables", `${name}.csv.gz`), join(folder, `${name}.csv.gz`));
    const files = ["Media.csv", "Job.csv", "JobMedia.csv", "BaseFiles.csv", "Path.csv.gz", "Filename.csv.gz"];
    const file = written("File.csv", "fileid,fileindex,jobid,pathid,filenameid,lstat\n1,1,2,SECRET,1,x\n");
    const done = run("--volume", "DLS-A00123L4", file, ...files.map((name) => join(folder, name)));
    expect(done.code).toBe(3);
    expect(done.err).toContain("File.csv:2");
    expect(done.err).toContain("lines-set-aside");
    expect(done.err).not.toContain("SECRET");
  });

  it("writes a path of any characters on one line, to be read back", () => {
    const csv = (name: string, text: string) => written(name, text);
    const files = [
      csv("p.csv", "pathid,path\n1,/srv/\n"),
      csv("m.csv", "mediaid,volumename,mediatype,voljobs\n1,V 1,LTO,1\n"),
      csv("j.csv", "jobid,jobstatus,jobfiles\n7,T,1\n"),
      csv(
        "jm.csv",
        "jobid,mediaid,firstindex,lastindex,startfile,endfile,startblock,endblock\n7,1,1,1,0,0,1,2\n",
      ),
      csv("f.csv", `fileid,fileindex,jobid,pathid,name,lstat\n1,1,7,1,"a\tb\\c\nd\r\u0007診断書's.tif",\n`),
    ];
    const done = run("--volume", "V 1", ...files);
    expect(done.out).toBe("full\t$'/srv/a\\tb\\\\c\\nd\\r\\u0007診断書\\'s.tif'\n");
    const shell = spawnSync("bash", ["-c", `printf %s ${done.lines[0]?.[1]}`], { encoding: "utf8" });
    expect(shell.stdout).toBe("/srv/a\tb\\c\nd\r\u0007診断書's.tif");
  });

  it("leaves out of a folder what no reader knows, and says so", () => {
    const done = run("--volume", "DLS-A00123L4", at("bls"), at("truth"));
    expect(done.code).toBe(0);
    expect(done.err).toContain("left out, no reader knows its content");
  });

  it("reads a folder with a link back to itself and a pipe in it, each left out and said; a mapping speaks of a list", () => {
    const odd = join(folder, "odd");
    mkdirSync(join(odd, "below"), { recursive: true });
    writeFileSync(join(odd, "list.csv"), "__proto__,constructor,v\n/a/b.pdf,x,V1\n");
    symlinkSync(odd, join(odd, "below", "back"));
    spawnSync("mkfifo", [join(odd, "pipe")]);
    const done = run("--volume", "V1", "--mapping", "path=1,volume=3", odd);
    expect(done).toMatchObject({ code: 3, out: "full\t/a/b.pdf\n" });
    expect(done.err).toMatch(/left out, it leads back to a folder it is in: .*back/);
    expect(done.err).toMatch(/left out, it is no file: .*pipe/);
  });

  it("takes no field twice, and says a volume's name without what would command the terminal", () => {
    const list = written("escape.csv", "p,v\n/a,V\u001b[31m\n");
    const twice = run("--volume", "V1", "--mapping", "path=1,path=2", list);
    expect(twice).toMatchObject({ code: 2, out: "" });
    expect(twice.err).toContain("names a field twice");
    const unknown = run("--volume", "V1", "--mapping", "path=1,volume=2", list);
    expect(unknown.code).toBe(2);
    expect(unknown.err).not.toContain("\u001b");
  });

  it.each(["nowhere", "leading-back"])(
    "exits 2 for a link in a folder to %s: it may be a part of the catalog",
    (to) => {
      const odd = mkdtempSync(join(folder, "link-"));
      symlinkSync(to === "nowhere" ? "nowhere" : "link", join(odd, "link"));
      const done = run("--volume", "V1", odd);
      expect(done).toMatchObject({ code: 2, out: "" });
      expect(done.err).toContain("There is no such file or folder");
    },
  );

  it("has its help, on standard output", () => {
    const done = run("--help");
    expect(done.code).toBe(0);
    for (const words of ["--volume", "full ", "partial", "named", "Exit code", "bacula-sql", "bls", "\\t"])
      expect(done.out).toContain(words);
  });

  it("keeps its verdict where the reader of its output goes first, and prints nothing but its answer under npm", () => {
    const command = `npm run -s catalog -- --volume DLS-A00124L4 '${at("tables")}'`;
    const shell = spawnSync("bash", ["-c", `${command} 2>/dev/null | head -n 1; echo "\${PIPESTATUS[0]}"`], {
      encoding: "utf8",
    });
    expect(shell.stdout).toMatch(/^(full|partial|named)\t\/[^\n]*\n3\n$/);
  });
});
