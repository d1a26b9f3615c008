import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/routers/app-router";

/** What the server answers, by router and procedure. */
export type Outputs = inferRouterOutputs<AppRouter>;
