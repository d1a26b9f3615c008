/** Builds web and jobs where their sources changed. */
export function ensureBuild(): Promise<void>;
/** `next build`, where the sources changed. */
export function ensureWebBuild(): Promise<void>;
/** Bundles the jobs, where the sources changed. */
export function ensureJobsBundle(): Promise<void>;
/** One hash over names and contents of files and folders of the checkout. */
export function hashOf(paths: string[]): string;
