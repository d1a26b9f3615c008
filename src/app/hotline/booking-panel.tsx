"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import { TextField } from "@/components/text-field";
import { useToast } from "@/components/toast";
import type { OpenSlot } from "@/features/callbacks/schema";
import { readError, useErrorText } from "../error-text";
import { Loaded } from "../loaded";
import { useTRPC } from "../trpc";
import { Said } from "./said";
import { SlotPicker } from "./slot-picker";

type BookingPanelProps = {
  incidentId: string;
  personId: string;
  /** A word on why, above the days. */
  lead?: string;
  autoFocus?: boolean;
  onBooked: () => void;
  onClose?: () => void;
};

/** Promises a call: a day, a time that has a place, a word for whoever will ring. */
export function BookingPanel(props: BookingPanelProps) {
  const trpc = useTRPC();
  const t = useTranslations("hotline");
  const slots = useQuery({
    ...trpc.callbacks.slots.queryOptions({ incidentId: props.incidentId }),
    refetchOnMount: "always",
  });
  return (
    <section aria-labelledby="booking" className="rounded-lg border border-accent bg-surface p-5">
      <h2 id="booking" className="text-lg">
        {t("book.title")}
      </h2>
      {props.lead ? <p className="max-w-prose text-sm text-ink-soft">{props.lead}</p> : null}
      <div className="mt-3">
        <Loaded query={slots}>
          {(open) =>
            open.length === 0 ? (
              <Notice tone="attention">{t("book.none")}</Notice>
            ) : (
              <BookingForm {...props} slots={open} />
            )
          }
        </Loaded>
      </div>
    </section>
  );
}

function BookingForm({
  incidentId,
  personId,
  slots,
  autoFocus,
  onBooked,
  onClose,
}: BookingPanelProps & { slots: readonly OpenSlot[] }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const t = useTranslations("hotline");
  const format = useFormatter();
  const toast = useToast();
  const errorText = useErrorText();
  const [startsAt, setStartsAt] = useState<Date | null>(null);
  const [note, setNote] = useState("");
  const bookingId = useRef(crypto.randomUUID());
  const book = useMutation(
    trpc.callbacks.book.mutationOptions({
      onSuccess: (_, { startsAt: at }) => {
        toast({ tone: "ok", title: t("book.done", { when: format.dateTime(at, "dayTime") }) });
        onBooked();
        onClose?.();
      },
      onError: (error) => {
        bookingId.current = crypto.randomUUID();
        // The place went to somebody else: show what is left.
        if (readError(error).reason === "callback.slot-full") setStartsAt(null);
      },
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.callbacks.pathKey() }),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!startsAt || book.isPending) return;
    book.mutate({ id: bookingId.current, incidentId, personId, startsAt, note });
  };
  return (
    <form onSubmit={submit}>
      <SlotPicker slots={slots} value={startsAt} onValueChange={setStartsAt} autoFocus={autoFocus} />
      <TextField
        className="mt-4 max-w-prose"
        label={t("book.note")}
        hint={t("book.note-hint")}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        maxLength={2000}
        autoComplete="off"
      />
      {startsAt ? (
        <Said className="mt-4">{t("book.say", { when: format.dateTime(startsAt, "dayTime") })}</Said>
      ) : null}
      <FormError>{book.error ? errorText(book.error) : null}</FormError>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          type="submit"
          tone="primary"
          busy={book.isPending}
          blockedBecause={startsAt ? undefined : t("book.choose-first")}
        >
          {t("book.submit")}
        </Button>
        {onClose ? <Button onClick={onClose}>{t("book.close")}</Button> : null}
      </div>
    </form>
  );
}
