"use client";
import { useState } from "react";
import {
  type AddDocumentClass,
  addDocumentClassInput,
  type rolesInDocument,
  type sensitivityNames,
} from "@/features/documents/schema";
import { useTRPCClient } from "../../../trpc";
import { useAct } from "../../use-act";
import { useChanged } from "../../use-changed";
import type { DocumentClass } from "./use-class-name";

export type ElementField = {
  key: number;
  code: string;
  ja: string;
  en: string;
  sensitivity: (typeof sensitivityNames)[number];
  of: (typeof rolesInDocument)[number];
};

type ClassFields = { code: string; nameJa: string; nameEn: string; words: string; elements: ElementField[] };

const emptyElement = (key: number): ElementField => ({
  ...{ key, code: "", ja: "", en: "" },
  sensitivity: "ordinary",
  of: "insured",
});

function fieldsOf(known: DocumentClass | null): ClassFields {
  if (!known) return { code: "", nameJa: "", nameEn: "", words: "", elements: [emptyElement(0)] };
  const { code, nameJa, nameEn, words, elements } = known;
  return {
    ...{ code, nameJa, nameEn, words: words.join("、") },
    elements: elements.map((element, key) => ({
      ...{ key, code: element.code, ja: element.ja, en: element.en, of: element.of ?? "insured" },
      sensitivity: element.sensitivity ?? (element.specialCare ? "special-care" : "ordinary"),
    })),
  };
}

function inputOf(incidentId: string, fields: ClassFields): AddDocumentClass {
  const { code, nameJa, nameEn, words, elements } = fields;
  return {
    ...{ incidentId, code: code.trim(), nameJa, nameEn },
    words: words
      .split(/[、,，\s]+/u)
      .map((word) => word.trim())
      .filter(Boolean),
    elements: elements.map(({ key: _, of, ...element }) => ({
      ...element,
      code: element.code || codeFrom(element.en),
      ...(of === "insured" ? {} : { of }),
    })),
  };
}

/** `Account number` → `account-number`. */
function codeFrom(english: string): string {
  return english
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40);
}

/** The fields of a class in a dialog, checked with the rule the server enforces; `problemAt` names a wrong field. */
export function useClassForm(incidentId: string, known: DocumentClass | null, onSaved: () => void) {
  const client = useTRPCClient();
  const changed = useChanged();
  const act = useAct();
  const [fields, setFields] = useState(() => fieldsOf(known));
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const set = (change: Partial<ClassFields>) => setFields({ ...fields, ...change });
  const save = async () => {
    const input = inputOf(incidentId, fields);
    const checked = addDocumentClassInput.safeParse(input);
    setWrong(new Set(checked.error?.issues.map(({ path }) => path.slice(0, 3).join(".")) ?? []));
    if (!checked.success) return;
    await act.run(async () => {
      if (known) await client.documents.editClass.mutate({ ...input, revision: known.revision });
      else await client.documents.addClass.mutate(input);
      await changed();
      onSaved();
    });
  };
  const { elements } = fields;
  return {
    ...{ fields, set, save, isBusy: act.isBusy, problem: act.problem },
    isWrong: (path: string) => wrong.has(path),
    hasWrong: wrong.size > 0,
    setElement: (key: number, change: Partial<ElementField>) =>
      set({ elements: elements.map((one) => (one.key === key ? { ...one, ...change } : one)) }),
    addElement: () =>
      set({ elements: [...elements, emptyElement(Math.max(-1, ...elements.map(({ key }) => key)) + 1)] }),
    removeElement: (key: number) => set({ elements: elements.filter((one) => one.key !== key) }),
  };
}
