import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { NotFound } from "./errors";

/** Letters' words live in `templates/letters/<name>/<version>/letter.md`, beside the code, not in it. */
const folder = path.join(process.cwd(), "templates", "letters");
const nameForm = /^[a-z][a-z0-9-]{0,39}$/;
const versionForm = /^v[1-9][0-9]{0,3}$/;

export type LetterWords = { name: string; version: string; text: string; sha256: string };

/** The text of one template. Throws `NotFound` (`letter-template.unknown`). */
export async function readLetterTemplate(name: string, version: string): Promise<LetterWords> {
  if (!nameForm.test(name) || !versionForm.test(version)) throw new NotFound("letter-template.unknown");
  let text: string;
  try {
    text = await readFile(path.join(folder, name, version, "letter.md"), "utf8");
  } catch {
    throw new NotFound("letter-template.unknown", { name, version });
  }
  return { name, version, text, sha256: createHash("sha256").update(text).digest("hex") };
}

/** Every template there is, by name and version. */
export async function letterTemplateNames(): Promise<{ name: string; version: string }[]> {
  const names = (await readdir(folder)).filter((name) => nameForm.test(name)).sort();
  const found = await Promise.all(
    names.map(async (name) =>
      (await readdir(path.join(folder, name)))
        .filter((version) => versionForm.test(version))
        .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
        .map((version) => ({ name, version })),
    ),
  );
  return found.flat();
}
