import { openLetterFonts } from "@/features/letters/compile-letters";
import { readEmailTemplate } from "@/lib/template-folder";
import { type CompiledEmail, compileEmail } from "./compose/compile-email";

export const staffTemplate = { name: "staff-waiting", version: "v1" } as const;

let compiled: CompiledEmail | undefined;

/** What is written to colleagues: that something waits, and where. Read once a process. */
export const staffWords = async (): Promise<CompiledEmail> => {
  compiled ??= compileEmail(
    (await readEmailTemplate(staffTemplate.name, staffTemplate.version)).text,
    {},
    (await openLetterFonts()).regular,
  );
  return compiled;
};
