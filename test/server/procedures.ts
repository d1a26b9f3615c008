import type { AnyProcedure } from "@trpc/server";
import type { z } from "zod";
import { appRouter } from "@/server/routers/app-router";

export type Procedure = {
  path: string;
  type: "query" | "mutation" | "subscription";
  inputs: readonly z.ZodType[];
};

/** Every procedure of the running router, as the router itself knows it. */
export const procedures: readonly Procedure[] = Object.entries(
  appRouter._def.procedures as unknown as Record<string, AnyProcedure>,
).map(([path, procedure]) => {
  const { type, inputs } = procedure._def as unknown as Omit<Procedure, "path">;
  return { path, type, inputs };
});
