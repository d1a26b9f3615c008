"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import {
  type AddressSource,
  type AddressTaskRow,
  addressSources,
} from "@/features/print-runs/returned/schema";
import { FormDialog } from "../../incidents/form-dialog";
import { useAct } from "../../incidents/use-act";
import { useChanged } from "../../incidents/use-changed";
import { useTRPCClient } from "../../trpc";

/** Puts an address forward. Where the approved list says another by now, that one is filled in. */
export function ProposeAddressDialog({ task }: { task: AddressTaskRow }) {
  const t = useTranslations("returned");
  const client = useTRPCClient();
  const changed = useChanged();
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const [postcode, setPostcode] = useState(task.listed?.postcode ?? "");
  const [address, setAddress] = useState(task.listed?.address ?? "");
  const [source, setSource] = useState<AddressSource | "">(task.listed ? "list" : "");
  const { isBusy, problem, setProblem, run } = useAct();
  const submit = async () => {
    if (address.trim() === "" || source === "") return setProblem(t("propose.missing"));
    await run(async () => {
      await client.addressTasks.propose.mutate({ addressTaskId: task.id, postcode, address, source });
      setOpen(false);
      await changed();
    });
  };
  const isAnew = task.state !== "open";
  return (
    <FormDialog
      title={t("propose.title", { name: task.name })}
      description={t("propose.description")}
      confirm={t("propose.confirm")}
      size="md"
      trigger={
        <Button size="sm" tone={task.state === "open" ? "primary" : "secondary"}>
          {isAnew ? t("propose.anew") : t("propose.do")}
        </Button>
      }
      open={isOpen}
      onOpenChange={setOpen}
      form={{
        id: formId,
        isBusy,
        className: "grid gap-4",
        submit: (event) => {
          event.preventDefault();
          void submit();
        },
      }}
    >
      <FormError>{problem}</FormError>
      <TextField
        label={t("propose.postcode")}
        hint={t("propose.postcode-hint")}
        value={postcode}
        onChange={(event) => setPostcode(event.target.value)}
        inputMode="numeric"
        autoComplete="off"
        figures
        className="max-w-48"
      />
      <TextField
        label={t("propose.address")}
        required
        maxLength={200}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
        autoComplete="off"
      />
      <Select
        label={t("propose.source")}
        hint={source === "phone-call" ? t("propose.phone-hint") : t("propose.source-hint")}
        required
        value={source}
        onChange={(event) => setSource(event.target.value as AddressSource)}
        options={addressSources.map((value) => ({ value, label: t(`source.${value}`) }))}
      />
    </FormDialog>
  );
}
