import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { NotFound } from "./errors";

/**
 * Words live beside the code, not in it: `templates/letters/<name>/<version>/letter.md` and
 * `templates/emails/<name>/<version>/email.md`.
 */
const folders = {
  letter: path.join(process.cwd(), "templates", "letters"),
  email: path.join(process.cwd(), "templates", "emails"),
};
type Medium = keyof typeof folders;
const nameForm = /^[a-z][a-z0-9-]{0,39}$/;
const versionForm = /^v[1-9][0-9]{0,3}$/;

export type LetterWords = { name: string; version: string; text: string; sha256: string };

async function readTemplate(medium: Medium, name: string, version: string): Promise<LetterWords> {
  const unknown = `${medium}-template.unknown`;
  if (!nameForm.test(name) || !versionForm.test(version)) throw new NotFound(unknown);
  let text: string;
  try {
    text = await readFile(
      /* turbopackIgnore: true */ path.join(folders[medium], name, version, `${medium}.md`),
      "utf8",
    );
  } catch {
    throw new NotFound(unknown, { name, version });
  }
  return { name, version, text, sha256: createHash("sha256").update(text).digest("hex") };
}

async function templateNames(medium: Medium): Promise<{ name: string; version: string }[]> {
  const folder = folders[medium];
  const names = (await readdir(/* turbopackIgnore: true */ folder))
    .filter((name) => nameForm.test(name))
    .sort();
  const found = await Promise.all(
    names.map(async (name) =>
      (await readdir(/* turbopackIgnore: true */ path.join(/* turbopackIgnore: true */ folder, name)))
        .filter((version) => versionForm.test(version))
        .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
        .map((version) => ({ name, version })),
    ),
  );
  return found.flat();
}

/** The text of one letter template. Throws `NotFound` (`letter-template.unknown`). */
export const readLetterTemplate = (name: string, version: string): Promise<LetterWords> =>
  readTemplate("letter", name, version);

/** Every letter template there is, by name and version. */
export const letterTemplateNames = () => templateNames("letter");

/** The text of one e-mail template. Throws `NotFound` (`email-template.unknown`). */
export const readEmailTemplate = (name: string, version: string): Promise<LetterWords> =>
  readTemplate("email", name, version);

/** Every e-mail template there is, by name and version. */
export const emailTemplateNames = () => templateNames("email");
