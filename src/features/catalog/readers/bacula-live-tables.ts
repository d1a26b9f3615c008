import { Invalid } from "@/lib/errors";
import type { CsvTableName } from "./bacula-csv-tables";

/** A table of a running catalog: the query that gives it, and the name of the file it becomes. */
export type LiveTable = { table: Exclude<CsvTableName, "unused">; fileName: string; select: string };

type Wanted = { table: LiveTable["table"]; key: string; columns: string; needed: string };

// Only what a reader uses. Of an encryption key it is told that there is one; the key stays where it is.
const wanted: readonly Wanted[] = [
  {
    table: "Media",
    key: "mediaid",
    needed: "mediaid volumename mediatype",
    columns:
      "voltype firstwritten lastwritten labeldate voljobs volfiles volbytes volstatus recyclecount endfile endblock encryptionkey",
  },
  {
    table: "Job",
    key: "jobid",
    needed: "jobid jobstatus jobfiles",
    columns: "name type level starttime endtime jobbytes priorjobid purgedfiles hasbase",
  },
  {
    table: "JobMedia",
    key: "jobmediaid",
    needed: "jobmediaid jobid mediaid firstindex lastindex",
    columns: "startfile endfile startblock endblock",
  },
  { table: "Path", key: "pathid", needed: "pathid path", columns: "" },
  { table: "Filename", key: "filenameid", needed: "filenameid name", columns: "" },
  { table: "BaseFiles", key: "baseid", needed: "baseid jobid fileid fileindex basejobid", columns: "" },
  { table: "File", key: "fileid", needed: "fileid fileindex jobid pathid", columns: "filenameid name lstat" },
];

/** Lists the columns of the catalog's tables in the order of their tables: `table`, `column`, as this role sees them. */
const columnsQuery = `
  select c.relname as table, a.attname as column
  from pg_catalog.pg_class c
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p', 'v', 'm') and pg_catalog.pg_table_is_visible(c.oid)
    and c.relname in (${wanted.map(({ table }) => `'${table.toLowerCase()}'`).join(", ")})`;

/** Which of the catalog's tables may not be read: `denied`. */
function grantsQuery(tables: readonly LiveTable[]): string {
  const names = tables.map(({ table }) => `('${table.toLowerCase()}')`).join(", ");
  return `select t.name as denied from (values ${names}) as t (name)
    where not pg_catalog.has_table_privilege(t.name, 'SELECT')
      and not pg_catalog.has_any_column_privilege(t.name, 'SELECT')`;
}

/**
 * The tables to read, asked of the catalog itself by `rows`, which runs a query. Throws what `liveTables` throws and
 * Invalid `live-catalog.table-denied` { tables } where this role may not read one.
 */
export async function askForTables(
  rows: (query: string) => Promise<Record<string, unknown>[]>,
): Promise<LiveTable[]> {
  const columns = await rows(columnsQuery);
  const tables = liveTables(
    columns.map(({ table, column }) => ({ table: String(table), column: String(column) })),
  );
  const denied = await rows(grantsQuery(tables));
  if (denied.length === 0) return tables;
  throw new Invalid("live-catalog.table-denied", { tables: denied.map((row) => row.denied).join(", ") });
}

/**
 * The queries that read a catalog whole, from the columns it has (Bacula with `Filename`, Bareos with `File.Name`).
 * In the order of their keys, so that the same catalog gives the same files. Throws Invalid
 * `live-catalog.not-a-catalog` { tables } where the database is none that Bacula or Bareos made.
 */
export function liveTables(columns: readonly { table: string; column: string }[]): LiveTable[] {
  const has = (table: string, column: string) =>
    columns.some((one) => one.table === table.toLowerCase() && one.column === column);
  const namesInFile = has("File", "name");
  const asked = wanted.filter(({ table }) => {
    if (table === "Filename") return !namesInFile;
    return table !== "BaseFiles" || has("BaseFiles", "basejobid");
  });
  const lacking = asked.filter(({ table, needed }) => needed.split(" ").some((name) => !has(table, name)));
  if (lacking.length > 0)
    throw new Invalid("live-catalog.not-a-catalog", {
      tables: lacking.map(({ table }) => table).join(", "),
    });
  return asked.map(({ table, key, needed, columns: further }) => {
    const names = [...needed.split(" "), ...further.split(" ")].filter((name) => has(table, name));
    const list = names.map(selected).join(", ");
    return {
      table,
      fileName: `${table}.csv`,
      select: `select ${list} from ${table.toLowerCase()} order by ${key}`,
    };
  });
}

function selected(column: string): string {
  if (column !== "encryptionkey") return column;
  return "case when encryptionkey <> '' then 'kept back' else '' end as encryptionkey";
}
