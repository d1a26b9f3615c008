export type Child = {
  name: string;
  pid: number | undefined;
  /** Resolves to a sentence when the child ends, asked or not. */
  ended: Promise<string>;
  stop: () => Promise<void>;
  /** The end of its log. */
  tail: () => string;
};
/** Starts `node <args>` in its own process group, watched over; with `log` its output goes there. */
export function startChild(wants: {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  log?: string;
}): Child;
