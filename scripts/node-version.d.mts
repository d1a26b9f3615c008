/** What to tell someone whose Node is too old, or `null`. */
export function nodeVersionProblem(version: string): string | null;
