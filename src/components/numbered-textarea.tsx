"use client";
import clsx from "clsx";
import { type Ref, useId, useImperativeHandle, useRef } from "react";
import { type Tone, toneText } from "./tone";

export type LineMark = { line: number; tone: Tone };
export type NumberedTextareaHandle = { goTo: (line: number) => void };

type NumberedTextareaProps = {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  /** Lines, from 1, that something is said about elsewhere. */
  marks?: readonly LineMark[];
  readOnly?: boolean;
  /** Whether an input method is in the middle of a word. */
  onComposing?: (composing: boolean) => void;
  describedBy?: string;
  ref?: Ref<NumberedTextareaHandle>;
};

const type = "font-sans text-sm leading-6 whitespace-pre-wrap break-words [overflow-wrap:anywhere]";

/**
 * Many lines of text with their numbers. Lines wrap; each number stands beside the first row of its line, because the
 * same text stands unseen behind, wrapped alike.
 */
export function NumberedTextarea(props: NumberedTextareaProps) {
  const { label, value, onValueChange, marks = [], readOnly, onComposing, describedBy, ref } = props;
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const lines = value.split("\n");
  useImperativeHandle(ref, () => ({
    goTo: (line) => {
      const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
      area.current?.focus({ preventScroll: true });
      area.current?.setSelectionRange(before, before + (lines[line - 1]?.length ?? 0));
      mirror.current?.children[line - 1]?.scrollIntoView({ block: "center" });
    },
  }));
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-bold">
        {label}
      </label>
      <div className="max-h-[75vh] overflow-y-auto rounded-md border border-line-strong bg-surface focus-within:outline-2 focus-within:outline-accent">
        <div className="relative grid">
          <div ref={mirror} aria-hidden="true" className={clsx("col-start-1 row-start-1 py-2", type)}>
            {lines.map((text, i) => (
              <Line
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
                key={i}
                number={i + 1}
                text={text}
                tone={marks.find(({ line }) => line === i + 1)?.tone}
              />
            ))}
          </div>
          <textarea
            ref={area}
            id={id}
            value={value}
            readOnly={readOnly}
            spellCheck={false}
            aria-describedby={describedBy}
            onChange={(event) => onValueChange(event.target.value)}
            onCompositionStart={() => onComposing?.(true)}
            onCompositionEnd={() => onComposing?.(false)}
            className={clsx(
              "relative z-10 col-start-1 row-start-1 block h-full w-full resize-none overflow-hidden border-0 bg-transparent py-2 pr-3 pl-12 outline-none",
              type,
            )}
          />
        </div>
      </div>
    </div>
  );
}

type LineProps = { number: number; text: string; tone: Tone | undefined };

function Line({ number, text, tone }: LineProps) {
  const marked = tone === "danger" ? "bg-danger-soft" : tone ? "bg-attention-soft" : "";
  return (
    <div className={clsx("relative pr-3 pl-12", marked)}>
      <span
        className={clsx(
          "figures absolute left-0 w-9 text-right text-xs leading-6",
          tone ? toneText[tone] : "text-ink-faint",
        )}
      >
        {number}
      </span>
      <span className="invisible">{text === "" ? " " : text}</span>
    </div>
  );
}
