export type PostgresServer = {
  ownerUrl: string;
  appUrl: string;
  superUrl: string;
  pid: number;
  dataDir: string;
  stop: () => Promise<void>;
};
/** Starts the embedded PostgreSQL 18 on `dataDir`, or joins the one running there. */
export function startPostgres(wants: { dataDir: string; forTests?: boolean }): Promise<PostgresServer>;
