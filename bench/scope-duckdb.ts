import { existsSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type postgres from "postgres";
import { seconds } from "./measured";
import { byHand } from "./scope-by-hand";
import type { ScopeFiles } from "./scope-data";

/** Where `npm install --no-save --prefix .tmp/duckdb @duckdb/node-api` puts it: a tool of this bench only. */
const toolFolder = path.resolve(".tmp/duckdb");

type Connection = { run(statement: string): Promise<unknown> };
type Duckdb = { DuckDBInstance: { create(file: string): Promise<{ connect(): Promise<Connection> }> } };

/**
 * The same statements in DuckDB over its own tables, on two threads and a file; 0 where it is not installed.
 */
export async function deriveByDuckdb(
  files: ScopeFiles,
  folder: string,
  owner: postgres.Sql,
): Promise<number> {
  if (!existsSync(path.join(toolFolder, "node_modules/@duckdb/node-api"))) return 0;
  const { DuckDBInstance } = createRequire(path.join(toolFolder, "package.json"))(
    "@duckdb/node-api",
  ) as Duckdb;
  const file = path.join(folder, "scope.duckdb");
  rmSync(file, { force: true });
  const connection = await (await DuckDBInstance.create(file)).connect();
  await connection.run("set threads = 2");
  await connection.run("create schema by_hand");
  await connection.run(
    `create table by_hand.file as select * from read_csv('${files.fileTableInUtf8}', header = true)`,
  );
  for (const table of ["path", "media", "jobmedia", "master"])
    await copyTable(owner, connection, folder, table);
  const took = await seconds(async () => {
    for (const statement of byHand)
      if (!statement.startsWith("analyze")) await connection.run(inDuckdb(statement));
  });
  await connection.run("checkpoint");
  rmSync(file, { force: true });
  return took;
}

async function copyTable(
  owner: postgres.Sql,
  connection: Connection,
  folder: string,
  table: string,
): Promise<void> {
  const file = path.join(folder, `${table}.json`);
  const rows = await owner.unsafe(`select * from by_hand.${table}`);
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  await connection.run(`create table by_hand.${table} as select * from read_json('${file}')`);
  rmSync(file);
}

/** What is called otherwise there: groups of a match come as a struct, and `~` means the whole text. */
function inDuckdb(statement: string): string {
  return statement
    .replace(/regexp_match\((\w+), '([^']*)'\)/g, (_, column: string, pattern: string) => {
      const names = [...pattern.matchAll(/\(/g)].map((_group, i) => `g${i + 1}`);
      const struct = `regexp_extract(${column}, '${pattern}', [${names.map((name) => `'${name}'`).join(", ")}])`;
      const list = `list_transform([${struct}], s -> [${names.map((name) => `s.${name}`).join(", ")}])[1]`;
      return `case when regexp_matches(${column}, '${pattern}') then ${list} end`;
    })
    .replace(/([\w.]+) ~ '([^']*)'/g, "regexp_matches($1, '$2')");
}
