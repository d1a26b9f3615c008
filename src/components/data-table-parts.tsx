"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";
import { Spinner } from "./spinner";
import { ToneIcon } from "./tone-icon";

type DataTableMessageProps = {
  columnCount: number;
  isLoading: boolean;
  error?: ReactNode;
  onRetry?: () => void;
  empty: ReactNode;
};

/** The row that stands where rows would be: loading, failed, or none. */
export function DataTableMessage({ columnCount, isLoading, error, onRetry, empty }: DataTableMessageProps) {
  const t = useTranslations("common");
  if (!isLoading && !error && !empty) return null;
  return (
    <tr>
      <td colSpan={columnCount} className="px-3 py-8">
        {error ? (
          <div role="alert" className="flex flex-wrap items-center gap-3 text-danger">
            <ToneIcon tone="danger" />
            <span>{error}</span>
            {onRetry ? (
              <Button size="sm" onClick={onRetry}>
                {t("retry")}
              </Button>
            ) : null}
          </div>
        ) : isLoading ? (
          <span role="status" className="flex items-center gap-2 text-ink-soft">
            <Spinner />
            {t("loading")}
          </span>
        ) : (
          <div className="text-ink-soft">{empty}</div>
        )}
      </td>
    </tr>
  );
}

type DataTableFootProps = {
  shown: number;
  total?: number;
  more?: { hasMore: boolean; isLoading: boolean; load: () => void };
};

/** How much of how much is shown, and the button for the next page. */
export function DataTableFoot({ shown, total, more }: DataTableFootProps) {
  const t = useTranslations("common");
  if (shown === 0) return null;
  const hasMore = more?.hasMore ?? false;
  const text = !hasMore
    ? t("table.shown-all", { shown })
    : total === undefined
      ? t("table.shown-open", { shown })
      : t("table.shown", { shown, total });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-3 py-1.5 text-sm text-ink-soft">
      <span className="figures" role="status">
        {text}
      </span>
      {more && hasMore ? (
        <Button size="sm" tone="quiet" busy={more.isLoading} onClick={more.load}>
          {t("table.more")}
        </Button>
      ) : null}
    </div>
  );
}
