/** Starts PostgreSQL and Redis for a test run; the environment it returns is what `test/setup` reads. */
export function prepareServers(): Promise<{ env: Record<string, string>; stop: () => Promise<void> }>;
/** Builds the screens and finds Chromium; returns the environment to add. */
export function prepareScreens(): Promise<Record<string, string>>;
/** `url` with another database's name. */
export function addressed(url: string, database: string): string;
