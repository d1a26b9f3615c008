"use client";
import { TextField } from "@/components/text-field";

/** The box for the six digits of an authenticator. */
export function CodeField({ label }: { label: string }) {
  return (
    <TextField
      label={label}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      figures
    />
  );
}

/** The six digits typed into a form's `CodeField`, or null. Full-width digits and spaces are taken as they are meant. */
export function codeIn(form: HTMLFormElement): string | null {
  const typed = String(new FormData(form).get("code"));
  const code = typed.normalize("NFKC").replace(/\D/g, "");
  return code.length === 6 ? code : null;
}
