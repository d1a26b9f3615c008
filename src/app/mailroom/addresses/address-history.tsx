"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import type { AddressHistoryEntry, AddressTaskRow } from "@/features/print-runs/returned/schema";
import { formatPostcode } from "@/lib/japan/postcode";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { useHistoryWords } from "./use-history-words";

/** All letters, returns, addresses and decisions of one person, the oldest first. */
export function AddressHistory({ task }: { task: AddressTaskRow }) {
  const t = useTranslations("returned");
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title={t("history.title", { name: task.name })}
      size="lg"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" tone="quiet">
          {t("history.open")}
        </Button>
      }
    >
      {isOpen ? <Entries addressTaskId={task.id} /> : null}
    </Dialog>
  );
}

function Entries({ addressTaskId }: { addressTaskId: string }) {
  const trpc = useTRPC();
  const history = useQuery(trpc.addressTasks.history.queryOptions({ addressTaskId }));
  return (
    <Loaded query={history}>
      {(entries) => (
        <ol className="grid gap-2">
          {entries.map((entry, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id, and the list only grows at its end
            <li key={at} className="border-l-2 border-line pl-3">
              <Entry entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}

function Entry({ entry }: { entry: AddressHistoryEntry }) {
  const format = useFormatter();
  const words = useHistoryWords();
  return (
    <>
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-bold">{words(entry)}</span>
        <span className="figures text-sm text-ink-soft">
          {format.dateTime(entry.at, "dayTime")} {entry.byName}
        </span>
      </p>
      {entry.address ? (
        <p className="text-sm break-words text-ink-soft">
          {entry.postcode ? <span className="code mr-2">〒{formatPostcode(entry.postcode)}</span> : null}
          {entry.address}
        </p>
      ) : null}
    </>
  );
}
