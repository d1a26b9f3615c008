"use client";
import clsx from "clsx";
import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, type ReactNode, useId, useRef, useState } from "react";
import { FileDropList } from "./file-drop-list";
import { acceptsFile, readableBytes } from "./file-facts";
import { type SendFile, useFileQueue } from "./use-file-queue";

type FileDropProps<Result> = {
  label: string;
  /** What kind of file, where it comes from. */
  hint?: ReactNode;
  /** As in `<input accept>`: ".csv,.txt". */
  accept?: string;
  multiple?: boolean;
  maxBytes?: number;
  /** Sends one file; see `SendFile`. Files go one after the other. */
  send: SendFile<Result>;
  onSent?: (result: Result, file: File) => void;
  /** A file was taken out of the list again, whether or not it had been sent. */
  onRemoved?: (file: File) => void;
  /** Turns what `send` threw into a sentence; a general one otherwise. */
  describeError?: (error: unknown) => string;
  disabled?: boolean;
};

/** A place to drop files on, or to choose them; shows how each is getting on. */
export function FileDrop<Result>(props: FileDropProps<Result>) {
  const { label, hint, accept, multiple = false, maxBytes, disabled } = props;
  const t = useTranslations("common");
  const inputId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const queue = useFileQueue({
    send: props.send,
    onSent: props.onSent,
    describeError: props.describeError ?? (() => t("file.failed")),
    refuse: (file) => {
      if (accept && !acceptsFile(accept, file)) return t("file.wrong-kind", { accept });
      if (file.size === 0) return t("file.empty");
      if (maxBytes !== undefined && file.size > maxBytes) {
        return t("file.too-large", { limit: readableBytes(maxBytes) });
      }
      return null;
    },
  });
  const take = (files: FileList | null) => {
    const chosen = [...(files ?? [])];
    if (!disabled) queue.add(multiple ? chosen : chosen.slice(0, 1));
  };
  const remove = (id: string) => {
    const removed = queue.files.find((one) => one.id === id);
    queue.remove(id);
    if (removed) props.onRemoved?.(removed.file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div className="min-w-0">
      <p id={`${inputId}-label`} className="mb-1 text-sm font-bold">
        {label}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the mouse's way; the input inside is the keyboard's */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={clsx(
          "flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-dashed px-5 py-6",
          "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
          isOver ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
        )}
      >
        <Upload aria-hidden="true" className="size-5 text-ink-soft" />
        <label htmlFor={inputId} className={disabled ? "text-ink-faint" : undefined}>
          {t("file.drop")} <span className={disabled ? undefined : "link"}>{t("file.choose")}</span>
        </label>
        <input
          ref={input}
          id={inputId}
          type="file"
          accept={accept}
          multiple={multiple}
          disabled={disabled}
          aria-describedby={`${inputId}-label ${inputId}-hint`}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
          className="sr-only"
        />
      </div>
      {hint ? (
        <p id={`${inputId}-hint`} className="mt-1 text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      <FileDropList files={queue.files} onStop={queue.stop} onRetry={queue.retry} onRemove={remove} />
    </div>
  );
}
