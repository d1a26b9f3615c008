"use client";
import { useState } from "react";
import { useErrorText } from "../error-text";

/** One act of a dialog: whether it is under way, and why the last try did not work. */
export function useAct() {
  const errorText = useErrorText();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  /** Does it. What it throws becomes the problem. */
  const run = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(errorText(error));
    }
    setBusy(false);
  };
  return { isBusy, problem, setProblem, run };
}
