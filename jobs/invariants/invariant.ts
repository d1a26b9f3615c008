/**
 * Something that is true at every commit. `violations` is a question that gives one row, with its id as `subject`
 * (text, an id or a name of ours, nothing personal), for each place where it is not.
 */
export type Invariant = { id: string; says: string; violations: string };
