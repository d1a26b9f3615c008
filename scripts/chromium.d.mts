export type ChromiumForTests = { executablePath: string; args: string[]; env: Record<string, string> };
/** The browser for the tests, as Playwright's `launch` takes it. */
export function chromiumForTests(): Promise<ChromiumForTests>;
