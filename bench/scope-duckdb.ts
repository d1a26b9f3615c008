import type postgres from "postgres";
export async function deriveByDuckdb(
  _files: unknown,
  _folder: string,
  _owner: postgres.Sql,
): Promise<number> {
  return 0;
}
