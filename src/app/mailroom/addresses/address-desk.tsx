"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { Notice } from "@/components/notice";
import { RadioGroup } from "@/components/radio-group";
import { Toolbar } from "@/components/toolbar";
import {
  type AddressTaskState,
  addressTaskStates,
  addressTasksPageSize,
} from "@/features/print-runs/returned/schema";
import { useDenied, useMay } from "../../incidents/signed-in-context";
import { pageOf, useRowPages } from "../../incidents/use-row-pages";
import { Loaded } from "../../loaded";
import { useTRPC, useTRPCClient } from "../../trpc";
import { AddressBatches } from "./address-batches";
import { AddressCard } from "./address-card";
import { AddressFile } from "./address-file";

/** Everybody whose letter came back, by how far the search for their address is. */
export function AddressDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const denied = useDenied()("addressTasks.list");
  const may = useMay();
  const counts = useQuery(trpc.returnedMail.counts.queryOptions({ incidentId }));
  const [chosen, setState] = useState<AddressTaskState | null>(null);
  if (denied) return <Notice>{denied}</Notice>;
  return (
    <Loaded query={counts}>
      {({ tasks }) => {
        const state = chosen ?? (tasks.open === 0 && tasks.proposed > 0 ? "proposed" : "open");
        return (
          <>
            <AddressBatches incidentId={incidentId} />
            <StateChoice tasks={tasks} state={state} choose={setState} />
            <Tasks incidentId={incidentId} state={state} total={tasks[state]} />
            {may("addressTasks.proposeFile") ? <AddressFile incidentId={incidentId} /> : null}
          </>
        );
      }}
    </Loaded>
  );
}

type StateChoiceProps = {
  tasks: Record<AddressTaskState, number>;
  state: AddressTaskState;
  choose: (state: AddressTaskState) => void;
};

function StateChoice({ tasks, state, choose }: StateChoiceProps) {
  const t = useTranslations("returned");
  const shown = addressTaskStates.filter(
    (one) => one === state || one === "open" || one === "proposed" || tasks[one] > 0,
  );
  return (
    <Toolbar label={t("addresses.state")}>
      <RadioGroup
        label={t("addresses.state")}
        inline
        value={state}
        onValueChange={(value) => choose(value as AddressTaskState)}
        options={shown.map((one) => ({
          value: one,
          label: t("addresses.state-count", { state: t(`task-state.${one}`), count: tasks[one] }),
        }))}
      />
    </Toolbar>
  );
}

type TasksProps = { incidentId: string; state: AddressTaskState; total: number };

function Tasks({ incidentId, state, total }: TasksProps) {
  const t = useTranslations("returned");
  const client = useTRPCClient();
  const pages = useRowPages(
    ["addressTasks.list", incidentId, state, total],
    async (afterId: string | undefined, signal) => {
      const rows = await client.addressTasks.list.query({ incidentId, state, afterId }, { signal });
      return pageOf(rows, addressTasksPageSize, (row) => row.id);
    },
  );
  if (pages.error) return <Notice tone="danger">{pages.error}</Notice>;
  if (pages.rows?.length === 0)
    return <EmptyState title={t(`addresses.none.${state === "open" ? "open" : "other"}`)} />;
  return (
    <>
      <ul className="my-4 grid gap-3">
        {pages.rows?.map((task) => (
          <li key={task.id}>
            <AddressCard task={task} />
          </li>
        ))}
      </ul>
      {pages.more.hasMore ? (
        <Button busy={pages.more.isLoading} onClick={pages.more.load}>
          {t("addresses.more")}
        </Button>
      ) : null}
    </>
  );
}
