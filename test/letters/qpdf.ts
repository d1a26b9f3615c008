import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import createModule from "@neslinesli93/qpdf-wasm";

/** What the package can do beyond what its own types say. */
type Qpdf = { callMain(args: string[]): number; FS: { writeFile(path: string, bytes: Uint8Array): void } };

let opened: Promise<Qpdf> | undefined;
let said: string[] = [];

async function open(): Promise<Qpdf> {
  const wasm = createRequire(import.meta.url)
    .resolve("@neslinesli93/qpdf-wasm")
    .replace(/\.js$/, ".wasm");
  const options = { locateFile: () => wasm, wasmBinary: readFileSync(wasm), noInitialRun: true };
  // It takes the console as it finds it when it is opened, whatever else it is given.
  const { log, error } = console;
  console.log = (line: string) => said.push(line);
  console.error = console.log;
  try {
    return (await createModule(options)) as unknown as Qpdf;
  } finally {
    Object.assign(console, { log, error });
  }
}

/** `qpdf --check`: 0 and what it says where a file is sound; 2 with errors, 3 with warnings. */
export async function checkWithQpdf(pdf: Uint8Array): Promise<{ code: number; said: string[] }> {
  opened ??= open();
  const qpdf = await opened;
  said = [];
  qpdf.FS.writeFile("/checked.pdf", pdf);
  const code = qpdf.callMain(["--check", "/checked.pdf"]);
  return { code, said };
}
