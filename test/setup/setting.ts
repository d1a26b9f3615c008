/** What the ground put into the environment under `name`. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set: run tests with \`npm test\` or \`npx vitest run <file>\``);
}
