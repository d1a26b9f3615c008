/** Brings the database at `url` up to date; `folder` holds the migrations. */
export function migrateDatabase(given: { url: string; folder?: string }): Promise<unknown>;
