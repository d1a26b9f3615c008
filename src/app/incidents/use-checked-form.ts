"use client";
import { type FormEvent, useState } from "react";
import type { z } from "zod";

type CheckedForm<Field extends string, Given> = {
  fields: readonly Field[];
  /** The check the server makes. */
  schema: z.ZodType<Given>;
  /** What goes with the fields and is nobody's to type. */
  also?: Record<string, string>;
  send: (given: Given) => void;
};

/** Sends a form whose fields pass the schema; otherwise tells which are wrong and sends nothing. */
export function useCheckedForm<Field extends string, Given>(form: CheckedForm<Field, Given>) {
  const { fields, schema, also, send } = form;
  const [wrong, setWrong] = useState<Field[]>([]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const checked = schema.safeParse({ ...also, ...Object.fromEntries(new FormData(event.currentTarget)) });
    const places = new Set(checked.error?.issues.map((issue) => String(issue.path[0])) ?? []);
    setWrong(fields.filter((field) => places.has(field)));
    if (checked.success) send(checked.data);
  };
  return { submit, wrong };
}
