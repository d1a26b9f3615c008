"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { ToneIcon } from "./tone-icon";

export type FieldProblem = { fieldId: string; text: ReactNode };

type FormErrorProps = {
  /** One sentence for the whole form: what happened and what to do. */
  children?: ReactNode;
  /** The fields that need another look; each links to its field. */
  problems?: readonly FieldProblem[];
};

/** What is wrong with a form. Shows nothing without content; with several problems it takes the focus. */
export function FormError({ children, problems = [] }: FormErrorProps) {
  const t = useTranslations("common");
  const box = useRef<HTMLDivElement>(null);
  const count = problems.length;
  useEffect(() => {
    if (count > 0) box.current?.focus();
  }, [count]);
  if (!children && count === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded-md border-2 border-danger bg-danger-soft px-4 py-3 focus:outline-none focus-visible:outline-2"
    >
      <p className="flex items-start gap-2 font-bold text-danger">
        <ToneIcon tone="danger" className="mt-[0.25em] size-[1.1em] shrink-0" />
        <span>{children ?? t("form-errors", { count })}</span>
      </p>
      {count > 0 ? (
        <ul className="mt-1.5 list-disc pl-8 text-sm">
          {problems.map((problem) => (
            <li key={problem.fieldId}>
              <a
                href={`#${problem.fieldId}`}
                className="link"
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(problem.fieldId)?.focus();
                }}
              >
                {problem.text}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
