/** Starts what a test run needs; the environment it returns is what `test/setup` reads. */
export function prepareGround(wants: { screens: boolean }): Promise<{
  env: Record<string, string>;
  stop: () => Promise<void>;
}>;
/** `url` with another database's name. */
export function addressed(url: string, database: string): string;
