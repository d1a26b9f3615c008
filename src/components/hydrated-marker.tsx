"use client";
import { useEffect } from "react";

/** Sets `<html data-hydrated>` once the page listens, so that tests and scripts know when to begin. */
export function HydratedMarker() {
  useEffect(() => {
    document.documentElement.dataset.hydrated = "";
  }, []);
  return null;
}
