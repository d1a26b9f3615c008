"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { OpenedText } from "@/features/letters/schema";
import { readError } from "../../../../../../error-text";
import { useTRPC } from "../../../../../../trpc";

/** A pause in typing after which the words are saved and set anew. */
const pauseMilliseconds = 900;

export type Saving = "saved" | "saving" | "unsaved" | "failed" | "conflict";

/**
 * Words as they are typed, saved by themselves at each pause. Whoever saves over what somebody else saved since is
 * told, and nothing of either is lost: `takeTheirs` loads the other text when asked to.
 */
export function useDraft(incidentId: string, opened: OpenedText) {
  const trpc = useTRPC();
  const { name: templateName, version: templateVersion } = opened;
  const asked = { incidentId, templateName, templateVersion };
  const theirs = useQuery(trpc.letters.openText.queryOptions(asked, { enabled: false }));
  const [text, setText] = useState(opened.text);
  const [savedText, setSavedText] = useState(opened.text);
  const [revision, setRevision] = useState(opened.own?.revision ?? 0);
  const [isComposing, setComposing] = useState(false);
  const save = useMutation(trpc.letters.saveText.mutationOptions({ retry: false }));
  const { mutateAsync, isPending, error, reset } = save;
  const saveNow = useCallback(async () => {
    const sent = text;
    try {
      const answer = await mutateAsync({ incidentId, templateName, templateVersion, revision, text: sent });
      setSavedText(sent);
      setRevision(answer.revision);
    } catch {
      // The mutation keeps the error; what was typed stays.
    }
  }, [mutateAsync, incidentId, templateName, templateVersion, revision, text]);
  const isChanged = text !== savedText;
  useEffect(() => {
    if (!isChanged || isPending || isComposing || error) return;
    const timer = setTimeout(saveNow, pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [isChanged, isPending, isComposing, error, saveNow]);
  useLeaving(isChanged, saveNow);
  const isConflict = error !== null && readError(error).kind === "conflict";
  const type = (typed: string) => {
    setText(typed);
    // A save that failed for another reason is tried again with what is typed next.
    if (error && !isConflict) reset();
  };
  const takeTheirs = async () => {
    const { data } = await theirs.refetch();
    if (!data?.own) return;
    setText(data.text);
    setSavedText(data.text);
    setRevision(data.own.revision);
    reset();
  };
  return {
    text,
    type,
    revision,
    setComposing,
    error,
    takeTheirs,
    saving: savingOf({ isConflict, failed: error !== null, isPending, isChanged }),
  };
}

type How = { isConflict: boolean; failed: boolean; isPending: boolean; isChanged: boolean };

function savingOf({ isConflict, failed, isPending, isChanged }: How): Saving {
  if (isConflict) return "conflict";
  if (failed) return "failed";
  if (isPending) return "saving";
  return isChanged ? "unsaved" : "saved";
}

/** Whoever leaves the page within the pause is saved; whoever closes the tab is asked first. */
function useLeaving(isChanged: boolean, saveNow: () => Promise<void>): void {
  const latest = useRef({ isChanged, saveNow });
  useEffect(() => {
    latest.current = { isChanged, saveNow };
  });
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (latest.current.isChanged) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("beforeunload", ask);
      if (latest.current.isChanged) void latest.current.saveNow();
    };
  }, []);
}
