import type { Queryable } from "@/db/client";
import { Invalid } from "@/lib/errors";
import { compileLetters } from "./compile-letters";
import { letterWords } from "./letter-words";
import { lintLetter } from "./lint/lint-letter";
import { letterFields } from "./rules";
import type { CheckTextAsked, TextCheck, TextProblem } from "./schema";
import { readFrontMatter, type TemplateFacts } from "./typeset/front-matter";
import { engine, parseLiquid } from "./typeset/liquid";

/**
 * What stands against these words as they are saved now: the typesetter's word (with line and column), the lint's, and
 * which variables they use. Throws `letter-template.unknown`.
 */
export async function checkText(db: Queryable, asked: CheckTextAsked): Promise<TextCheck> {
  const { incidentId, templateName: name, templateVersion: version, variant } = asked;
  const { text } = await letterWords(db, incidentId, { name, version });
  const [problem] = await problemOf(() => compileLetters(db, incidentId, { name, version, variant }));
  const [, lint] = await problemOf(async () => lintLetter(text));
  const [, facts] = await problemOf(async () => readFrontMatter(text).facts);
  const [, used] = await problemOf(async () => usedIn(text));
  const declared = (field: string) => declaredAs(facts ?? undefined, field);
  const known = new Set(letterFields.map((field) => field.name));
  return {
    head: {
      title: facts?.title ?? null,
      audience: facts?.audience ?? null,
      language: facts?.language ?? null,
    },
    problem,
    lint,
    fields: letterFields.map((field) => ({
      ...field,
      declared: declared(field.name),
      used: used?.has(field.name) ?? false,
    })),
    unfilled: [...(facts?.required ?? []), ...(facts?.optional ?? [])].flatMap((field) => {
      const as = declared(field);
      return known.has(field) || as === null ? [] : [{ name: field, declared: as }];
    }),
  };
}

async function problemOf<T>(work: () => Promise<T>): Promise<[TextProblem | null, T | null]> {
  try {
    return [null, await work()];
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return [{ reason: error.reason, detail: { ...error.detail } }, null];
  }
}

function usedIn(text: string): Set<string> {
  const { facts, body } = readFrontMatter(text);
  return new Set(Object.keys(engine.analyzeSync(parseLiquid(body, facts.bodyLine)).globals));
}

function declaredAs(facts: TemplateFacts | undefined, field: string): "required" | "optional" | null {
  if (facts?.required.includes(field)) return "required";
  return facts?.optional.includes(field) ? "optional" : null;
}
