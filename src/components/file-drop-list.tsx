"use client";
import { RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { readableBytes } from "./file-facts";
import { toneText } from "./tone";
import { ToneIcon } from "./tone-icon";
import type { FileState, QueuedFile } from "./use-file-queue";

type FileDropListProps = {
  files: readonly QueuedFile[];
  onStop: (id: string) => void;
  onRetry: (id: string) => void;
  onRemove: (id: string) => void;
};

/** The files of a `<FileDrop>` and how each is getting on. */
export function FileDropList({ files, onStop, onRetry, onRemove }: FileDropListProps) {
  const t = useTranslations("common");
  if (files.length === 0) return null;
  return (
    <ul
      aria-label={t("file.queue")}
      className="mt-3 divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {files.map(({ id, file, state }) => (
        <li key={id} className="px-3.5 py-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 flex-1 font-bold">{file.name}</span>
            <span className="figures text-sm text-ink-soft">{readableBytes(file.size)}</span>
            <FileStateText state={state} />
            {state.at === "failed" || state.at === "stopped" ? (
              <IconButton label={t("file.retry", { name: file.name })} onClick={() => onRetry(id)}>
                <RotateCw aria-hidden="true" className="size-4" />
              </IconButton>
            ) : null}
            {state.at === "sending" || state.at === "waiting" ? (
              <IconButton label={t("file.stop", { name: file.name })} onClick={() => onStop(id)}>
                <X aria-hidden="true" className="size-4" />
              </IconButton>
            ) : (
              <IconButton label={t("file.remove", { name: file.name })} onClick={() => onRemove(id)}>
                <X aria-hidden="true" className="size-4" />
              </IconButton>
            )}
          </div>
          {state.at === "sending" ? <Bar share={state.share} label={file.name} /> : null}
          {state.at === "failed" || state.at === "refused" ? (
            <p role="alert" className="flex items-start gap-1.5 text-sm text-danger">
              <ToneIcon tone="danger" className="mt-[0.25em] size-[1em] shrink-0" />
              {state.because}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function FileStateText({ state }: { state: FileState }) {
  const t = useTranslations("common");
  if (state.at === "failed" || state.at === "refused") return null;
  const text =
    state.at === "sending"
      ? t("file.sending", { percent: Math.min(1, state.share) })
      : state.at === "sent"
        ? t("file.sent")
        : t(`file.${state.at}`);
  return (
    <span
      role="status"
      className={`figures flex items-center gap-1 text-sm ${toneText[state.at === "sent" ? "ok" : "neutral"]}`}
    >
      {state.at === "sent" ? <ToneIcon tone="ok" className="size-[1em]" /> : null}
      {text}
    </span>
  );
}

function Bar({ share, label }: { share: number; label: string }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(Math.min(1, share) * 100)}
      className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-line"
    >
      <div
        className="h-full origin-left bg-accent transition-transform duration-200 ease-linear"
        style={{ transform: `scaleX(${Math.min(1, share)})` }}
      />
    </div>
  );
}

function IconButton({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="flex size-7 items-center justify-center rounded-sm text-ink-soft hover:bg-sunken hover:text-ink"
    >
      {children}
    </button>
  );
}
